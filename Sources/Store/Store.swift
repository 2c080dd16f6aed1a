// SPDX-License-Identifier: Apache-2.0

import GRDB
package import GatewayKit
import Synchronization

/// Everything that Postern keeps: who is who, and the outbox, in one SQLite file. The only door to it is a closure that
/// gets a `Transaction`.
package final class Store: Sendable {
    package enum Role: Sendable {
        /// Creates what is missing, brings the schema up to date, and holds the store against a second daemon.
        case daemon
        /// A command: works on what is there, beside the daemon or without one.
        case client
    }

    private let path: String
    private let time: any TimeSource
    private let writer: DatabaseQueue
    private let readers: DatabasePool
    private let surveyor: DatabaseQueue
    private let clock: StoreClock
    private let groupCommit: GroupCommit
    /// nil for a client, and once closed.
    private let lock: Mutex<LockFile?>
    /// `PRAGMA data_version` when we last looked.
    private let seenVersion: Mutex<Int64>

    /// Opens the database at `path`. A daemon creates it with mode 0600 and takes the lock file beside it; a client finds
    /// one there or throws `.missing`.
    package init(path: String, role: Role, time: any TimeSource = SystemTime()) throws(StoreFailure) {
        switch role {
        case .daemon:
            lock = Mutex(try LockFile(beside: path))
            _ = try DatabaseFile.create(path)
        case .client:
            lock = Mutex(nil)
            guard DatabaseFile.exists(path) else { throw .missing(path: path) }
        }
        guard DatabaseFile.isWritable(path) else { throw .readOnly(path: path) }
        self.path = path
        self.time = time
        writer = try Connection.writer(path: path, mayMigrate: role == .daemon)
        readers = try Connection.readers(path: path)
        surveyor = try Connection.reader(path: path)
        clock = StoreClock(time: time)
        groupCommit = GroupCommit(connection: writer, path: path, time: time, clock: clock)
        seenVersion = Mutex(try Self.dataVersion(writer, path: path))
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
        try await read(by: readers, work)
    }

    /// Reads what may be much: listings and counts. They wait for each other, and nobody else waits for them.
    package func survey<T: Sendable>(
        _ work: @escaping @Sendable (Transaction) throws -> T
    ) async throws(StoreFailure) -> T {
        try await read(by: surveyor, work)
    }

    private func read<T: Sendable>(
        by reader: any DatabaseReader, _ work: @escaping @Sendable (Transaction) throws -> T
    ) async throws(StoreFailure) -> T {
        let result: Result<T, StoreFailure> = await withCheckedContinuation { continuation in
            reader.asyncRead { [path, time, groupCommit] database in
                let result = Result { () throws(StoreFailure) -> T in
                    guard !groupCommit.isClosed else { throw .closed }
                    return try translatingErrors(path: path) {
                        try work(
                            Transaction(database: database.get(), path: path, now: time.now, effects: .init()))
                    }
                }
                continuation.resume(returning: result)
            }
        }
        return try result.get()
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
        let found = try await onWriter { database in
            try Int64.fetchOne(database, sql: "PRAGMA data_version") ?? 0
        }
        return seenVersion.withLock { seen in
            defer { seen = found }
            return seen != found
        }
    }

    /// Writes a consistent copy, mode 0600, while everything goes on. What is there already is never overwritten.
    package func backup(to copy: String) async throws(StoreFailure) {
        guard !groupCommit.isClosed else { throw .closed }
        guard try DatabaseFile.create(copy) else { throw .alreadyExists(path: copy) }
        do {
            let source = try Connection.reader(path: path)
            let result: Result<Void, StoreFailure> = await withCheckedContinuation { continuation in
                source.asyncWriteWithoutTransaction { database in
                    let result = Result { () throws(StoreFailure) in
                        try translatingErrors(path: copy) {
                            try database.execute(sql: "VACUUM INTO ?", arguments: [copy])
                        }
                    }
                    continuation.resume(returning: result)
                }
            }
            try result.get()
        } catch {
            DatabaseFile.remove(copy)
            throw error
        }
    }

    /// Finishes what was submitted, and lets go of the file and its lock. Afterwards everything throws `.closed`.
    package func close() async {
        groupCommit.close()
        await groupCommit.drained()
        try? readers.close()
        try? surveyor.close()
        try? writer.close()
        lock.withLock { $0 = nil }
    }

    private func onWriter<T: Sendable>(
        _ work: @escaping @Sendable (Database) throws -> T
    ) async throws(StoreFailure) -> T {
        let result: Result<T, StoreFailure> = await withCheckedContinuation { continuation in
            writer.asyncWriteWithoutTransaction { [path, groupCommit] database in
                let result = Result { () throws(StoreFailure) -> T in
                    guard !groupCommit.isClosed else { throw .closed }
                    return try translatingErrors(path: path) { try work(database) }
                }
                continuation.resume(returning: result)
            }
        }
        return try result.get()
    }

    private static func dataVersion(_ queue: DatabaseQueue, path: String) throws(StoreFailure) -> Int64 {
        try translatingErrors(path: path) {
            try queue.inDatabase { try Int64.fetchOne($0, sql: "PRAGMA data_version") ?? 0 }
        }
    }
}
