// SPDX-License-Identifier: Apache-2.0

package import struct Foundation.Date

/// What can be done with the store, within one transaction. It is valid only inside the closure that it was given to;
/// the verbs stand in the folders beside this file, a file for each occasion.
package struct Transaction {
    let database: any Database
    /// The database file's, for failures.
    let path: String
    /// Who leases in it: this process, since it has opened the store.
    let owner: String
    /// One instant for everything in this transaction.
    package let now: Date
    let effects: Effects

    /// What has to follow once the transaction is on disk.
    final class Effects {
        /// Something was erased that still stands in the write-ahead log.
        var erases = false
        /// The log should be emptied now, if anything erased stands in it.
        var cleansLog = false
        /// Rows whose conversations are looked at again once it is committed: another writer may have ended or begun what
        /// was next, where neither has seen the other.
        var touched: [Int64] = []
        /// What the store knows of the clocks since; nil where it is only read.
        var clock: StoreClock.Outcome?
    }
}

extension Transaction {
    func execute(_ statement: Statement, _ values: Values = []) throws(StoreFailure) {
        try database.run(statement, values)
    }

    /// Executes, and gives how many rows it changed.
    func changes(_ statement: Statement, _ values: Values = []) throws(StoreFailure) -> Int {
        try database.run(statement, values)
    }

    func all<T>(
        _ statement: Statement, _ values: Values = [], _ decode: (any Fields) throws -> T
    ) throws(StoreFailure) -> [T] {
        var found: [T] = []
        try database.run(statement, values) { fields in found.append(try decode(fields)) }
        return found
    }

    /// Outbox rows; the statement gives `OutboxRow.columns`.
    func rows(_ statement: Statement, _ values: Values = []) throws(StoreFailure) -> [OutboxRow] {
        try all(statement, values) { fields in try OutboxRow(fields, path: path) }
    }

    /// The first column of the first row; nil where there is no row, or a NULL.
    func integer(_ statement: Statement, _ values: Values = []) throws(StoreFailure) -> Int64? {
        try database.integer(statement, values)
    }
}
