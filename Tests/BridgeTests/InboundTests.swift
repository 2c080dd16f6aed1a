// SPDX-License-Identifier: Apache-2.0

import Foundation
import GatewayKit
import Store
import Support
import Testing
import XMPP

@testable import Bridge

@Suite("Inbound: what webhooks bring becomes rows")
struct InboundTests {
    private func inbound(_ stage: Stage) -> Inbound {
        Inbound(
            posts: [stage.post], store: stage.store, shelf: FileShelf(publicURL: "https://gw.example.org"),
            time: stage.time, logger: stage.logger)
    }

    private static func text(
        _ text: String = "hi", event: String? = "e1", to: [Address] = [adasNumber]
    ) -> WebhookEvent {
        .message(IncomingMessage(eventID: event, from: phone, to: to, text: text))
    }

    @Test("a text is stored for whoever has the number, with all that it came with")
    func stored() async throws {
        let stage = try await Stage()
        let message = IncomingMessage(
            eventID: "e1", from: Address("ACME"), nickname: "Acme", to: [gracesNumber], text: "hi",
            media: ["https://files.example.org/1"], sentAt: start - 300)
        try await inbound(stage).receive([.message(message)], gateway: "sms")
        let row = try #require(await stage.rows().first)
        #expect(try await stage.summary() == ["in message queued"])
        #expect(row.account == grace && row.contact == grace && row.own == gracesNumber)
        #expect(row.peer == message.from && row.nickname == "Acme" && row.body == "hi")
        #expect(row.media == message.media && row.sentAt == message.sentAt && row.stanzaID?.isEmpty == false)
    }

    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        /// Deliveries of the provider, one after another.
        let deliveries: [[WebhookEvent]]
        let rows: [String]
    }

    @Test(
        "a repeat is known by the event's id, for each of our numbers",
        arguments: [
            Case(testDescription: "twice", deliveries: [[text()], [text()]], rows: ["hi"]),
            Case(testDescription: "twice in one delivery", deliveries: [[text(), text()]], rows: ["hi"]),
            Case(
                testDescription: "the same id with another text is a repeat all the same",
                deliveries: [[text()], [text("ho")]], rows: ["hi"]),
            Case(
                testDescription: "another id", deliveries: [[text()], [text(event: "e2")]], rows: ["hi", "hi"]),
            Case(
                testDescription: "no id: never a repeat", deliveries: [[text(event: nil)], [text(event: nil)]],
                rows: ["hi", "hi"]),
            Case(
                testDescription: "to several of us", deliveries: [[text(to: [adasNumber, gracesNumber])]],
                rows: ["hi", "hi"]),
            Case(
                testDescription: "to several of us, and again to one",
                deliveries: [[text(to: [adasNumber, gracesNumber])], [text(to: [gracesNumber])]], rows: ["hi", "hi"]),
            Case(testDescription: "what is no message", deliveries: [[.ignored, .unknown], []], rows: []),
        ])
    func repeats(_ example: Case) async throws {
        let stage = try await Stage()
        for events in example.deliveries { try await inbound(stage).receive(events, gateway: "sms") }
        let rows = try await stage.rows()
        #expect(rows.map(\.body) == example.rows)
        #expect(rows.allSatisfy { $0.state == .queued && $0.kind == .message && $0.direction == .in })
        #expect(Set(rows.map(\.stanzaID)).count == rows.count)
    }

    @Test("a repeat is known for as long as its row, however late it comes")
    func late() async throws {
        let stage = try await Stage()
        try await inbound(stage).receive([Self.text()], gateway: "sms")
        stage.time.advance(by: .seconds(20 * 86_400))
        try await inbound(stage).receive([Self.text()], gateway: "sms")
        #expect(try await stage.rows().count == 1)
    }

    @Test("a text to a number that nobody has is kept for the operator, and for whoever gets the number")
    func nobody() async throws {
        let stage = try await Stage()
        let own = Address("+15550100003")
        for _ in 0..<2 { try await inbound(stage).receive([Self.text(to: [own, adasNumber])], gateway: "sms") }
        #expect(try await stage.summary() == ["in message failed", "in message queued"])
        let row = try #require(await stage.rows().first)
        #expect(row.account == nil && row.contact == nil && row.own == own && row.body == "hi")
        #expect(row.error == "nobody has +15550100003")
        let result = try await stage.store.commit { tx in
            try tx.add(Account(jid: stranger, gateway: "sms", address: own, created: tx.now))
            return try tx.retry(row.id)
        }
        #expect(result == .queued)
        #expect(try await stage.row(row.id)?.contact == stranger)
    }

    @Test("a text for which no number is named is kept for the operator, once")
    func unnamed() async throws {
        let stage = try await Stage()
        for _ in 0..<2 { try await inbound(stage).receive([Self.text(to: [])], gateway: "sms") }
        #expect(try await stage.summary() == ["in message failed"])
        let row = try #require(await stage.rows().first)
        #expect(row.own == nil && row.body == "hi" && row.error?.contains("which number") == true)
        #expect(try await stage.store.commit { tx in try tx.retry(row.id) } == .noRecipient)
    }

    @Test("what stands in the way of a message is told the operator, who has the whole of it, once")
    func obstacle() async throws {
        let stage = try await Stage()
        var message = IncomingMessage(eventID: "e1", from: nil, to: [adasNumber], text: "hi")
        message.obstacle = "nobody knows this event"
        for _ in 0..<2 { try await inbound(stage).receive([.message(message)], gateway: "sms") }
        #expect(try await stage.summary() == ["in message failed"])
        let row = try #require(await stage.rows().first)
        #expect(row.body == "hi" && row.error == "nobody knows this event" && row.peer == nil && row.contact == nil)
        // Sending it again gives it to whoever has the number.
        #expect(try await stage.store.commit { tx in try tx.retry(row.id) } == .queued)
        #expect(try await stage.row(row.id)?.contact == ada)
    }

    @Test("a text whose sender is withheld reaches the person that it is for, from the gateway itself")
    func withheldSender() async throws {
        let stage = try await Stage()
        let message = IncomingMessage(eventID: "e1", from: nil, to: [adasNumber], text: "hi")
        try await inbound(stage).receive([.message(message)], gateway: "sms")
        #expect(try await stage.summary() == ["in message queued"])
        let row = try #require(await stage.rows().first)
        #expect(row.contact == ada && row.peer == nil && row.body == "hi")
        let writer = RowStanzas(domain: "sms.example.org", addresses: stage.post.addresses)
        let stanza = try #require(writer.stanzas(for: row, now: stage.time.now).first)
        #expect(stanza.from == gatewayJID && stanza.body == "?:\nhi")
    }

    @Test("reports and texts of one delivery are one transaction")
    func mixed() async throws {
        let stage = try await Stage()
        try await stage.queue("out", reference: "ref")
        _ = try await stage.lease()
        let report = DeliveryReport(reference: "ref", state: .delivered)
        try await inbound(stage).receive([.report(report), Self.text()], gateway: "sms")
        #expect(
            try await stage.summary() == ["out message delivered", "in receipt queued", "in message queued"])
    }

    @Test("another gateway's name is nobody's")
    func unknownGateway() async throws {
        let stage = try await Stage()
        try await inbound(stage).receive([Self.text()], gateway: "mail")
        #expect(try await stage.summary().isEmpty)
    }

    @Test("what cannot be stored is not accepted")
    func storeFailure() async throws {
        let stage = try await Stage()
        await stage.store.close()
        await #expect(throws: InboxFailure.self) {
            try await inbound(stage).receive([Self.text()], gateway: "sms")
        }
    }
}
