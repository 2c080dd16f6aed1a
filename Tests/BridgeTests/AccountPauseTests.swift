// SPDX-License-Identifier: Apache-2.0

import Foundation
import GatewayKit
import Logging
import Store
import Support
import Synchronization
import Testing

@testable import Bridge

@Suite("AccountPause: trouble with the account stops a gateway")
struct AccountPauseTests {
    private let policy = GatewayPolicy(admins: [jid("op@example.org"), jid("second@example.org")])

    private func settlement(_ stage: Stage) -> Settlement {
        Settlement(post: stage.post, store: stage.store, time: stage.time, logger: stage.logger)
    }

    private func pause(_ stage: Stage) -> AccountPause { AccountPause(post: stage.post, logger: stage.logger) }

    @Test("pauses once, tells each admin once, and keeps the rows queued")
    func once() async throws {
        let stage = try await Stage(policy: policy)
        try await stage.queue("one")
        try await stage.queue("two", to: Address("+15550100098"))
        let rows = [try #require(await stage.lease()), try #require(await stage.lease())]
        for row in rows { await settlement(stage).settle([row], .account("no funds")) }
        #expect(
            try await stage.summary()
                == ["out message queued", "out message queued", "in notice queued", "in notice queued"])
        let pauses = try await stage.store.read { tx in try tx.pauses() }
        #expect(pauses.map(\.gateway) == ["sms"] && pauses.map(\.reason) == ["no funds"])
        let notices = try await stage.rows([.notice])
        #expect(notices.map(\.contact) == policy.admins)
        #expect(notices.allSatisfy { $0.body?.contains("The gateway sms is paused") == true })
        #expect(try await stage.rows([.message]).map(\.attempts) == [0, 0], "these attempts do not count")
        #expect(try await stage.lease() == nil)
    }

    @Test("a second pause tells the admins again")
    func again() async throws {
        let stage = try await Stage(policy: policy)
        try await stage.queue()
        for count in [2, 4] {
            await settlement(stage).settle([try #require(await stage.lease())], .account("no funds"))
            #expect(try await stage.rows([.notice]).count == count)
            await pause(stage).end(stage.store, because: "the operator says so")
        }
        #expect(try await stage.lease() != nil)
    }

    @Test(
        "a probe ends it only where it succeeds",
        arguments: [
            (ProbeResult.ready("balance 5"), false), (.failed("401"), true), (.unknown("nothing to ask"), true),
        ])
    func probe(_ result: ProbeResult, _ staysPaused: Bool) async throws {
        let stage = try await Stage(policy: policy)
        try await stage.queue()
        await settlement(stage).settle([try #require(await stage.lease())], .account("no funds"))
        stage.gateway.answerProbe(result)
        await pause(stage).probe(stage.store)
        #expect(try await stage.store.read { tx in try tx.isPaused(gateway: "sms") } == staysPaused)
        #expect(try await (stage.lease() == nil) == staysPaused)
    }

    @Test("a pause that a probe ended and that begins again for the same reason is told once an hour")
    func probed() async throws {
        let stage = try await Stage(policy: policy)
        try await stage.queue { $0.expires = start + 86_400 }
        stage.gateway.answerProbe(.ready("balance 5"))
        var told: [Int] = []
        for reason in ["no funds", "no funds", "no funds", "401", "401"] {
            await settlement(stage).settle([try #require(await stage.lease())], .account(reason))
            told.append(try await stage.rows([.notice]).count)
            await pause(stage).probe(stage.store)
            stage.time.advance(by: .seconds(30 * 60))
        }
        #expect(told == [2, 2, 4, 6, 6], "at once, after half an hour, an hour; another reason, again")
    }

    @Test("one that an operator ended after the probes is told again")
    func operatorAfterProbe() async throws {
        let stage = try await Stage(policy: policy)
        try await stage.queue()
        stage.gateway.answerProbe(.ready("balance 5"))
        var told: [Int] = []
        for isProbe in [true, false, false] {
            await settlement(stage).settle([try #require(await stage.lease())], .account("no funds"))
            told.append(try await stage.rows([.notice]).count)
            if isProbe {
                await pause(stage).probe(stage.store)
            } else {
                await pause(stage).end(stage.store, because: "the operator says so")
            }
        }
        #expect(told == [2, 2, 4])
    }

    @Test("the log says why, without the addresses that a server quotes; the admins read all of it")
    func log() async throws {
        let lines = Mutex<[String]>([])
        let stage = try await Stage(policy: policy)
        try await stage.queue()
        let reason = "535 <ada@example.org>: refused for +15550100001 (code 30003)"
        let settlement = Settlement(
            post: stage.post, store: stage.store, time: stage.time,
            logger: Logger(label: "test") { _ in LineLog { line in lines.withLock { $0.append(line) } } })
        await settlement.settle([try #require(await stage.lease())], .account(reason))
        let told = lines.withLock { $0 }
        #expect(told.contains { $0.hasSuffix("paused: 535 … refused for … (code 30003)") }, "\(told)")
        #expect(!told.contains { $0.contains("example.org") || $0.contains("5550100") }, "\(told)")
        #expect(try await stage.rows([.notice]).allSatisfy { $0.body?.contains(reason) == true })
    }

    @Test("what runs twice, because a neighbour in its commit fails, is told once")
    func runsTwice() async throws {
        struct Refusal: Error {}
        let lines = Mutex<[String]>([])
        let stage = try await Stage(policy: policy)
        try await stage.queue { $0.expires = start + 86_400 }
        stage.gateway.answerProbe(.ready("balance 5"))
        let settlement = Settlement(
            post: stage.post, store: stage.store, time: stage.time,
            logger: Logger(label: "test") { _ in LineLog { line in lines.withLock { $0.append(line) } } })
        var notices: [Int] = []
        for _ in 0..<2 {
            let row = try #require(await stage.lease())
            // The store's thread is held until all of them wait for one transaction.
            let gate = Gate()
            async let held: Void = stage.store.commit { _ in gate.wait() }
            try await eventually("the store is busy") { gate.isWaiting }
            async let settled: Void = settlement.settle([row], .account("no funds"))
            async let failing: [Void?] = withTaskGroup(of: Void?.self) { group in
                for _ in 0..<5 { group.addTask { try? await stage.store.commit { _ throws in throw Refusal() } } }
                return await group.reduce(into: []) { $0.append($1) }
            }
            for _ in 0..<200 { await Task.yield() }
            gate.open()
            _ = try await (held, settled, failing)
            notices.append(try await stage.rows([.notice]).count)
            await pause(stage).probe(stage.store)
        }
        #expect(notices == [2, 2], "the second is the same pause, within the hour")
        #expect(lines.withLock { $0.filter { $0.contains("is paused") }.count } == 2, "one line a pause")
    }

    @Test("ending what is not paused does nothing")
    func notPaused() async throws {
        let stage = try await Stage(policy: policy)
        await pause(stage).end(stage.store, because: "the operator says so")
        #expect(try await stage.summary().isEmpty)
    }
}
