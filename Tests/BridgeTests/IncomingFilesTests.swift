// SPDX-License-Identifier: Apache-2.0

import Foundation
import GatewayKit
import Store
import Support
import Testing
import XMPP

@testable import Bridge

@Suite("Inbound: files, marks, admins, and what could not be delivered")
struct IncomingFilesTests {
    private static let cat = Attachment(name: "katze 1.png", type: "image/png", content: [1, 2, 3])

    private func inbound(_ stage: Stage) -> Inbound {
        Inbound(
            posts: [stage.post], store: stage.store, shelf: FileShelf(publicURL: "https://gw.example.org"),
            time: stage.time, logger: stage.logger)
    }

    private static func mail(
        to: [Address] = [adasNumber], _ change: (inout IncomingMessage) -> Void = { _ in }
    ) -> WebhookEvent {
        var message = IncomingMessage(eventID: "e1", from: phone, to: to, text: "hi")
        message.networkID = "<a@x>"
        change(&message)
        return .message(message)
    }

    @Test("attachments become links to stored files, once for all readers, and not again for a repeat")
    func attachments() async throws {
        let stage = try await Stage(FakeGateway(isMail: true))
        let mail = Self.mail(to: [adasNumber, gracesNumber]) { $0.attachments = [Self.cat] }
        try await inbound(stage).receive([mail], gateway: "sms")
        try await inbound(stage).receive([mail], gateway: "sms")
        let rows = try await stage.rows()
        #expect(rows.count == 2 && rows[0].media == rows[1].media && rows[0].media.count == 1)
        let parts = rows[0].media[0].split(separator: "/")
        #expect(rows[0].media[0].hasPrefix("https://gw.example.org/files/") && parts.last == "katze%201.png")
        let token = String(parts[3])
        let file = try #require(await stage.store.read { tx in try tx.file(token: token) })
        #expect(file.content == Self.cat.content && file.name == Self.cat.name && file.type == Self.cat.type)
        #expect(token.count >= 32, "nobody guesses it")
    }

