// SPDX-License-Identifier: Apache-2.0

import GatewayKit
import Store
import Support
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

    @Test("ending what is not paused does nothing")
    func notPaused() async throws {
        let stage = try await Stage(policy: policy)
        await pause(stage).end(stage.store, because: "the operator says so")
        #expect(try await stage.summary().isEmpty)
    }
}
