// SPDX-License-Identifier: Apache-2.0

import Foundation
import GatewayKit
import Store
import Support
import Testing
import XMPP

@testable import Bridge

@Suite("Consignments: messages written within a span go as one", .patience)
struct ConsignmentTests {
    private static let span = Duration.seconds(10)

    /// Ada writes `texts` within the span; the worker runs until the network has had `count` messages.
    private func play(
        _ texts: [String], sends count: Int, results: [SendResult] = [], _ extras: [Element] = []
    ) async throws -> Stage {
        let stage = try await Stage(FakeGateway(repeatsAreSafe: true, coalesce: Self.span, isMail: true))
        for result in results { stage.gateway.answer(result) }
        let outbound = Outbound(post: stage.post, store: stage.store, time: stage.time, logger: stage.logger)
        for (index, text) in texts.enumerated() {
            _ = await outbound.accept([chat(text, id: "m\(index)", [DeliveryReceipts.request] + extras)])
        }
        let worker = OutboxWorker(post: stage.post, store: stage.store, time: stage.time, logger: stage.logger)
        let running = Task { await worker.run() }
        try await eventually("the worker has looked") { stage.gateway.sent.isEmpty }
        for sent in 1...count {
            try await eventually("\(sent) of \(count) messages are sent") {
                if stage.gateway.sent.count >= sent { return true }
                try await Self.untilDue(stage)
                worker.tick(now: stage.time.now)
                return false
            }
        }
        stage.post.outbox.close()
        await running.value
        return stage
    }

    /// Moves the clock to when the conversation's oldest open row is due, where nothing of it is under way.
    private static func untilDue(_ stage: Stage) async throws {
        let open = try await stage.rows([.message]).filter(\.state.isOpen)
        guard let oldest = open.first, open.allSatisfy({ $0.state == .queued }) else { return }
        let wait = oldest.due.timeIntervalSince(stage.time.now)
        if wait > 0 { stage.time.advance(by: .seconds(wait)) }
    }

    @Test("three lines are one message with the first one's id, and each has a tick of its own")
    func three() async throws {
        let stage = try await play(["one", "two", "three"], sends: 1)
        let sent = try #require(stage.gateway.sent.first)
        #expect(stage.gateway.texts == ["one\ntwo\nthree"])
        let rows = try await stage.rows([.message])
        #expect(sent.reference == rows[0].reference && sent.thread.networkID == rows[0].networkID)
        #expect(sent.thread.subject == "About one" && sent.thread.inReplyTo == nil)
        #expect(rows.map(\.state) == [.accepted, .accepted, .accepted])
        let report = DeliveryReport(reference: rows[0].reference, state: .delivered)
        try await stage.store.commit { [post = stage.post, time = stage.time] tx in
            try DeliveryReports(gateway: post.name, terms: post.terms).apply(report, now: time.now, in: tx)
        }
        #expect(try await stage.rows([.receipt]).map(\.answers) == ["m0", "m1", "m2"])
    }

    @Test("a repeat after a lost answer is the same message again")
    func again() async throws {
        let stage = try await play(["one", "two"], sends: 2, results: [.uncertain("the line broke")])
        #expect(stage.gateway.texts == ["one\ntwo", "one\ntwo"])
        #expect(Set(stage.gateway.sent.map(\.thread.networkID)).count == 1)
        #expect(try await stage.rows([.message]).map(\.state) == [.accepted, .accepted])
        #expect(try await stage.rows([.failure, .notice]).isEmpty)
    }

    @Test("one of them that is sent again is another message, with an id of its own that is kept")
    func retried() async throws {
        let refusal = SendResult.permanent(.policy, "550 not now")
        let stage = try await play(["one", "two"], sends: 1, results: [refusal])
        let rows = try await stage.rows([.message])
        let old = rows.compactMap(\.networkID)
        #expect(try await stage.store.commit { tx in try tx.retry(rows[1].id) } == .queued)
        var fresh: Set<String> = []
        for _ in 0..<2 {
            let now = stage.time.now
            let message = try await stage.store.commit { [profile = stage.gateway.profile] tx in
                let row = try tx.lease(gateway: "sms", limit: 1, now: now).first
                defer { row.map { row in _ = try? tx.postpone(row.id, attempt: row.attempts, until: now, error: nil) } }
                return try row.map { try Consignment($0, profile, in: tx).message } ?? nil
            }
            let id = try #require(message?.thread.networkID)
            fresh.insert(id)
            #expect(message?.text == "two" && !old.contains(id))
            #expect(try await stage.row(rows[1].id)?.networkID == id)
        }
        #expect(fresh.count == 1, "a further attempt is the same message")
        #expect(try await stage.row(rows[0].id)?.state == .failed)
    }

    @Test("a refusal is told for each")
    func refused() async throws {
        let stage = try await play(["one", "two"], sends: 1, results: [.permanent(.recipient, "550 no such user")])
        let failures = try await stage.rows([.failure])
        #expect(failures.map(\.answers) == ["m0", "m1"])
        #expect(
            failures.allSatisfy { $0.condition == "item-not-found" && $0.body?.contains("550 no such user") == true })
    }

    @Test("what goes to several goes by itself")
    func several() async throws {
        let copy = ExtendedAddress.element([ExtendedAddress(.cc, jid: jid("+15550100098@sms.example.org"))])
        let stage = try await play(["one", "two"], sends: 4, [copy])
        #expect(stage.gateway.texts.sorted() == ["one", "one", "two", "two"])
    }
}
