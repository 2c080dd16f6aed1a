// SPDX-License-Identifier: Apache-2.0

import GRDB
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
    private let connection: DatabaseQueue
    private let path: String
    private let time: any TimeSource
    private let clock: StoreClock
    private let count = Mutex(0)
    /// True while erased text may still stand in the write-ahead log.
    private let owesCheckpoint = Mutex(false)

    init(connection: DatabaseQueue, path: String, time: any TimeSource, clock: StoreClock) {
        self.connection = connection
        self.path = path
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
                connection.asyncWriteWithoutTransaction { _ in continuation.resume() }
            }
        }
    }

    /// Commits one batch after another on the connection's own thread, until nothing waits.
    private func drain() {
        connection.asyncWriteWithoutTransaction { database in
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
    private func commit(_ batch: [Request], _ database: Database) {
        var hasBegun = false
        do {
            try commitTogether(batch, database) { hasBegun = true }
        } catch  where hasBegun && batch.count > 1 {
            for request in batch { commit([request], database) }
        } catch {
            let failure = StoreFailure(error, path: path)
            for request in batch { request.fail(failure) }
        }
    }

    private func commitTogether(_ batch: [Request], _ database: Database, begun: () -> Void) throws {
        let effects = Transaction.Effects()
        var tell: [@Sendable () -> Void] = []
        tell.reserveCapacity(batch.count)
        let isSynced = batch.contains { $0.durability == .powerLoss }
        try database.cachedStatement(sql: "PRAGMA synchronous = \(isSynced ? "FULL" : "NORMAL")").execute()
        try database.inTransaction(.immediate) {
            begun()
            let reading = ClockReading(time)
            let transaction = Transaction(database: database, path: path, now: reading.wall, effects: effects)
            try clock.keep(reading, in: transaction)
            for request in batch { tell.append(try request.run(transaction)) }
            return .commit
        }
        count.withLock { $0 += 1 }
        if let outcome = effects.clock { clock.kept(outcome) }
        if effects.erases { owesCheckpoint.withLock { $0 = true } }
        if effects.cleansLog { cleanLog(database) }
        for tell in tell { tell() }
    }

    /// Empties the write-ahead log where something erased may stand in it, so that it is gone from the disk. A reader in
    /// the middle of the log prevents it; then it is tried again at the next housekeeping, and nobody waits.
    private func cleanLog(_ database: Database) {
        owesCheckpoint.withLock { owes in
            guard owes else { return }
            _ = try? database.execute(sql: "PRAGMA busy_timeout = 0")
            owes = (try? database.checkpoint(.truncate)) == nil
            _ = try? database.execute(sql: "PRAGMA busy_timeout = \(Int(Connection.busyTimeout * 1000))")
        }
    }
}
