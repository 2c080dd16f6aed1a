// SPDX-License-Identifier: Apache-2.0

import GRDB

package import struct Foundation.Date

/// What can be done with the store, within one transaction. It is valid only inside the closure that it was given to;
/// the verbs stand in the folders beside this file, a file for each occasion.
package struct Transaction {
    let database: Database
    /// The database file's, for failures.
    let path: String
    /// One instant for everything in this transaction.
    package let now: Date
    let effects: Effects

    /// What has to follow once the transaction is on disk.
    final class Effects {
        /// Something was erased that still stands in the write-ahead log.
        var erases = false
        /// The log should be emptied now, if anything erased stands in it.
        var cleansLog = false
        /// What the store knows of the clocks since; nil where it is only read.
        var clock: StoreClock.Outcome?
    }
}

/// SQL, by cached statements. A cursor is always read to its end, because only then has a RETURNING statement been reset.
extension Transaction {
    func execute(_ sql: String, _ arguments: StatementArguments = []) throws(StoreFailure) {
        try translatingErrors(path: path) {
            try database.cachedStatement(sql: sql).execute(arguments: arguments)
        }
    }

    /// Executes, and gives how many rows it changed, those that triggers changed not counted.
    func changes(_ sql: String, _ arguments: StatementArguments = []) throws(StoreFailure) -> Int {
        try execute(sql, arguments)
        return database.changesCount
    }

    func all<T>(
        _ sql: String, _ arguments: StatementArguments = [], _ decode: (Row) throws -> T
    ) throws(StoreFailure) -> [T] {
        try translatingErrors(path: path) {
            let cursor = try Row.fetchCursor(try database.cachedStatement(sql: sql), arguments: arguments)
            var values: [T] = []
            while let row = try cursor.next() { values.append(try decode(row)) }
            return values
        }
    }

    /// Outbox rows; the statement gives `OutboxRow.columns`.
    func rows(_ sql: String, _ arguments: StatementArguments = []) throws(StoreFailure) -> [OutboxRow] {
        try all(sql, arguments) { row in try OutboxRow(row, path: path) }
    }

    /// The first column of the first row; nil where there is no row, or a NULL.
    func integer(_ sql: String, _ arguments: StatementArguments = []) throws(StoreFailure) -> Int64? {
        try all(sql, arguments) { row in row[0] as Int64? }.first ?? nil
    }
}
