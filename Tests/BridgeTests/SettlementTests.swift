// SPDX-License-Identifier: Apache-2.0

import Foundation
import GatewayKit
import Store
import Support
import Testing
import XMPP

@testable import Bridge

@Suite("Settlement: the result of a send settles its row")
struct SettlementTests {
    private func settlement(_ stage: Stage) -> Settlement {
        Settlement(
            post: stage.post, store: stage.store, time: stage.time, logger: stage.logger,
            retry: RetryPolicy(random: { 0.5 }))
    }

    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let result: SendResult
        var repeatsAreSafe = false
        /// Every row afterwards, the message first.
        let rows: [String]
        /// The error stanza's condition and type; nil where the sender hears nothing.
        var answer: String?
        /// What the operator reads at the row.
        var error: String?
    }

    static let cases = [
        Case(
            testDescription: "accepted", result: .accepted(id: "p1", parts: 2), rows: ["out message accepted"]),
        Case(
            testDescription: "accepted without an id", result: .accepted(id: nil, parts: nil),
            rows: ["out message accepted"]),
        Case(
            testDescription: "temporary", result: .temporary("HTTP 500", retryAfter: nil),
            rows: ["out message queued"], error: "HTTP 500"),
        Case(
            testDescription: "no such recipient", result: .permanent(.recipient, "21211"),
            rows: ["out message failed", "in failure queued"], answer: "item-not-found cancel", error: "21211"),
        Case(
            testDescription: "opted out", result: .permanent(.optedOut, "21610"),
            rows: ["out message failed", "in failure queued"], answer: "forbidden auth", error: "21610"),
        Case(
            testDescription: "content", result: .permanent(.content, "too long"),
            rows: ["out message failed", "in failure queued"], answer: "policy-violation modify", error: "too long"),
        Case(
            testDescription: "policy", result: .permanent(.policy, "30007"),
            rows: ["out message failed", "in failure queued"], answer: "policy-violation modify", error: "30007"),
        Case(
            testDescription: "uncertain", result: .uncertain("the answer never came"),
            rows: ["out message uncertain", "in failure queued"], answer: "remote-server-timeout wait",
            error: "the answer never came"),
        Case(
            testDescription: "uncertain, where repeats are safe", result: .uncertain("the answer never came"),
            repeatsAreSafe: true, rows: ["out message queued"], error: "the answer never came"),
        Case(testDescription: "the account", result: .account("no funds"), rows: ["out message queued"]),
    ]

    @Test("moves the row, and tells the sender what there is to tell", arguments: cases)
    func result(_ example: Case) async throws {
        let stage = try await Stage(FakeGateway(repeatsAreSafe: example.repeatsAreSafe))
        let id = try await stage.queue { $0.language = "de" }
        try await settlement(stage).settle([#require(await stage.lease())], example.result)
        #expect(try await stage.summary() == example.rows)
        let row = try #require(await stage.row(id))
        #expect(row.error == example.error)
        let failure = try await stage.rows([.failure]).first
        #expect(failure.map { "\($0.condition ?? "") \($0.action ?? "")" } == example.answer)
        if let failure {
            #expect(failure.contact == row.contact && failure.peer == phone && failure.language == "de")
            #expect(failure.stanzaID == row.stanzaID && failure.answers == row.stanzaID)
        }
        #expect(stage.post.lastError?.sentence == example.result.problem)
    }

    @Test("the provider's id and the number of parts are kept")
    func accepted() async throws {
        let stage = try await Stage()
        let id = try await stage.queue()
        try await settlement(stage).settle([#require(await stage.lease())], .accepted(id: "p1", parts: 3))
        let row = try #require(await stage.row(id))
        #expect(row.providerID == "p1" && row.parts == 3)
    }

    struct Tick: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let reports: Bool
        let policy: ReceiptPolicy
        var asked = true
        let isGiven: Bool
    }

    @Test(
        "acceptance is a tick only where no report will come, the operator wants it so and the sender asked",
        arguments: [
            Tick(testDescription: "all of it", reports: false, policy: .accepted, isGiven: true),
            Tick(testDescription: "a report will come", reports: true, policy: .accepted, isGiven: false),
            Tick(testDescription: "not wanted", reports: false, policy: .delivered, isGiven: false),
            Tick(testDescription: "not asked", reports: false, policy: .accepted, asked: false, isGiven: false),
        ])
    func tick(_ example: Tick) async throws {
        let stage = try await Stage(
            FakeGateway(reportsDelivery: example.reports), policy: GatewayPolicy(receipts: example.policy))
        try await stage.queue { $0.wantsReceipt = example.asked }
        try await settlement(stage).settle([#require(await stage.lease())], .accepted(id: "p1", parts: nil))
        #expect(
            try await stage.summary()
                == ["out message accepted"] + (example.isGiven ? ["in receipt queued"] : []))
    }

    @Test("waits as long as the provider asks, and longer after each attempt")
    func retry() async throws {
        let stage = try await Stage()
        let id = try await stage.queue()
        let settlement = settlement(stage)
        for (retryAfter, wait) in [(nil, 5.0), (nil, 10), (Duration.seconds(90), 90), (.seconds(1), 40)] {
            try await settlement.settle([#require(await stage.lease())], .temporary("busy", retryAfter: retryAfter))
            let row = try #require(await stage.row(id))
            #expect(row.due == stage.time.now + wait)
            #expect(try await stage.lease() == nil, "leased too early")
            stage.time.advance(by: .seconds(wait))
        }
        #expect(try await stage.summary() == ["out message queued"])
    }

    @Test("tells the sender once that it takes long, after five minutes")
    func delayed() async throws {
        let stage = try await Stage()
        try await stage.queue { $0.language = "de" }
        let settlement = settlement(stage)
        var notices: [Int] = []
        for _ in 0..<8 {
            try await settlement.settle([#require(await stage.lease())], .temporary("busy", retryAfter: .seconds(100)))
            notices.append(try await stage.rows([.notice]).count)
            stage.time.advance(by: .seconds(900))
        }
        #expect(notices == [0, 1, 1, 1, 1, 1, 1, 1])
        let notice = try #require(await stage.rows([.notice]).first)
        #expect(notice.contact == adasPhone && notice.language == "de")
        #expect(notice.body == "Ihre Nachricht an +15550100099 verzögert sich; das Gateway versucht es weiter.")
        #expect(try await stage.summary() == ["out message queued", "in notice queued"])
    }

    @Test("gives up by age, not before, and says so", arguments: [-1, 0, 1])
    func giveUp(_ seconds: Double) async throws {
        let stage = try await Stage()
        try await stage.queue { $0.expires = start + 60 }
        let row = try #require(await stage.lease())
        stage.time.advance(by: .seconds(60 + seconds))
        await settlement(stage).settle([row], .temporary("busy", retryAfter: .seconds(3600)))
        let isOver = seconds >= 0
        #expect(
            try await stage.summary()
                == (isOver ? ["out message expired", "in failure queued"] : ["out message queued"]))
        if isOver {
            let failure = try #require(await stage.rows([.failure]).first)
            #expect(failure.condition == "remote-server-timeout" && failure.body?.contains("4 hours") == true)
        } else {
            #expect(try await stage.row(row.id)?.due == start + 60, "the next attempt is the moment it is given up")
        }
    }

    @Test("does not wait for a store that is closed: the lease tells the next start")
    func storeFailure() async throws {
        let stage = try await Stage()
        try await stage.queue()
        let row = try #require(await stage.lease())
        await stage.store.close()
        await settlement(stage).settle([row], .accepted(id: "p1", parts: nil))
        #expect(stage.post.lastError == nil && stage.time.sleepers == 0)
        let next = try Store(path: stage.folder + "/postern.db", role: .daemon, time: stage.time)
        #expect(try await next.read { tx in try tx.row(row.id)?.state } == .sending)
        await next.close()
    }
}
