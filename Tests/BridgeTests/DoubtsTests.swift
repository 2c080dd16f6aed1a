// SPDX-License-Identifier: Apache-2.0

import GatewayKit
import Store
import Support
import Testing
import XMPP

@testable import Bridge

@Suite("Settlement: no answer where repeats are safe", .patience)
struct DoubtsTests {
    private static let noAnswer = SendResult.uncertain("no answer")

    /// One attempt, after which the next one is due.
    private func attempt(_ stage: Stage, _ result: SendResult) async throws -> OutboxRow {
        let row = try #require(await stage.lease())
        await Settlement(post: stage.post, store: stage.store, time: stage.time, logger: stage.logger)
            .settle([row], result)
        stage.time.advance(by: RetryPolicy.shortest * Double(1 << row.attempts) * 2)
        return row
    }

    private func stage() async throws -> Stage {
        let stage = try await Stage(FakeGateway(repeatsAreSafe: true, isMail: true))
        try await stage.queue("hi", reference: "ref") { $0.networkID = "<n@x>" }
        return stage
    }

    @Test("it is the same message each time, and ends as uncertain after so many doubts; its sender is told so")
    func mostDoubts() async throws {
        let stage = try await stage()
        var rows: [OutboxRow] = []
        for count in 1...RetryPolicy.mostDoubts {
            rows.append(try await attempt(stage, Self.noAnswer))
            let isLast = count == RetryPolicy.mostDoubts
            #expect(
                try await stage.summary()
                    == (isLast ? ["out message uncertain", "in failure queued"] : ["out message queued"]))
        }
        #expect(Set(rows.map(\.networkID)) == ["<n@x>"] && Set(rows.map(\.reference)) == ["ref"])
        let failure = try #require(await stage.rows([.failure]).first)
        #expect(failure.body == Failure.uncertain.sentence.english && failure.condition == "remote-server-timeout")
        #expect(try await stage.lease() == nil)
    }

    @Test("what was surely not sent counts as no doubt")
    func temporary() async throws {
        let stage = try await stage()
        for _ in 1...RetryPolicy.mostDoubts + 1 {
            _ = try await attempt(stage, .temporary("busy", retryAfter: nil))
        }
        let row = try #require(await stage.rows([.message]).first)
        #expect(row.doubts == 0 && row.state == .queued)
    }

    @Test(
        "when its time is over, an earlier doubt makes it uncertain",
        arguments: [(noAnswer, true), (.temporary("busy", retryAfter: nil), false)])
    func overdue(_ first: SendResult, _ isUncertain: Bool) async throws {
        let stage = try await stage()
        _ = try await attempt(stage, first)
        let row = try #require(await stage.lease())
        stage.time.advance(by: .seconds(4 * 3600))
        await Settlement(post: stage.post, store: stage.store, time: stage.time, logger: stage.logger)
            .settle([row], .temporary("busy", retryAfter: nil))
        try await expectEnd(stage, isUncertain)
    }

    @Test(
        "so it is where nothing was tried any more",
        arguments: [(noAnswer, true), (.temporary("busy", retryAfter: nil), false)])
    func swept(_ first: SendResult, _ isUncertain: Bool) async throws {
        let stage = try await stage()
        _ = try await attempt(stage, first)
        stage.time.advance(by: .seconds(4 * 3600))
        let day = Duration.seconds(86_400)
        let house = Housekeeping(store: stage.store, time: stage.time, logger: stage.logger)
        let sweeping = Task {
            await house.sweep({ .init(bodies: day, failed: day, metadata: day, files: day) }, posts: [stage.post])
        }
        try await eventually("it sleeps") { stage.time.sleepers == 1 }
        sweeping.cancel()
        await sweeping.value
        try await expectEnd(stage, isUncertain)
    }

    private func expectEnd(_ stage: Stage, _ isUncertain: Bool) async throws {
        let state: OutboxState = isUncertain ? .uncertain : .expired
        #expect(try await stage.rows([.message]).map(\.state) == [state])
        let failures = try await stage.rows([.failure])
        let expected = isUncertain ? Failure.uncertain : .gaveUp(after: .seconds(4 * 3600))
        #expect(failures.map(\.body) == [expected.sentence.english])
    }

    @Test("an operator's retry begins anew")
    func retry() async throws {
        let stage = try await stage()
        for _ in 1...RetryPolicy.mostDoubts { _ = try await attempt(stage, Self.noAnswer) }
        let id = try #require(await stage.rows([.message]).first).id
        #expect(try await stage.store.commit { tx in try tx.retry(id) } == .queued)
        let row = try await attempt(stage, Self.noAnswer)
        #expect(row.id == id && row.networkID == "<n@x>")
        let known = try #require(await stage.row(id))
        #expect(known.state == .queued && known.doubts == 1)
        #expect(try await stage.rows([.failure]).count == 1)
    }

    @Test("a process that dies with it leaves a doubt")
    func crash() async throws {
        let stage = try await stage()
        let row = try #require(await stage.lease())
        _ = try await stage.store.commit { tx in try tx.recover(gateway: "sms", repeatsAreSafe: true) }
        let known = try #require(await stage.row(row.id))
        #expect(known.doubts == 1 && known.state == .queued)
    }

    @Test("where repeats are not safe there is none")
    func unsafe() async throws {
        let stage = try await Stage()
        try await stage.queue("hi")
        _ = try await attempt(stage, Self.noAnswer)
        #expect(try await stage.summary() == ["out message uncertain", "in failure queued"])
    }
}
