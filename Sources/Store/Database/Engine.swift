// SPDX-License-Identifier: Apache-2.0

/// The database underneath: how it is opened and brought up to date, its connections, and all else that is not SQL.
protocol Engine: Sendable {
    /// Where the database is, for failures.
    var place: String { get }

    /// Has the connection that writes, on its thread, once it is free.
    func write(_ work: @escaping @Sendable (any Database) -> Void)

    /// Has one of those that read, which do so side by side; what it does with it is in no transaction yet.
    func read(_ work: @escaping @Sendable (Result<any Database, StoreFailure>) -> Void)

    /// Has the one that reads what may be much.
    func survey(_ work: @escaping @Sendable (any Database) -> Void)

    /// Whether somebody else has changed something since this was last asked, with the connection that writes.
    func hasForeignChanges(_ database: any Database) throws(StoreFailure) -> Bool

    /// Writes a consistent copy to a new file, while everything goes on.
    func backup(to copy: String) async throws(StoreFailure)

    /// Lets go of the database. Nothing may be under way.
    func close()
}
