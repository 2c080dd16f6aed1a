// SPDX-License-Identifier: Apache-2.0

/// The ladder of schema versions. SQLite keeps our version in the file's own header (`PRAGMA user_version`), beside a
/// number that says whose file it is (`PRAGMA application_id`).
enum Schema {
    /// `"PSTN"`, so that `file` and we know a store when we see one.
    static let applicationID = 0x5053_544E

    /// Each step brings a database from its index to the next version. A step that was released is frozen.
    static let steps = [
        SchemaVersion1.sql, SchemaVersion2.sql, SchemaVersion3.sql, SchemaVersion4.sql, SchemaVersion5.sql,
    ]

    static var version: Int { steps.count }

    /// Refuses what is not ours or not of our time, before anything is changed. An empty file is a store of version 0.
    static func check(_ database: any Database, path: String, mayMigrate: Bool) throws(StoreFailure) {
        let owner = try pragma("application_id", database)
        let found = try pragma("user_version", database)
        let isEmpty = try pragma("schema_version", database) == 0
        guard owner == applicationID || isEmpty else { throw .notADatabase(path: path) }
        guard found <= version else { throw .newerSchema(path: path, found: found, known: version) }
        guard found == version || mayMigrate else { throw .olderSchema(path: path, found: found, known: version) }
    }

    /// Climbs what is missing, in one transaction: the file is of the old version or of the new one.
    static func migrate(_ database: any Database) throws(StoreFailure) {
        try database.begin(.powerLoss)
        do throws(StoreFailure) {
            for (index, sql) in steps.enumerated().dropFirst(try pragma("user_version", database)) {
                try database.script(sql)
                try database.script("PRAGMA user_version = \(index + 1)")
            }
            try database.script("PRAGMA application_id = \(applicationID)")
            try database.commit()
        } catch {
            database.rollback()
            throw error
        }
    }

    private static func pragma(_ name: String, _ database: any Database) throws(StoreFailure) -> Int {
        Int(try database.integer(Statement(once: "PRAGMA \(name)")) ?? 0)
    }
}
