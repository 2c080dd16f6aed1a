// SPDX-License-Identifier: Apache-2.0

import GRDB
import Synchronization

/// SQLite: one file, one connection that writes, and others that only read, so that a long listing never holds up a commit.
final class SQLiteEngine: Engine {
    /// How long a statement waits for another process's transaction, in seconds.
    static let busyTimeout = 5.0

    /// Page cache of one connection, in KiB (SQLite takes the minus sign for "KiB, not pages").
    private static let pageCache = -2000

    /// After how many pages of 4 KiB the write-ahead log is copied into the database: 16 MB of log, in which a page that
    /// changes again and again is copied once.
    private static let checkpointPages = 4000

    let place: String
    private let writer: SQLiteConnection
    private let readers: ReaderPool
    private let surveyor: SQLiteConnection
    /// nil for a client, and once closed.
    private let lock: Mutex<LockFile?>
    /// `PRAGMA data_version` when we last looked.
    private let seenVersion: Mutex<Int64>

    /// Opens the file, checks that it is ours, and switches to the write-ahead log. A daemon creates what is missing, takes
    /// the lock, and brings the schema up to date.
    init(path: String, role: Store.Role) throws(StoreFailure) {
        switch role {
        case .daemon:
            lock = Mutex(try LockFile(beside: path))
            _ = try DatabaseFile.create(path)
        case .client:
            lock = Mutex(nil)
            guard DatabaseFile.exists(path) else { throw .missing(path: path) }
        }
        guard DatabaseFile.isWritable(path) else { throw .readOnly(path: path) }
        place = path
        var version: Int64 = 0
        writer = try Self.connection(path, label: "store.writer", isReader: false)
        try writer.now { database throws(StoreFailure) in
            try Schema.check(database, path: path, mayMigrate: role == .daemon)
            try database.script("PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = \(Self.checkpointPages)")
            // Erased text is overwritten with zeros, not merely unlinked.
            try database.script("PRAGMA secure_delete = ON")
            if role == .daemon { try Schema.migrate(database) }
            version = try database.integer(Self.dataVersion) ?? 0
        }
        seenVersion = Mutex(version)
        readers = ReaderPool { () throws(StoreFailure) in
            try Self.connection(path, label: "store.reader", isReader: true)
        }
        surveyor = try Self.connection(path, label: "store.surveyor", isReader: true)
    }

    func write(_ work: @escaping @Sendable (any Database) -> Void) {
        writer.soon(work)
    }

    func read(_ work: @escaping @Sendable (Result<any Database, StoreFailure>) -> Void) {
        readers.soon(work)
    }

    func survey(_ work: @escaping @Sendable (any Database) -> Void) {
        surveyor.soon(work)
    }

    private static let dataVersion = Statement("PRAGMA data_version")

    func hasForeignChanges(_ database: any Database) throws(StoreFailure) -> Bool {
        let found = try database.integer(Self.dataVersion) ?? 0
        return seenVersion.withLock { seen in
            defer { seen = found }
            return seen != found
        }
    }

    func backup(to copy: String) async throws(StoreFailure) {
        guard try DatabaseFile.create(copy) else { throw .alreadyExists(path: copy) }
        do {
            let source = try Self.connection(place, label: "store.backup", isReader: true, blaming: copy)
            let result: Result<Void, StoreFailure> = await withCheckedContinuation { continuation in
                source.soon { database in
                    continuation.resume(
                        returning: Result { () throws(StoreFailure) in
                            try database.run(Statement(once: "VACUUM INTO ?1"), [copy])
                        })
                }
            }
            source.close()
            try result.get()
        } catch {
            DatabaseFile.remove(copy)
            throw error
        }
    }

    func close() {
        readers.close()
        surveyor.close()
        writer.close()
        lock.withLock { $0 = nil }
    }

    /// - Parameter place: the file that failures speak of; nil: the one that is opened.
    private static func connection(
        _ path: String, label: String, isReader: Bool, blaming place: String? = nil
    ) throws(StoreFailure) -> SQLiteConnection {
        var configuration = Configuration()
        configuration.label = label
        configuration.readonly = isReader
        configuration.busyMode = .timeout(busyTimeout)
        configuration.foreignKeysEnabled = true
        // Ours are begun and ended by statements that GRDB does not see.
        configuration.allowsUnsafeTransactions = true
        configuration.prepareDatabase { database in
            try database.execute(
                sql: "PRAGMA cache_size = \(pageCache); PRAGMA mmap_size = 0; PRAGMA temp_store = MEMORY")
        }
        do {
            return try SQLiteConnection(DatabaseQueue(path: path, configuration: configuration), path: place ?? path)
        } catch let error as DatabaseError {
            throw StoreFailure(
                sqlite: error.extendedResultCode.rawValue, message: error.message ?? "", path: place ?? path)
        } catch {
            throw StoreFailure(error)
        }
    }
}

/// A connection with its thread, both of them GRDB's.
final class SQLiteConnection: Sendable {
    private let queue: DatabaseQueue
    private let database: SQLiteDatabase

    init(_ queue: DatabaseQueue, path: String) throws {
        guard let connection = queue.inDatabase({ $0.sqliteConnection }) else { throw StoreFailure.closed }
        self.queue = queue
        database = SQLiteDatabase(connection: connection, path: path)
    }

    func soon(_ work: @escaping @Sendable (any Database) -> Void) {
        queue.asyncWriteWithoutTransaction { [self] _ in work(database) }
    }

    func now(_ work: (any Database) throws(StoreFailure) -> Void) throws(StoreFailure) {
        do {
            try queue.inDatabase { _ in try work(database) }
        } catch {
            throw StoreFailure(error)
        }
    }

    func close() {
        queue.inDatabase { _ in database.finalize() }
        try? queue.close()
    }
}
