// SPDX-License-Identifier: Apache-2.0

import GatewayKit
import Store
import Support
import Testing

@testable import Bridge

@Suite("OutboxWorker: the network's courier", .patience)
struct OutboxWorkerTests {
    /// Runs a worker and the test beside it; then closes the bell and waits for the worker's end.
    private func run(_ stage: Stage, _ body: (OutboxWorker) async throws -> Void) async throws {
        let worker = OutboxWorker(post: stage.post, store: stage.store, time: stage.time, logger: stage.logger)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await worker.run() }
            do {
                try await body(worker)
            } catch {
                group.cancelAll()
                throw error
            }
            stage.post.outbox.close()
        }
    }

    private func phone(_ number: Int) -> Address { Address("+1555010010\(number)") }

    private func sending(_ stage: Stage) async throws -> Int {
        try await stage.rows().filter { $0.state == .sending }.count
    }

    private func areAll(_ state: OutboxState, _ stage: Stage) async throws -> Bool {
        try await stage.rows([.message]).allSatisfy { $0.state == state }
    }

    @Test("messages of one conversation go one after another, in order")
    func order() async throws {
        let stage = try await Stage()
        let texts = (1...6).map(String.init)
        for text in texts { try await stage.queue(text) }
        try await run(stage) { _ in
            try await eventually("all are sent") { try await areAll(.accepted, stage) }
        }
        #expect(stage.gateway.texts == texts)
        #expect(stage.gateway.mostUnderWay == 1)
        #expect(try await stage.rows().map(\.providerID) == texts.map { "provider-\($0)" })
        #expect(try await stage.rows().allSatisfy { $0.attempts == 1 })
    }

    @Test("what an adapter fetched is there at the next attempt, and gone when nobody waits for it any more")
    func fetched() async throws {
        let stage = try await Stage(FakeGateway(repeatsAreSafe: true, isMail: true))
        try await stage.queue("hello") { $0.networkID = "<a>" }
        let file = FetchedFile.file(Attachment(name: "cat.png", type: "image/png", content: [1, 2, 3]))
        stage.gateway.hold()
        try await run(stage) { _ in
            try await eventually("it is under way") { stage.gateway.underWay == 1 }
            let shelf = try #require(stage.gateway.sent.first?.fetched)
            await shelf.keep(file, from: "https://a.example/cat.png", of: "<a>")
            try await stage.store.purge(now: stage.time.now, keepMetadata: .seconds(9), keepFiles: .seconds(9))
            #expect(await shelf.file(from: "https://a.example/cat.png", of: "<a>") == file)
            #expect(await shelf.file(from: "https://a.example/cat.png", of: "<b>") == nil)
            stage.gateway.releaseAll()
            try await eventually("it is sent") { try await areAll(.accepted, stage) }
            try await stage.store.purge(now: stage.time.now, keepMetadata: .seconds(9), keepFiles: .seconds(9))
            #expect(await shelf.file(from: "https://a.example/cat.png", of: "<a>") == nil)
        }
    }

    @Test("conversations go side by side, as many as are allowed")
    func parallel() async throws {
        let stage = try await Stage(policy: GatewayPolicy(parallel: 3))
        for number in 0..<8 { try await stage.queue("\(number)", to: phone(number)) }
        stage.gateway.hold()
        try await run(stage) { _ in
            try await eventually("three are under way") { stage.gateway.underWay == 3 }
            stage.post.ring()
            #expect(try await sending(stage) == 3)
            stage.gateway.release(1)
            try await eventually("a fourth follows") { stage.gateway.sent.count == 4 }
            #expect(try await sending(stage) == 3)
            stage.gateway.releaseAll()
            try await eventually("all are sent") { try await areAll(.accepted, stage) }
        }
        #expect(stage.gateway.mostUnderWay == 3)
        #expect(stage.gateway.sent.count == 8 && Set(stage.gateway.texts).count == 8)
    }

    @Test("a message that has to wait holds up its own conversation and no other")
    func retry() async throws {
        let stage = try await Stage()
        stage.gateway.answer(.temporary("busy", retryAfter: .seconds(20)))
        try await stage.queue("first")
        try await stage.queue("second")
        try await run(stage) { worker in
            try await eventually("the first was tried") { try await stage.rows().first?.error == "busy" }
            try await stage.queue("elsewhere", to: phone(1))
            stage.post.ring()
            try await eventually("the other conversation goes on") { stage.gateway.texts == ["first", "elsewhere"] }
            stage.time.advance(by: .seconds(19))
            worker.tick(now: stage.time.now)
            #expect(try await stage.rows().first?.state == .queued)
            stage.time.advance(by: .seconds(1))
            try await eventually("all are sent") {
                worker.tick(now: stage.time.now)
                return try await areAll(.accepted, stage)
            }
        }
        #expect(stage.gateway.texts == ["first", "elsewhere", "first", "second"])
        let references = stage.gateway.sent.map(\.reference)
        #expect(references[0] == references[2], "the same reference for every attempt")
    }

    @Test("a rate holds back what is too early, and lets it go when its time has come")
    func rate() async throws {
        let limit = RateLimit(count: 1, span: .seconds(1), scope: .number)
        let stage = try await Stage(policy: GatewayPolicy(rate: limit))
        for number in 0..<3 { try await stage.queue("ada \(number)", to: phone(number)) }
        try await stage.queue("grace", from: Stage.people[1])
        try await run(stage) { worker in
            for count in 2...4 {
                try await eventually("\(count) are sent, and the others wait") {
                    worker.tick(now: stage.time.now)
                    let states = try await stage.rows().map(\.state)
                    return states.filter { $0 == .accepted }.count == count
                        && states.filter { $0 == .queued }.count == 4 - count
                }
                #expect(stage.gateway.sent.count == count)
                stage.time.advance(by: .seconds(1))
            }
        }
        #expect(Set(stage.gateway.texts.prefix(2)) == ["ada 0", "grace"])
        #expect(try await stage.rows().allSatisfy { $0.attempts == 1 }, "waiting is no attempt")
    }

    @Test("account trouble stops everything, and it goes on where the pause ends")
    func paused() async throws {
        let stage = try await Stage()
        stage.gateway.answer(.account("no funds"))
        try await stage.queue("first")
        try await run(stage) { _ in
            try await eventually("it is paused") {
                try await stage.store.read { tx in try tx.isPaused(gateway: "sms") }
            }
            try await stage.queue("second", to: phone(1))
            stage.post.ring()
            #expect(try await areAll(.queued, stage))
            await AccountPause(post: stage.post, logger: stage.logger).end(stage.store, because: "of the test")
            try await eventually("all are sent") { try await areAll(.accepted, stage) }
        }
        #expect(stage.gateway.texts.sorted() == ["first", "first", "second"])
    }

    @Test("a stop finishes what is in hand, and begins nothing")
    func stop() async throws {
        let stage = try await Stage(policy: GatewayPolicy(parallel: 2))
        for number in 0..<5 { try await stage.queue("\(number)", to: phone(number)) }
        stage.gateway.hold()
        let worker = OutboxWorker(post: stage.post, store: stage.store, time: stage.time, logger: stage.logger)
        let running = Task { await worker.run() }
        try await eventually("two are under way") { stage.gateway.underWay == 2 }
        stage.post.outbox.close()
        stage.gateway.releaseAll()
        await running.value
        #expect(stage.gateway.sent.count == 2)
        #expect(try await stage.rows().map(\.state) == [.accepted, .accepted, .queued, .queued, .queued])
    }

    @Test("a stop that cannot wait leaves a result, not a lease")
    func cancelled() async throws {
        let stage = try await Stage()
        try await stage.queue()
        stage.gateway.hold()
        let worker = OutboxWorker(post: stage.post, store: stage.store, time: stage.time, logger: stage.logger)
        let running = Task { await worker.run() }
        try await eventually("one is under way") { stage.gateway.underWay == 1 }
        running.cancel()
        await running.value
        #expect(try await stage.summary() == ["out message uncertain", "in failure queued"])
    }

    @Test("what has lost its text is refused, not sent")
    func erased() async throws {
        let stage = try await Stage()
        try await stage.queue { $0.body = nil }
        try await run(stage) { _ in
            try await eventually("it failed") {
                try await stage.summary() == ["out message failed", "in failure queued"]
            }
        }
        #expect(stage.gateway.sent.isEmpty)
    }

    @Test("after a reload the new adapter sends, under the new policy")
    func reload() async throws {
        let stage = try await Stage(
            policy: GatewayPolicy(rate: RateLimit(count: 1, span: .seconds(60), scope: .gateway)))
        let other = FakeGateway()
        for number in 0..<3 { try await stage.queue("\(number)", to: phone(number)) }
        try await run(stage) { worker in
            try await eventually("the first is sent") { try await stage.rows().first?.state == .accepted }
            try await eventually("the others wait for their slots") {
                try await stage.rows().dropFirst().allSatisfy { $0.state == .queued && $0.due > stage.time.now }
            }
            stage.post.exchange(.init(adapter: other, policy: GatewayPolicy()))
            stage.post.ring()
            try await eventually("all are sent") { try await areAll(.accepted, stage) }
        }
        // Conversations go side by side, in no order among themselves.
        #expect(stage.gateway.texts == ["0"] && other.texts.sorted() == ["1", "2"])
    }
}
