// SPDX-License-Identifier: Apache-2.0

import GatewayKit
import Store
import Support
import Testing
import XMPP

@testable import Bridge

@Suite("DeliveryReports: what mail servers and readers tell")
struct MailReportsTests {
    private static let mallory = Address("+15550100066")
    private static let copy = Address("+15550100098")

    private func apply(_ reports: DeliveryReport..., on stage: Stage) async throws {
        let now = stage.time.now
        try await stage.store.commit { [post = stage.post] tx in
            for report in reports {
                try DeliveryReports(gateway: post.name, terms: post.terms).apply(report, now: now, in: tx)
            }
        }
    }

    private func settle(_ rows: [OutboxRow], _ result: SendResult, on stage: Stage) async {
        await Settlement(post: stage.post, store: stage.store, time: stage.time, logger: stage.logger)
            .settle(rows, result)
    }

    /// A message of Ada's with the reference `ref`, whose recipient's server has accepted it.
    private func sent(
        _ gateway: FakeGateway = FakeGateway(isMail: true), receipts: ReceiptPolicy = .delivered,
        _ change: (inout OutboxDraft) -> Void = { _ in }
    ) async throws -> Stage {
        let stage = try await Stage(gateway, policy: GatewayPolicy(receipts: receipts))
        try await stage.queue("hi", reference: "ref") { draft in
            draft.networkID = "<n@x>"
            draft.thread = "t"
            change(&draft)
        }
        await settle([try #require(await stage.lease())], .accepted(id: nil, parts: nil), on: stage)
        return stage
    }

    /// Two messages that went as one.
    private func bundled() async throws -> Stage {
        let stage = try await Stage(FakeGateway(coalesce: .seconds(10), isMail: true))
        for (text, reference) in [("one", "ref"), ("two", "ref2")] {
            try await stage.queue(text, reference: reference) { draft in
                draft.networkID = "<\(reference)@x>"
                draft.thread = "t"
                draft.wantsDisplayed = true
            }
        }
        let now = stage.time.now
        let rows = try await stage.store.commit { tx in
            let lead = try tx.lease(gateway: "sms", limit: 1, now: now)
            let followers = try lead.first.map {
                try tx.bundle($0, limit: 9, bytes: 999, by: FakeGateway.threads.subjects)
            }
            return lead + (followers ?? [])
        }
        #expect(rows.count == 2)
        await settle(rows, .accepted(id: nil, parts: nil), on: stage)
        return stage
    }

    struct HandOver: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let receipts: ReceiptPolicy
        var wantsReceipt = true
        var before: DeliveryReport.State?
        let rows: [String]
    }

    @Test(
        "what went on into a network that reports nothing is a tick only where the operator wants it so, and once",
        arguments: [
            HandOver(
                testDescription: "wanted", receipts: .accepted, rows: ["out message accepted", "in receipt queued"]),
            HandOver(testDescription: "not wanted", receipts: .delivered, rows: ["out message accepted"]),
            HandOver(
                testDescription: "not asked for", receipts: .accepted, wantsReceipt: false,
                rows: ["out message accepted"]),
            HandOver(
                testDescription: "of what has failed", receipts: .accepted, before: .failed(.recipient),
                rows: ["out message failed", "in failure queued"]),
            HandOver(
                testDescription: "of what has expired", receipts: .accepted, before: .expired,
                rows: ["out message expired", "in failure queued"]),
            HandOver(
                testDescription: "of what is delivered", receipts: .accepted, before: .delivered,
                rows: ["out message delivered", "in receipt queued"]),
        ])
    func handedOver(_ example: HandOver) async throws {
        let stage = try await sent(receipts: example.receipts) { $0.wantsReceipt = example.wantsReceipt }
        if let before = example.before { try await apply(DeliveryReport(reference: "ref", state: before), on: stage) }
        let report = DeliveryReport(reference: "ref", state: .handedOver)
        try await apply(report, report, on: stage)
        #expect(try await stage.summary() == example.rows)
        try await apply(report, on: stage)
        #expect(try await stage.summary() == example.rows)
    }

    @Test("a tick for the hand-over is not given again for the delivery")
    func deliveredLater() async throws {
        let stage = try await sent(receipts: .accepted)
        for state in [DeliveryReport.State.handedOver, .delivered, .displayed] {
            try await apply(DeliveryReport(reference: "ref", state: state), on: stage)
        }
        #expect(try await stage.summary() == ["out message delivered", "in receipt queued"])
    }

    @Test(
        "a report that came while it was sent says more than the acceptance does",
        arguments: [
            (DeliveryReport.State.failed(.recipient), ["out message failed", "in failure queued"]),
            (.delivered, ["out message delivered", "in receipt queued"]),
        ])
    func beforeTheAnswer(_ state: DeliveryReport.State, _ rows: [String]) async throws {
        for report in [DeliveryReport(reference: "ref", state: state), DeliveryReport(providerID: "p1", state: state)] {
            let stage = try await Stage(
                FakeGateway(reportsDelivery: false, isMail: true), policy: GatewayPolicy(receipts: .accepted))
            try await stage.queue("hi", reference: "ref")
            let row = try #require(await stage.lease())
            try await apply(report, on: stage)
            await settle([row], .accepted(id: "p1", parts: nil), on: stage)
            #expect(try await stage.summary() == rows)
        }
    }

    @Test("a delay is told once, and moves nothing; not of what is over")
    func delayed() async throws {
        let stage = try await sent()
        let report = DeliveryReport(reference: "ref", state: .delayed)
        try await apply(report, report, on: stage)
        try await apply(report, on: stage)
        #expect(try await stage.summary() == ["out message accepted", "in notice queued"])
        #expect(try await stage.rows([.notice]).first?.body?.contains("+15550100099 is delayed") == true)
        for state in [DeliveryReport.State.delivered, .failed(.unknown)] {
            let other = try await sent { $0.wantsReceipt = false }
            try await apply(DeliveryReport(reference: "ref", state: state), report, on: other)
            #expect(try await other.rows([.notice]).isEmpty)
        }
    }

    @Test("of what went as one there is one notice of a delay, and a tick and a marker for each")
    func bundle() async throws {
        let stage = try await bundled()
        for reference in ["ref", "ref2"] {
            try await apply(DeliveryReport(reference: reference, state: .delayed), on: stage)
        }
        #expect(
            try await stage.summary() == ["out message accepted", "out message accepted", "in notice queued"])
        let report = DeliveryReport(networkID: "<ref@x>", own: adasNumber, state: .displayed)
        try await apply(report, report, on: stage)
        let answers = try await stage.rows([.receipt])
        #expect(
            answers.map { "\($0.action ?? "receipt") \($0.answers ?? "")" } == [
                "receipt id-one", "displayed id-one", "receipt id-two", "displayed id-two",
            ])
        #expect(try await stage.rows([.message]).map(\.state) == [.delivered, .delivered])
    }

    @Test("a mate that was cancelled before it went again has another fate")
    func cancelledMate() async throws {
        let stage = try await Stage(FakeGateway(repeatsAreSafe: true, coalesce: .seconds(10), isMail: true))
        for (text, reference) in [("one", "ref"), ("two", "ref2")] {
            try await stage.queue(text, reference: reference) { draft in
                draft.networkID = "<\(reference)@x>"
                draft.thread = "t"
            }
        }
        let now = stage.time.now
        let rows = try await stage.store.commit { tx in
            let rows = try tx.lease(gateway: "sms", limit: 1, now: now)
            return rows + (try tx.bundle(rows[0], limit: 9, bytes: 999, by: FakeGateway.threads.subjects))
        }
        await settle(rows, .temporary("busy", retryAfter: nil), on: stage)
        #expect(try await stage.store.commit { tx in try tx.cancel(rows[1].id) } == .cancelled)
        stage.time.advance(by: .seconds(60))
        await settle([try #require(await stage.lease())], .accepted(id: nil, parts: nil), on: stage)
        try await apply(DeliveryReport(networkID: "<ref@x>", state: .delivered), on: stage)
        #expect(
            try await stage.summary() == ["out message delivered", "out message cancelled", "in receipt queued"])
        #expect(try await stage.rows([.receipt]).map(\.answers) == ["id-one"])
    }

    @Test("a marker is given once, and only to whom asked for it", arguments: [true, false])
    func displayed(_ isWanted: Bool) async throws {
        let stage = try await sent { $0.wantsDisplayed = isWanted }
        let report = DeliveryReport(reference: "ref", state: .displayed)
        try await apply(report, report, on: stage)
        let marker = isWanted ? ["in receipt queued"] : []
        #expect(try await stage.summary() == ["out message delivered", "in receipt queued"] + marker)
        #expect(try await stage.rows([.receipt]).map(\.action) == (isWanted ? [nil, "displayed"] : [nil]))
    }

    @Test("who reads German reads the reason in German where it is ours, and as it was said where it is not")
    func language() async throws {
        for (language, german, expected) in [
            ("de", "Das Postfach ist voll.", "noch einmal. (Das Postfach ist voll.)"),
            ("de", nil, "noch einmal. (The mailbox is full.)"),
            ("en", "Das Postfach ist voll.", "Try again later. (The mailbox is full.)"),
        ] as [(String, String?, String)] {
            let stage = try await sent { $0.language = language }
            let report = DeliveryReport(
                reference: "ref", state: .failed(.full), detail: "The mailbox is full.", german: german)
            try await apply(report, on: stage)
            let body = try await stage.rows([.failure]).first?.body
            #expect(body?.hasSuffix(expected) == true, "\(body ?? "")")
            #expect(
                try await stage.rows([.message]).first?.error == "The mailbox is full.", "the operator reads English")
        }
    }

    @Test("what has failed is read by nobody")
    func displayedAfterFailure() async throws {
        let stage = try await sent { $0.wantsDisplayed = true }
        for state in [DeliveryReport.State.failed(.recipient), .displayed] {
            try await apply(DeliveryReport(reference: "ref", state: state), on: stage)
        }
        #expect(try await stage.summary() == ["out message failed", "in failure queued"])
    }

    struct ByID: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let report: DeliveryReport
        /// The states of the contact's message and of the copy's.
        let states: [OutboxState]
    }

    private static func byID(
        _ id: String = "<n@x>", own: Address? = adasNumber, about recipient: Address?
    ) -> DeliveryReport {
        DeliveryReport(networkID: id, own: own, recipient: recipient, state: .failed(.recipient))
    }

    @Test(
        "by the network's id a report is about one recipient's copy, of the account to which it came",
        arguments: [
            ByID(testDescription: "the contact's", report: byID(about: phone), states: [.failed, .accepted]),
            ByID(testDescription: "the copy's", report: byID(about: copy), states: [.accepted, .failed]),
            ByID(
                testDescription: "whoever's address", report: byID(own: nil, about: copy), states: [.accepted, .failed]),
            ByID(testDescription: "nobody said whose", report: byID(about: nil), states: [.accepted, .accepted]),
            ByID(testDescription: "a stranger's", report: byID(about: mallory), states: [.accepted, .accepted]),
            ByID(
                testDescription: "another account's", report: byID(own: gracesNumber, about: phone),
                states: [.accepted, .accepted]),
            ByID(testDescription: "another id", report: byID("<m@x>", about: phone), states: [.accepted, .accepted]),
        ])
    func networkID(_ example: ByID) async throws {
        let stage = try await sent { $0.others = [Recipient(Self.copy, role: .cc)] }
        try await stage.queue("hi", to: Self.copy, reference: "ref2") { draft in
            draft.networkID = "<n@x>"
            draft.role = .cc
            draft.stanzaID = nil
        }
        await settle([try #require(await stage.lease())], .accepted(id: nil, parts: nil), on: stage)
        try await apply(example.report, on: stage)
        #expect(try await stage.rows([.message]).map(\.state) == example.states)
        #expect(try await stage.rows([.failure, .notice]).count == example.states.count { $0 == .failed })
    }

    @Test("of a message to one recipient any recipient is meant: mail is forwarded")
    func forwarded() async throws {
        let stage = try await sent()
        try await apply(Self.byID(about: Self.mallory), on: stage)
        #expect(try await stage.summary() == ["out message failed", "in failure queued"])
    }

    @Test("where answers go elsewhere, the report names that address")
    func elsewhere() async throws {
        let stage = try await sent { draft in
            draft.recipient = Self.mallory
            draft.others = [Recipient(Self.copy, role: .cc)]
        }
        try await stage.queue("hi", to: Self.copy, reference: "ref2") { $0.networkID = "<n@x>" }
        try await apply(Self.byID(about: phone), on: stage)
        #expect(try await stage.rows([.message]).map(\.state) == [.accepted, .queued])
        try await apply(Self.byID(about: Self.mallory), on: stage)
        #expect(try await stage.rows([.message]).map(\.state) == [.failed, .queued])
    }

    @Test(
        "one that came before the message had its id waits for it, and never becomes somebody else's",
        arguments: [
            (byID(about: phone), OutboxState.failed), (byID(own: nil, about: phone), .failed),
            (byID(own: gracesNumber, about: phone), .accepted),
        ])
    func early(_ report: DeliveryReport, _ state: OutboxState) async throws {
        let stage = try await Stage(FakeGateway(isMail: true))
        let id = try await stage.queue("hi", reference: "ref")
        try await apply(report, on: stage)
        #expect(try await stage.summary() == ["out message queued"])
        try await stage.store.commit { tx in try tx.name(id, networkID: "<n@x>") }
        await settle([try #require(await stage.lease())], .accepted(id: nil, parts: nil), on: stage)
        #expect(try await stage.row(id)?.state == state)
    }
}
