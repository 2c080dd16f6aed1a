// SPDX-License-Identifier: Apache-2.0

import GatewayKit
import Logging
import Store
import Support
import Synchronization
import Testing
import XMPP

@testable import Bridge

@Suite("Insistence: a broken commit is not for ever", .patience)
struct InsistenceTests {
    private let lines = Lines()

    /// What was logged.
    private final class Lines: Sendable {
        private let lines = Mutex<[String]>([])
        var all: [String] { lines.withLock { $0 } }
        var logger: Logger {
            Logger(label: "test") { [self] _ in LineLog { [self] line in lines.withLock { $0.append(line) } } }
        }
    }

    /// Fails so many times, then no more.
    private final class Trouble: Sendable {
        private let left: Mutex<Int>
        private let failure: StoreFailure
        init(_ failure: StoreFailure, times: Int) {
            self.failure = failure
            left = Mutex(times)
        }
        var isOver: Bool { left.withLock { $0 == 0 } }
        func strike() throws(StoreFailure) {
            let mustFail = left.withLock { left in
                defer { left = max(0, left - 1) }
                return left > 0
            }
            if mustFail { throw failure }
        }
    }

    private func insistence(_ stage: Stage) -> Insistence {
        Insistence(store: stage.store, time: stage.time, logger: lines.logger, gateway: "sms")
    }

    static let passing: [StoreFailure] = [
        .busy(path: "/x.db"), .full(path: "/x.db"), .disk(path: "/x.db", reason: "disk I/O error"),
    ]
    static let final: [StoreFailure] = [
        .damaged(path: "/x.db"), .conflict(.jid), .other("no such column"), .readOnly(path: "/x.db"),
    ]

    @Test("what can pass is tried until it has passed, and told once", arguments: passing)
    func passes(_ failure: StoreFailure) async throws {
        let stage = try await Stage()
        let id = try await stage.queue()
        _ = try await stage.lease()
        let trouble = Trouble(failure, times: 3)
        let insistence = insistence(stage)
        async let done = insistence.commit(rows: [id]) { ids, tx in
            try trouble.strike()
            return try tx.settle(ids[0], as: .accepted, error: nil, providerID: "p", parts: nil) != nil
        }
        for _ in 0..<3 {
            try await eventually("it waits") { stage.time.sleepers == 1 }
            stage.time.advance(by: Insistence.pause)
        }
        #expect(await done == [true])
        #expect(try await stage.summary() == ["out message accepted"])
        #expect(lines.all == [failure.sentence])
    }

    @Test("whatever else fails parks that row alone, tells its sender and the log once", arguments: final)
    func parks(_ failure: StoreFailure) async throws {
        let stage = try await Stage()
        let ids = [
            try await stage.queue("one"), try await stage.queue("bad", to: Address("+15550100098")),
            try await stage.queue("three", to: Address("+15550100097")),
        ]
        let behind = try await stage.queue("behind the bad one", to: Address("+15550100098"))
        _ = try await stage.store.commit { tx in try tx.lease(gateway: "sms", limit: 9, now: tx.now) }
        let done = await insistence(stage).commit(rows: ids) { rows, tx in
            for row in rows {
                if row == ids[1] { throw failure }
                _ = try tx.settle(row, as: .accepted, error: nil, providerID: "p\(row)", parts: nil)
            }
            return rows
        }
        #expect(done == [[ids[0]], [ids[2]]])
        #expect(
            try await stage.rows([.message]).map(\.state) == [.accepted, .uncertain, .accepted, .queued])
        let failures = try await stage.rows([.failure])
        #expect(failures.map(\.stanzaID) == ["id-bad"] && failures.first?.condition == "remote-server-timeout")
        #expect(lines.all == ["Message \(ids[1]) is left as uncertain: \(failure.sentence)"])
        #expect(try await stage.lease()?.id == behind, "nothing waits behind it")
        #expect(stage.time.sleepers == 0)
    }

    @Test("what is on its way to XMPP is parked as well, and nobody is told that it failed")
    func parksInbound() async throws {
        let stage = try await Stage()
        let id = try await stage.arrive("hi")
        try await stage.store.commit { tx in try tx.markWritten(tx.leaseForLink(gateway: "sms", limit: 1).map(\.id)) }
        _ = await insistence(stage).commit(rows: [id]) { (_, _) throws -> Void in
            throw StoreFailure.damaged(path: "/x.db")
        }
        #expect(try await stage.summary() == ["in message uncertain"])
        try await stage.store.commit { tx in try tx.requeueUnconfirmed(gateway: "sms") }
        #expect(try await stage.summary() == ["in message uncertain"], "it is not written again")
    }

    @Test("a store that is closed ends it without a word")
    func closed() async throws {
        let stage = try await Stage()
        await stage.store.close()
        #expect(await insistence(stage).commit { _ in true } == nil)
        #expect(await insistence(stage).commit(rows: [1]) { _, _ in true } == [])
        #expect(lines.all.isEmpty)
    }

    @Test("an error that comes back while the store fails keeps no link from reading, and is noted when it can be")
    func returnedError() async throws {
        let stage = try await Stage()
        let id = try await stage.arrive("hi")
        // Another process has the store for longer than anybody waits.
        let other = try Store(path: stage.folder + "/postern.db", role: .client, time: stage.time)
        let gate = Gate()
        async let held: Void = other.commit { _ in gate.wait() }
        try await eventually("the other has it") { gate.isWaiting }
        let error = StanzaError(.serviceUnavailable, .cancel).element
        let stanza = Stanza(.message, type: "error", id: "in-hi", from: adasPhone, to: contact, [error])
        #expect(await stage.desk.answer(stanza).isEmpty)
        #expect(try await stage.row(id)?.error == nil, "the link went on before it was stored")
        gate.open()
        try await held
        try await eventually("it is noted") {
            stage.time.advance(by: Insistence.pause)
            return try await stage.row(id)?.state == .failed
        }
    }

    @Test("a row that cannot even be read is put aside, out and in, and the others go on")
    func unreadable() async throws {
        let line = try await Line(Stage())
        let stage = line.stage
        let bad = try await stage.queue("bad")
        try await stage.queue("good", to: Address("+15550100098"))
        let badIn = try await stage.arrive("bad in")
        try await stage.arrive("good in")
        try await Damage.spoil([bad, badIn], in: stage.store)
        let worker = OutboxWorker(post: stage.post, store: stage.store, time: stage.time, logger: stage.logger)
        let working = Task { await worker.run() }
        try await line.run {
            try await eventually("the good ones arrive") {
                stage.post.ring()
                return stage.gateway.texts == ["good"] && line.messages.compactMap(\.body) == ["good in"]
            }
        }
        working.cancel()
        await working.value
        try await Damage.mend(stage.store)
        let rows = try await stage.rows([.message])
        #expect(rows.filter { $0.state == .uncertain }.map(\.id) == [bad, badIn])
    }
}
