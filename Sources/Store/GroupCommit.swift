// SPDX-License-Identifier: Apache-2.0

import GatewayKit
import Synchronization

/// Lets everything that arrives while a commit is under way share the next transaction and its one fsync.
final class GroupCommit: Sendable {
    /// One closure that wants to be committed.
    struct Request: Sendable {
        let durability: Durability
        /// Does the work; gives what tells the caller, to be called once the transaction is committed.
        let run: @Sendable (Transaction) throws -> (@Sendable () -> Void)
        let fail: @Sendable (StoreFailure) -> Void
    }

    /// So that the first of a batch does not wait for an endless queue behind it.
    static let largestBatch = 256

    private struct Queue {
        var waiting: [Request] = []
        var isDraining = false
        var isClosed = false
    }

    private let queue = Mutex(Queue())
    private let engine: any Engine
    private let owner: String
    private let time: any TimeSource
    private let clock: StoreClock
    private let count = Mutex(0)
    /// True while erased text may still stand in the write-ahead log.
    private let owesCheckpoint = Mutex(false)

    /// - Parameter owner: of the leases that are taken.
    init(engine: any Engine, owner: String, time: any TimeSource, clock: StoreClock) {
        self.engine = engine
        self.owner = owner
        self.time = time
        self.clock = clock
    }

    /// Transactions that were committed.
    var commits: Int { count.withLock { $0 } }

    var isClosed: Bool { queue.withLock { $0.isClosed } }

    func submit(_ request: Request) {
        let (isClosed, mustStart) = queue.withLock { queue in
            guard !queue.isClosed else { return (true, false) }
            queue.waiting.append(request)
            defer { queue.isDraining = true }
            return (false, !queue.isDraining)
        }
        if isClosed { request.fail(.closed) }
        if mustStart { drain() }
    }

    /// Takes nothing more; what was submitted before is still committed.
    func close() {
        queue.withLock { $0.isClosed = true }
    }

    /// Waits until nothing waits or is under way.
    func drained() async {
        while queue.withLock({ $0.isDraining }) {
            await withCheckedContinuation { continuation in
                engine.write { _ in continuation.resume() }
            }
        }
    }

    /// Commits one batch after another on the connection's own thread, until nothing waits.
    private func drain() {
        engine.write { database in
            let batch = self.nextBatch()
            guard !batch.isEmpty else { return }
            self.commit(batch, database)
            self.drain()
        }
    }

    private func nextBatch() -> [Request] {
        queue.withLock { queue in
            let batch = Array(queue.waiting.prefix(Self.largestBatch))
            queue.waiting.removeFirst(batch.count)
            queue.isDraining = !batch.isEmpty
            return batch
        }
    }

    /// Commits all of a batch or, where one of them fails, each by itself, so that a bad one never fails its neighbours.
    private func commit(_ batch: [Request], _ database: any Database) {
        var hasBegun = false
        do throws(StoreFailure) {
            try commitTogether(batch, database) { hasBegun = true }
        } catch {
            database.rollback()
            guard hasBegun, batch.count > 1 else {
                for request in batch { request.fail(error) }
                return
            }
            for request in batch { commit([request], database) }
        }
    }

    private func commitTogether(
        _ batch: [Request], _ database: any Database, begun: () -> Void
    ) throws(StoreFailure) {
        let effects = Transaction.Effects()
        var tell: [@Sendable () -> Void] = []
        tell.reserveCapacity(batch.count)
        try database.begin(batch.contains { $0.durability == .powerLoss } ? .powerLoss : .crash)
        begun()
        let reading = ClockReading(time)
        let transaction = Transaction(
            database: database, path: engine.place, owner: owner, now: reading.wall, effects: effects)
        try clock.keep(reading, in: transaction)
        for request in batch {
            do { tell.append(try request.run(transaction)) } catch { throw StoreFailure(error) }
        }
        try database.commit()
        count.withLock { $0 += 1 }
        if let outcome = effects.clock { clock.kept(outcome) }
        if effects.erases { owesCheckpoint.withLock { $0 = true } }
        if effects.cleansLog { cleanLog(database) }
        for tell in tell { tell() }
        if !effects.touched.isEmpty { lookAgain(at: effects.touched, transaction) }
    }

    /// Gives conversations their turn again that have lost it, because another writer's transaction and ours did not see
    /// each other. Where that fails, housekeeping does it.
    private func lookAgain(at rows: [Int64], _ transaction: Transaction) {
        let database = transaction.database
        do throws(StoreFailure) {
            try database.beginReading()
            var lost: [Int64] = []
            for row in rows where try transaction.hasLostTurn(of: row) { lost.append(row) }
            try database.commit()
            guard !lost.isEmpty else { return }
            try database.begin(.crash)
            for row in lost { try transaction.passTurn(of: row) }
            try database.commit()
        } catch {
            database.rollback()
        }
    }

    /// Sees to it that what was erased is gone from the disk. Where that is not possible yet it is tried again at the next
    /// housekeeping, and nobody waits.
    private func cleanLog(_ database: any Database) {
        owesCheckpoint.withLock { owes in
            if owes { owes = !database.forgetErased() }
        }
    }
}
