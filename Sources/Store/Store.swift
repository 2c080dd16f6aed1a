// SPDX-License-Identifier: Apache-2.0

package import GatewayKit

/// Everything that Postern keeps: who is who, and the outbox, in one database. The only door to it is a closure that
/// gets a `Transaction`.
package final class Store: Sendable {
    package enum Role: Sendable {
        /// Creates what is missing, brings the schema up to date, and holds the store against a second daemon.
        case daemon
        /// A command: works on what is there, beside the daemon or without one.
        case client
    }

    private let time: any TimeSource
    private let engine: any Engine
    /// Whose leases are those that are taken by this store: the process's, since it opened it.
    private let owner: String
    private let clock: StoreClock
    private let groupCommit: GroupCommit

    /// Opens the database at `path`. A daemon creates it with mode 0600 and takes the lock file beside it; a client finds
    /// one there or throws `.missing`.
    package init(path: String, role: Role, time: any TimeSource = SystemTime()) throws(StoreFailure) {
        self.time = time
        engine = try SQLiteEngine(path: path, role: role)
        owner = String(UInt64.random(in: 0 ... .max), radix: 36)
        clock = StoreClock(time: time)
        groupCommit = GroupCommit(engine: engine, owner: owner, time: time, clock: clock)
    }

    /// Runs the closure in a transaction and returns once that is as durable as it has to be. Closures that arrive while a
    /// commit is under way share the next one. When one of them throws, all are rolled back and each is run again by
    /// itself: so a closure may run twice, and must have no effect but on its transaction. What is to be said or rung
    /// afterwards, it returns.
    package func commit<T: Sendable>(
        surviving durability: Durability = .powerLoss, _ work: @escaping @Sendable (Transaction) throws -> T
    ) async throws(StoreFailure) -> T {
        let result: Result<T, StoreFailure> = await withCheckedContinuation { continuation in
            groupCommit.submit(
                GroupCommit.Request(
                    durability: durability,
                    run: { transaction in
                        let value = try work(transaction)
                        return { continuation.resume(returning: .success(value)) }
                    },
                    fail: { failure in continuation.resume(returning: .failure(failure)) }))
        }
        return try result.get()
    }

    /// Runs a closure that only reads, on a snapshot and without waiting for commits; it sees every commit that has
    /// returned. A verb that writes throws `.readOnly`. Several run side by side; none may look at more rows than somebody
    /// waits for who is at the door.
    package func read<T: Sendable>(
        _ work: @escaping @Sendable (Transaction) throws -> T
    ) async throws(StoreFailure) -> T {
        let result: Result<T, StoreFailure> = await withCheckedContinuation { continuation in
            engine.read { [self] database in
                continuation.resume(
                    returning: database.flatMap { database in
                        Result { () throws(StoreFailure) in try snapshot(of: database, work) }
                    })
            }
        }
        return try result.get()
    }

    /// Reads what may be much: listings and counts. They wait for each other, and nobody else waits for them.
    package func survey<T: Sendable>(
        _ work: @escaping @Sendable (Transaction) throws -> T
    ) async throws(StoreFailure) -> T {
        let result: Result<T, StoreFailure> = await withCheckedContinuation { continuation in
            engine.survey { [self] database in
                continuation.resume(
                    returning: Result { () throws(StoreFailure) in try snapshot(of: database, work) })
            }
        }
        return try result.get()
    }

    private func snapshot<T>(
        of database: any Database, _ work: (Transaction) throws -> T
    ) throws(StoreFailure) -> T {
        guard !groupCommit.isClosed else { throw .closed }
        try database.beginReading()
        defer { database.rollback() }
        do {
            return try work(
                Transaction(database: database, path: engine.place, owner: owner, now: time.now, effects: .init()))
        } catch {
            throw StoreFailure(error)
        }
    }

    /// How many transactions were committed since it was opened; those that shared one count once.
    package var commits: Int { groupCommit.commits }

    /// Whether the wall clock was set since the last commit. The next one moves everything that waits along, whatever it
    /// is for.
    package var seesClockJump: Bool { clock.hasJumped }

    /// By how much the times in the store have been moved along with the wall clock since this was last asked; nil where
    /// they were not.
    package func takeClockJump() -> Duration? { clock.takeJump() }

    /// Whether another process has changed something since this was last asked.
    package func hasForeignChanges() async throws(StoreFailure) -> Bool {
        let result: Result<Bool, StoreFailure> = await withCheckedContinuation { continuation in
            engine.write { [engine, groupCommit] database in
                continuation.resume(
                    returning: Result { () throws(StoreFailure) in
                        guard !groupCommit.isClosed else { throw .closed }
                        return try engine.hasForeignChanges(database)
                    })
            }
        }
        return try result.get()
    }

    /// Writes a consistent copy, mode 0600, while everything goes on. What is there already is never overwritten.
    package func backup(to copy: String) async throws(StoreFailure) {
        guard !groupCommit.isClosed else { throw .closed }
        try await engine.backup(to: copy)
    }

    /// Finishes what was submitted, and lets go of the database and its lock. Afterwards everything throws `.closed`.
    package func close() async {
        groupCommit.close()
        await groupCommit.drained()
        engine.close()
    }
}
