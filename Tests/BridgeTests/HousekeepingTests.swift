// SPDX-License-Identifier: Apache-2.0

import Foundation
import GatewayKit
import Store
import Support
import Testing

@testable import Bridge

@Suite("Housekeeping: what has to be done now and then", .patience)
struct HousekeepingTests {
    private static let day = Duration.seconds(86_400)
    private static let retention = Housekeeping.Retention(
        bodies: .zero, failed: day, metadata: day * 30, files: .seconds(30 * 86_400))

    /// Runs the sweep, and lets `spans` pass, each followed by another sweep.
    private func sweep(_ stage: Stage, _ spans: Duration...) async throws {
        let house = Housekeeping(store: stage.store, time: stage.time, logger: stage.logger)
        let sweeping = Task { await house.sweep({ Self.retention }, posts: [stage.post]) }
        for span in spans { try await stage.time.advance(by: span, times: 1) }
        try await eventually("it sleeps again") { stage.time.sleepers == 1 }
        sweeping.cancel()
        await sweeping.value
    }

    @Test("what waits for too long is given up, behind a pause as well, and its sender hears of it")
    func giveUp() async throws {
        let stage = try await Stage()
        for text in ["one", "two"] { try await stage.queue(text) }
        try await stage.queue("later") { $0.expires = start + 5 * 3600 }
        _ = try await stage.store.commit { tx in try tx.pause(gateway: "sms", reason: "no funds", since: tx.now) }
        try await sweep(stage, .seconds(4 * 3600 - 1))
        #expect(try await stage.rows([.failure]).isEmpty)
        try await sweep(stage, .seconds(20))
        let rows = try await stage.rows()
        #expect(rows.prefix(3).map(\.state) == [.expired, .expired, .queued])
        let failures = rows.dropFirst(3)
        #expect(failures.map(\.stanzaID) == ["id-one", "id-two"])
        #expect(failures.allSatisfy { $0.kind == .failure && $0.condition == "remote-server-timeout" })
        try await sweep(stage, .seconds(20))
        #expect(try await stage.rows().count == 5, "nobody is told twice")
    }

    @Test("the sender of what was tried and waits for long is told once, even while nothing is tried")
    func delayed() async throws {
        let stage = try await Stage()
        for (text, number) in [("tried", "+15550100098"), ("waiting", "+15550100097")] {
            try await stage.queue(text, to: Address(number))
        }
        let row = try #require(await stage.lease())
        try await stage.store.commit { tx in
            _ = try tx.postpone(row.id, attempt: row.attempts, until: start + 3600, error: "busy")
        }
        try await sweep(stage, .seconds(299))
        #expect(try await stage.rows([.notice]).isEmpty)
        try await sweep(stage, .seconds(20), .seconds(20))
        #expect(try await stage.summary() == ["out message queued", "out message queued", "in notice queued"])
        #expect(try await stage.rows([.notice]).first?.body?.contains("+15550100098 is delayed") == true)
    }

    @Test("a report that crossed the answer to its send gives the tick after all, once; what is about nothing waits on")
    func crossedReport() async throws {
        let stage = try await Stage()
        try await stage.queue { $0.wantsReceipt = true }
        let row = try #require(await stage.lease())
        // Two writers, neither of whom saw what the other stored.
        try await stage.store.commit { tx throws in
            _ = try tx.settle(row.id, as: .accepted, error: nil, providerID: "P1", parts: nil)
            for id in ["P1", "P1", "P9"] {
                try tx.keep(DeliveryReport(providerID: id, state: .delivered), gateway: "sms", until: start + 600)
            }
        }
        try await sweep(stage, .seconds(20))
        #expect(try await stage.summary() == ["out message delivered", "in receipt queued"])
        let left = try await stage.store.commit { tx in
            try tx.takeReports(gateway: "sms", reference: "x", providerID: "P9").map(\.providerID)
        }
        #expect(left == ["P9"])
    }

    @Test("what has lost its turn gets it again")
    func lostTurn() async throws {
        let stage = try await Stage()
        try await stage.queue()
        try await Damage.loseTurns(stage.store)
        #expect(try await stage.lease() == nil)
        try await sweep(stage, .seconds(20))
        #expect(try await stage.lease() != nil)
    }

    @Test("texts are erased within a minute of their time, and rows are forgotten later")
    func erase() async throws {
        let stage = try await Stage()
        let delivered = try await stage.queue("delivered")
        let failed = try await stage.queue("failed", to: Address("+15550100098"))
        try await stage.store.commit { tx in
            _ = try tx.lease(gateway: "sms", limit: 2, now: tx.now)
            _ = try tx.settle(delivered, as: .delivered, error: nil, providerID: nil, parts: nil)
            _ = try tx.settle(failed, as: .failed, error: "x", providerID: nil, parts: nil)
        }
        try await sweep(stage, .seconds(20))
        #expect(try await stage.rows().map(\.body) == [nil, "failed"])
        try await sweep(stage, Self.day)
        #expect(try await stage.rows().map(\.body) == [nil, nil])
        try await sweep(stage, Self.day * 29)
        #expect(try await stage.rows().isEmpty)
    }

    @Test("what another process writes is noticed within a tick, and what we write is not foreign")
    func foreign() async throws {
        let stage = try await Stage()
        let house = Housekeeping(store: stage.store, time: stage.time, logger: stage.logger)
        let (looks, continuation) = AsyncStream.makeStream(of: Bool.self)
        let watching = Task { await house.watch { changed in continuation.yield(changed) } }
        var seen = looks.makeAsyncIterator()
        func tick() async throws -> Bool? {
            try await stage.time.advance(by: Housekeeping.tick, times: 1)
            return await seen.next()
        }
        try await stage.queue()
        #expect(try await tick() == false)
        let other = try Store(path: stage.folder + "/postern.db", role: .client, time: stage.time)
        _ = try await other.commit { tx in try tx.pause(gateway: "sms", reason: "x", since: tx.now) }
        #expect(try await tick() == true)
        try await stage.queue("ours")
        #expect(try await tick() == false)
        watching.cancel()
        await watching.value
        await other.close()
    }
}
