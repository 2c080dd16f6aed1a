// SPDX-License-Identifier: Apache-2.0

import GRDB

/// How the database is opened: one connection that writes, and others that only read, so that a long listing never holds
/// up a commit.
enum Connection {
    /// How long a statement waits for another process's transaction, in seconds.
    static let busyTimeout = 5.0

    /// Page cache of one connection, in KiB (SQLite takes the minus sign for "KiB, not pages").
    private static let pageCache = -2000

    /// After how many pages of 4 KiB the write-ahead log is copied into the database: 16 MB of log, in which a page that
    /// changes again and again is copied once.
    private static let checkpointPages = 4000

    /// Opens for writing, checks that it is ours, and switches to the write-ahead log.
    static func writer(path: String, mayMigrate: Bool) throws(StoreFailure) -> DatabaseQueue {
        try translatingErrors(path: path) {
            let queue = try DatabaseQueue(path: path, configuration: configuration(label: "store.writer"))
            try queue.inDatabase { database in
                try Schema.check(database, path: path, mayMigrate: mayMigrate)
                try database.execute(sql: "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL")
                try database.execute(sql: "PRAGMA wal_autocheckpoint = \(checkpointPages)")
                // Erased text is overwritten with zeros, not merely unlinked.
                try database.execute(sql: "PRAGMA secure_delete = ON")
                if mayMigrate { try Schema.migrate(database) }
            }
            return queue
        }
    }

    /// One that reads for itself.
    static func reader(path: String) throws(StoreFailure) -> DatabaseQueue {
        try translatingErrors(path: path) {
            try DatabaseQueue(path: path, configuration: reading(label: "store.surveyor"))
        }
    }

    /// Several that read side by side; each is opened when it is first needed.
    static func readers(path: String) throws(StoreFailure) -> DatabasePool {
        try translatingErrors(path: path) {
            var configuration = reading(label: "store.reader")
            configuration.maximumReaderCount = mostReaders
            return try DatabasePool(path: path, configuration: configuration)
        }
    }

    /// Two cores' worth of look-ups, and two that may be reading a large file.
    private static let mostReaders = 4

    private static func reading(label: String) -> Configuration {
        var configuration = configuration(label: label)
        configuration.readonly = true
        return configuration
    }

    private static func configuration(label: String) -> Configuration {
        var configuration = Configuration()
        configuration.label = label
        configuration.busyMode = .timeout(busyTimeout)
        configuration.foreignKeysEnabled = true
        configuration.prepareDatabase { database in
            try database.execute(
                sql: "PRAGMA cache_size = \(pageCache); PRAGMA mmap_size = 0; PRAGMA temp_store = MEMORY")
        }
        return configuration
    }
}
