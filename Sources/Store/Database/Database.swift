// SPDX-License-Identifier: Apache-2.0

/// One connection to the database, used on its own thread. All of it returns once it is done.
protocol Database: AnyObject {
    /// Runs a statement; `each` gets every row that it gives. Returns how many rows it changed.
    @discardableResult
    func run(
        _ statement: Statement, _ values: Values, _ each: (any Fields) throws -> Void
    ) throws(StoreFailure) -> Int

    /// Runs an INSERT into a table whose rows have an `id`; gives the id of the new row, nil where none was inserted.
    func insert(_ statement: Statement, _ values: Values) throws(StoreFailure) -> Int64?

    /// Runs the statements of a text, one after the other.
    func script(_ text: String) throws(StoreFailure)

    /// A piece of a large value, of which no more is read; nil where there is no such row.
    func piece(of value: LargeValue, from offset: Int, upTo count: Int) throws(StoreFailure) -> [UInt8]?

    /// Begins a transaction that may write, alone: what it has seen, nobody changes before its end.
    func begin(_ durability: Durability) throws(StoreFailure)

    /// Begins one that only reads, all of it as of one moment.
    func beginReading() throws(StoreFailure)

    func commit() throws(StoreFailure)

    /// Leaves nothing behind of a transaction, if one is under way.
    func rollback()

    /// Sees to it that what was erased is gone from the disk, too; false where somebody reads an older state, which has to
    /// be waited for.
    func forgetErased() -> Bool
}

extension Database {
    @discardableResult
    func run(_ statement: Statement, _ values: Values = []) throws(StoreFailure) -> Int {
        try run(statement, values) { _ in }
    }

    /// The first column of the first row; nil where there is no row, or a NULL.
    func integer(_ statement: Statement, _ values: Values = []) throws(StoreFailure) -> Int64? {
        var found: Int64?
        var isFirst = true
        try run(statement, values) { fields in
            if isFirst { found = fields[0] }
            isFirst = false
        }
        return found
    }
}

/// A value that is read in pieces: `column` of the row of `table` whose `key` is this.
struct LargeValue {
    let table: String
    let column: String
    let key: String
    let row: String
}
