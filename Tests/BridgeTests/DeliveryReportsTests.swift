// SPDX-License-Identifier: Apache-2.0

import GatewayKit
import Store
import Support
import Testing
import XMPP

@testable import Bridge

@Suite("DeliveryReports: what providers tell of what they took")
struct DeliveryReportsTests {
    /// One thing that happens to Ada's message, which has the reference `ref`.
    enum Step: Sendable {
        case lease
        case settle(SendResult)
        case report(DeliveryReport)
        case advance(Duration)
    }

    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let steps: [Step]
        /// Every row afterwards, the message first.
        let rows: [String]

        init(_ description: String, _ steps: [Step], _ rows: String...) {
            testDescription = description
            self.steps = steps
            self.rows = rows
        }
    }

    private static let sent: [Step] = [.lease, .settle(.accepted(id: "p1", parts: nil))]
    private static func by(reference state: DeliveryReport.State) -> Step {
        .report(DeliveryReport(reference: "ref", state: state))
    }
    private static func by(id state: DeliveryReport.State, _ id: String = "p1", recipient: Address? = nil) -> Step {
        .report(DeliveryReport(providerID: id, recipient: recipient, state: state))
    }
    private static func part(_ event: String?, of parts: Int? = nil, _ state: DeliveryReport.State = .delivered) -> Step
    {
        .report(DeliveryReport(reference: "ref", state: state, eventID: event, coversOnePart: true, parts: parts))
    }

    static let once = [
        Case("by our reference", sent + [by(reference: .delivered)], "out message delivered", "in receipt queued"),
        Case("by the provider's id", sent + [by(id: .delivered)], "out message delivered", "in receipt queued"),
        Case("for another id", sent + [by(id: .delivered, "p2")], "out message accepted"),
        Case(
            "by a reference that is not ours, and the id",
            sent + [.report(DeliveryReport(reference: "theirs", providerID: "p1", state: .delivered))],
            "out message delivered", "in receipt queued"),
        Case("only on its way", sent + [by(id: .accepted), by(id: .sent)], "out message accepted"),
        Case("failed", sent + [by(id: .failed(.optedOut))], "out message failed", "in failure queued"),
        Case("failed without a reason", sent + [by(id: .failed(.unknown))], "out message failed", "in failure queued"),
        Case("expired", sent + [by(id: .expired)], "out message expired", "in failure queued"),
    ]

    static let often = [
        Case(
            "twice", sent + [by(id: .delivered), by(reference: .delivered)], "out message delivered",
            "in receipt queued"),
        Case(
            "out of order", sent + [by(id: .delivered), by(id: .sent), by(id: .accepted)], "out message delivered",
            "in receipt queued"),
        Case(
            "failed after delivered", sent + [by(id: .delivered), by(id: .failed(.unknown)), by(id: .expired)],
            "out message delivered", "in receipt queued"),
        Case(
            "delivered after failed", sent + [by(id: .failed(.unknown)), by(id: .delivered)], "out message failed",
            "in failure queued"),
        Case(
            "delivered after uncertain", [.lease, .settle(.uncertain("no answer")), by(reference: .delivered)],
            "out message delivered", "in failure queued", "in receipt queued"),
        Case(
            "sent after uncertain", [.lease, .settle(.uncertain("no answer")), by(reference: .sent)],
            "out message accepted", "in failure queued"),
    ]

    static let early = [
        Case(
            "early, by the id", [.lease, by(id: .delivered), .settle(.accepted(id: "p1", parts: nil))],
            "out message delivered", "in receipt queued"),
        Case(
            "early, by the id of another",
            [.lease, by(id: .delivered, "p2"), .settle(.accepted(id: "p1", parts: nil))],
            "out message accepted"),
        Case(
            "early, by our reference", [.lease, by(reference: .delivered), .settle(.accepted(id: "p1", parts: nil))],
            "out message delivered", "in receipt queued"),
        Case(
            "early, and in the wrong order",
            [.lease, by(id: .delivered), by(id: .sent), .settle(.accepted(id: "p1", parts: nil))],
            "out message delivered", "in receipt queued"),
        Case(
            "early, and the answer is lost",
            [.lease, by(reference: .delivered), .settle(.uncertain("no answer"))], "out message delivered",
            "in receipt queued"),
        Case(
            "just within ten minutes",
            [.lease, by(id: .delivered), .advance(.seconds(599)), .settle(.accepted(id: "p1", parts: nil))],
            "out message delivered", "in receipt queued"),
        Case(
            "longer than ten minutes ago",
            [.lease, by(id: .delivered), .advance(.seconds(600)), .settle(.accepted(id: "p1", parts: nil))],
            "out message accepted"),
    ]

    static let parts = [
        Case(
            "the first of two parts", [.lease, .settle(.accepted(id: "p1", parts: 2)), part("a")],
            "out message accepted"),
        Case(
            "both parts", [.lease, .settle(.accepted(id: "p1", parts: 2)), part("a"), part("b")],
            "out message delivered", "in receipt queued"),
        Case(
            "the first part twice", [.lease, .settle(.accepted(id: "p1", parts: 2)), part("a"), part("a")],
            "out message accepted"),
        Case("the report knows how many", sent + [part("a", of: 2)], "out message accepted"),
        Case(
            "the last of those", sent + [part("a", of: 2), part("b", of: 2)], "out message delivered",
            "in receipt queued"),
        Case("nobody knows how many: a tick must not lie", sent + [part(nil)], "out message accepted"),
        Case(
            "one part failed",
            [.lease, .settle(.accepted(id: "p1", parts: 2)), part("a"), part("b", .failed(.unknown))],
            "out message failed", "in failure queued"),
        Case(
            "early: the first of two parts", [.lease, part("a"), .settle(.accepted(id: "p1", parts: 2))],
            "out message accepted"),
        Case(
            "early: the first, later the second",
            [.lease, part("a"), .settle(.accepted(id: "p1", parts: 2)), part("b")], "out message delivered",
            "in receipt queued"),
        Case(
            "early: both parts", [.lease, part("a"), part("b"), .settle(.accepted(id: "p1", parts: 2))],
            "out message delivered", "in receipt queued"),
        Case(
            "early: a part, and the answer is lost", [.lease, part("a"), .settle(.uncertain("no answer"))],
            "out message uncertain", "in failure queued"),
        Case(
            "early: all parts by their own count, and the answer is lost",
            [.lease, part("a", of: 2), part("b", of: 2), .settle(.uncertain("no answer"))], "out message delivered",
            "in receipt queued"),
    ]

    @Test("move the row forward, and tell its sender once", arguments: once + often + early + parts)
    func reports(_ example: Case) async throws {
        let stage = try await Stage()
        try await stage.queue("hi", reference: "ref")
        try await Self.play(example.steps, on: stage)
        #expect(try await stage.summary() == example.rows)
        let row = try #require(await stage.rows([.message]).first)
        for answer in try await stage.rows([.receipt, .failure]) {
            #expect(answer.contact == adasPhone && answer.answers == row.stanzaID && answer.peer == phone)
        }
    }

    @Test("give no tick to whom asked for none")
    func notAsked() async throws {
        let stage = try await Stage()
        try await stage.queue("hi", reference: "ref") { $0.wantsReceipt = false }
        try await Self.play(Self.sent + [Self.by(id: .delivered)], on: stage)
        #expect(try await stage.summary() == ["out message delivered"])
    }

    @Test(
        "say what went wrong",
        arguments: [
            (DeliveryReport.State.failed(.optedOut), "forbidden auth"),
            (.failed(.unknown), "undefined-condition cancel"),
            (.failed(.recipient), "item-not-found cancel"), (.failed(.sender), "undefined-condition cancel"),
            (.failed(.content), "policy-violation modify"), (.expired, "remote-server-timeout wait"),
        ])
    func failure(_ state: DeliveryReport.State, _ expected: String) async throws {
        let stage = try await Stage()
        let id = try await stage.queue("hi", reference: "ref")
        let report = DeliveryReport(providerID: "p1", state: state, detail: "code 30003")
        try await Self.play(Self.sent + [.report(report)], on: stage)
        let failure = try #require(await stage.rows([.failure]).first)
        #expect("\(failure.condition ?? "") \(failure.action ?? "")" == expected)
        #expect(try await stage.row(id)?.error == "code 30003")
        // The network's words are told where ours would say nothing.
        let needsWords = [.failed(.unknown), .failed(.sender)].contains(state)
        #expect(failure.body?.contains("code 30003") == needsWords)
    }

    @Test("never touch another gateway's row, nor one that came in")
    func others() async throws {
        let stage = try await Stage()
        try await stage.arrive("hi")
        let reference = try #require(await stage.rows().first).reference
        try await Self.play([.report(DeliveryReport(reference: reference, state: .failed(.unknown)))], on: stage)
        #expect(try await stage.summary() == ["in message queued"])
    }

    private static func play(_ steps: [Step], on stage: Stage) async throws {
        let settlement = Settlement(post: stage.post, store: stage.store, time: stage.time, logger: stage.logger)
        let reports = DeliveryReports(gateway: stage.post.name, terms: stage.post.terms)
        var row: OutboxRow?
        for step in steps {
            switch step {
            case .lease: row = try await stage.lease()
            case .settle(let result): await settlement.settle([try #require(row)], result)
            case .advance(let duration): stage.time.advance(by: duration)
            case .report(let report):
                let now = stage.time.now
                try await stage.store.commit { tx in try reports.apply(report, now: now, in: tx) }
            }
        }
    }
}