    @Test("the text stands between its marks and the link to the whole")
    func text() async throws {
        let stage = try await Stage(FakeGateway(isMail: true))
        let mail = Self.mail { message in
            message.marks = ["[not authenticated]"]
            message.subject = "Lunch"
            message.others = [
                Recipient(adasNumber, role: .to), Recipient(gracesNumber, name: "Grace", role: .cc),
            ]
            message.original = Attachment(name: "message.eml", type: "message/rfc822", content: [4])
        }
        try await inbound(stage).receive([mail], gateway: "sms")
        let row = try #require(await stage.rows().first)
        let lines = (row.body ?? "").split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        #expect(lines.dropLast() == ["[not authenticated]", "*Lunch*", "Cc: Grace <+15550100002>", "hi", ""])
        #expect(lines.last?.hasPrefix("[more] https://gw.example.org/files/") == true, "\(lines)")
        let stanza = try #require(
            RowStanzas(domain: "sms.example.org", addresses: stage.post.addresses).stanzas(for: row, now: start).first)
        #expect(MessageThread.subject(in: stanza) == "Lunch" && MessageThread.id(in: stanza) == "<a@x>")
        #expect(
            ExtendedAddress.all(in: stanza).map { "\($0.kind.rawValue) \($0.jid ?? "")" } == [
                "to ada@example.org", "cc +15550100002@sms.example.org",
            ])
    }

    @Test("what is known is not said again: who else has it, where answers go, that nobody judges who wrote it")
    func news() async throws {
        let stage = try await Stage(FakeGateway(isMail: true))
        for (number, (id, ancestors)) in [("<a@x>", []), ("<b@x>", ["<a@x>"]), ("<c@x>", [])].enumerated() {
            var message = IncomingMessage(eventID: "e\(number)", from: phone, to: [adasNumber], text: "hi")
            (message.networkID, message.ancestors) = (id, ancestors)
            message.firstMarks = ["[not authenticated]"]
            message.others = [Recipient(gracesNumber, role: .cc)]
            message.answerTo = Address("+15550100077")
            try await inbound(stage).receive([.message(message)], gateway: "sms")
        }
        let people = "Cc: +15550100002\nReply-To: +15550100077"
        #expect(
            try await stage.rows().map(\.body) == ["[not authenticated]\n\(people)\nhi", "hi", "\(people)\nhi"])
    }

    @Test("where answers go is said again where they go elsewhere")
    func redirected() async throws {
        let stage = try await Stage(FakeGateway(isMail: true))
        for (number, answerTo) in [nil, "+15550100077", "+15550100077", "+15550100078"].enumerated() {
            var message = IncomingMessage(eventID: "e\(number)", from: phone, to: [adasNumber], text: "hi")
            (message.networkID, message.ancestors) = ("<\(number)@x>", number == 0 ? [] : ["<\(number - 1)@x>"])
            message.answerTo = answerTo.map { Address($0) }
            try await inbound(stage).receive([.message(message)], gateway: "sms")
        }
        #expect(
            try await stage.rows().map(\.body) == [
                "hi", "Reply-To: +15550100077\nhi", "hi", "Reply-To: +15550100078\nhi",
            ])
    }

    @Test("mail for the operators goes to each admin, and waits for one where there is none")
    func operators() async throws {
        for admins in [[ada, grace], []] {
            let stage = try await Stage(FakeGateway(isMail: true), policy: GatewayPolicy(admins: admins))
            let mail = Self.mail(to: [Address("+15550100000")]) { $0.isForOperators = true }
            try await inbound(stage).receive([mail], gateway: "sms")
            let rows = try await stage.rows()
            #expect(rows.compactMap(\.contact) == admins)
            #expect(rows.map(\.state) == (admins.isEmpty ? [.failed] : [.queued, .queued]))
        }
    }

    @Test("what a program answers to a message of ours reaches whoever sent that")
    func answersReference() async throws {
        let stage = try await Stage(FakeGateway(isMail: true))
        try await stage.queue(reference: "r1")
        for reference in ["r1", "r2"] {
            let mail = Self.mail(to: []) { $0.answersReference = reference }
            guard case .message(var message) = mail else { continue }
            message = IncomingMessage(eventID: reference, from: message.from, to: [], text: "I am away")
            message.answersReference = reference
            try await inbound(stage).receive([.message(message)], gateway: "sms")
        }
        #expect(try await stage.rows().filter { $0.direction == .in }.map(\.contact) == [ada, nil])
        #expect(try await stage.summary() == ["out message queued", "in message queued", "in message failed"])
    }

    @Test("a message that the XMPP side refuses is reported to its sender, once, and only where that is allowed")
    func returned() async throws {
        for returnAddress in [phone, nil] {
            let stage = try await Stage(FakeGateway(isMail: true))
            let mail = Self.mail { message in
                message.returnAddress = returnAddress
                message.subject = "Lunch"
            }
            try await inbound(stage).receive([mail], gateway: "sms")
            let row = try #require(await stage.rows().first)
            let error = StanzaError(.itemNotFound, .cancel)
            let id = try #require(row.stanzaID)
            for id in [id, id + "-1"] {
                let stanza = Stanza(.message, type: "error", id: id, from: ada, to: contact, [error.element])
                _ = await stage.desk.answer(stanza)
            }
            let report = try await stage.rows([.failure])
            #expect(report.map(\.peer) == (returnAddress == nil ? [] : [phone]))
            guard let message = report.first.flatMap({ OutgoingMessage($0) }) else { continue }
            #expect(message.from == adasNumber && message.to == phone)
            guard case .failureReport(let failure) = message.purpose else {
                Issue.record("\(message.purpose)")
                continue
            }
            #expect(failure.networkID == "<a@x>" && failure.subject == "Lunch" && !failure.reason.isEmpty)
        }
    }

    @Test("a failure report that fails itself is reported to nobody")
    func failedReport() async throws {
        let stage = try await Stage(FakeGateway(isMail: true))
        let row = try #require(await stage.row(stage.arrive("hi") { $0.returnAddress = phone }))
        try await stage.store.commit { tx in
            _ = try tx.enqueue(.failureReport("gone", for: row, to: phone, expires: start + 3600))
        }
        let report = try #require(await stage.lease())
        let settlement = Settlement(post: stage.post, store: stage.store, time: stage.time, logger: stage.logger)
        await settlement.settle([report], .permanent(.recipient, "no such user"))
        #expect(try await stage.summary() == ["in message queued", "out failure failed"])
    }
}
