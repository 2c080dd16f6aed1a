// SPDX-License-Identifier: Apache-2.0

import GatewayKit
import Store
import Support
import Testing

@testable import Bridge

@Suite("A wall clock that is set neither strands a message nor ends it early", .patience)
struct ClockJumpTests {
    private static let day = Duration.seconds(86_400)
    static let jumps = [day * 365, day * 3, day * -3, day * -365, .seconds(7200), .seconds(-7200)]

    /// A worker and what watches the clocks, over the stage's store or another on the same file.
    private func run(
        _ stage: Stage, _ store: Store? = nil, _ body: (@Sendable () async throws -> Void) async throws -> Void
    ) async throws {
        let store = store ?? stage.store
        let post = GatewayPost(name: "sms", domain: "sms.example.org", setup: stage.post.setup)
        let worker = OutboxWorker(post: post, store: store, time: stage.time, logger: stage.logger)
        let house = Housekeeping(store: store, time: stage.time, logger: stage.logger)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await worker.run() }
            group.addTask {
                await house.watch { mayHaveWork in
                    worker.tick(now: stage.time.now)
                    if mayHaveWork { post.ring() }
                }
            }
            // A tick passes, and whatever it made happen has been asked for.
            try await body {
                try await eventually("the watch sleeps") { stage.time.sleepers == 1 }
                stage.time.advance(by: Housekeeping.tick)
                try await eventually("it sleeps again") { stage.time.sleepers == 1 }
            }
            group.cancelAll()
        }
    }

    private func firstIsTried(_ stage: Stage) async throws {
        try await eventually("it was tried") { try await stage.rows().first?.error == "busy" }
    }

    @Test("while it waits for its next attempt", arguments: jumps)
    func waiting(_ jump: Duration) async throws {
        let stage = try await Stage()
        stage.gateway.answer(.temporary("busy", retryAfter: .seconds(20)))
        try await stage.queue("first")
        try await stage.queue("behind it")
        try await run(stage) { tick in
            try await firstIsTried(stage)
            stage.time.jump(by: jump)
            for _ in 0..<(19 * 4) { try await tick() }
            #expect(stage.gateway.texts == ["first"], "not before its time")
            for _ in 0..<4 { try await tick() }
            try await eventually("both are sent") {
                try await tick()
                return stage.gateway.texts == ["first", "first", "behind it"]
            }
        }
        #expect(try await stage.rows([.failure, .notice]).isEmpty, "nobody is told anything")
    }

    @Test("while the provider has it in hand", arguments: jumps)
    func inHand(_ jump: Duration) async throws {
        let stage = try await Stage()
        stage.gateway.hold()
        stage.gateway.answer(.temporary("busy", retryAfter: nil))
        try await stage.queue()
        try await run(stage) { tick in
            try await eventually("it is under way") { stage.gateway.underWay == 1 }
            stage.time.jump(by: jump)
            stage.gateway.releaseAll()
            try await firstIsTried(stage)
            try await eventually("it is tried again") {
                try await tick()
                return stage.gateway.sent.count == 2
            }
        }
        #expect(stage.time.uptime < .seconds(1010), "within the back-off")
        #expect(try await stage.rows([.failure, .notice]).isEmpty)
    }

    @Test(
        "K-clock-W01: a clock that is three days ahead while a text is retried, then right", arguments: [false, true])
    func ahead(_ isRestarted: Bool) async throws {
        let stage = try await Stage()
        stage.time.jump(by: Self.day * 3)
        stage.gateway.answer(.temporary("busy", retryAfter: nil))
        try await stage.queue("first")
        try await stage.queue("behind it")
        try await run(stage) { _ in try await firstIsTried(stage) }
        if isRestarted { await stage.store.close() }
        stage.time.jump(by: Self.day * -3)
        let path = stage.folder + "/postern.db"
        let store = try isRestarted ? Store(path: path, role: .daemon, time: stage.time) : stage.store
        try await run(stage, store) { tick in
            try await eventually("both are sent") {
                try await tick()
                return stage.gateway.texts == ["first", "first", "behind it"]
            }
        }
        #expect(stage.time.uptime < .seconds(1010), "within the back-off")
        #expect(try await store.read { tx in try tx.list(OutboxFilter(kinds: [.failure, .notice])) }.isEmpty)
        await store.close()
    }

    @Test("nor does one that is set again and again; by its age it ends, and then it does", arguments: jumps)
    func age(_ jump: Duration) async throws {
        let stage = try await Stage()
        try await stage.queue()
        _ = try await stage.store.commit { tx in try tx.pause(gateway: "sms", reason: "no funds", since: tx.now) }
        let house = Housekeeping(store: stage.store, time: stage.time, logger: stage.logger)
        let day = Self.day
        let sweeping = Task {
            await house.sweep({ .init(bodies: day, failed: day, metadata: day, files: day) }, posts: [stage.post])
        }
        func sweep(after span: Duration) async throws -> OutboxState? {
            try await eventually("it sleeps") { stage.time.sleepers == 1 }
            stage.time.advance(by: span)
            try await eventually("it sleeps again") { stage.time.sleepers == 1 }
            return try await stage.rows().first?.state
        }
        for direction in [1, -1, 1, -1] {
            stage.time.jump(by: jump * direction)
            #expect(try await sweep(after: .seconds(3590)) == .queued)
        }
        stage.time.jump(by: jump)
        #expect(try await sweep(after: .seconds(41)) == .expired)
        sweeping.cancel()
        await sweeping.value
        #expect(try await stage.summary() == ["out message expired", "in failure queued"])
    }

    @Test("nor does a rate limit hold back what waits for its slot, or let it go early", arguments: jumps)
    func slot(_ jump: Duration) async throws {
        let stage = try await Stage(
            policy: GatewayPolicy(rate: RateLimit(count: 1, span: .seconds(5), scope: .gateway)))
        for (text, number) in [("one", "+15550100098"), ("two", "+15550100097")] {
            try await stage.queue(text, to: Address(number))
        }
        try await run(stage) { tick in
            try await eventually("the first is sent") { stage.gateway.sent.count == 1 }
            try await eventually("the other waits") { try await stage.rows().last?.state == .queued }
            stage.time.jump(by: jump)
            for _ in 0..<19 { try await tick() }
            #expect(stage.gateway.sent.count == 1)
            try await eventually("the other is sent") {
                try await tick()
                return stage.gateway.sent.count == 2
            }
        }
        #expect(stage.time.uptime < .seconds(1010))
    }

    @Test("and an account may send as much as before", arguments: jumps)
    func quota(_ jump: Duration) async throws {
        let stage = try await Stage(policy: GatewayPolicy(quota: MessageQuota(count: 2, span: .seconds(3600))))
        let outbound = Outbound(post: stage.post, store: stage.store, time: stage.time, logger: stage.logger)
        func isTaken(_ text: String) async -> Bool { await outbound.accept([chat(text, id: text)]).isEmpty }
        #expect(await isTaken("1"))
        stage.time.jump(by: jump)
        #expect(await isTaken("2"))
        #expect(await !isTaken("3"))
        stage.time.jump(by: jump * -1)
        #expect(await !isTaken("4"))
        stage.time.advance(by: .seconds(3601))
        #expect(await isTaken("5"))
    }
}
