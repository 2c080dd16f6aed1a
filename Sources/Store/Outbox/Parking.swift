// SPDX-License-Identifier: Apache-2.0

/// Rows with which nothing can be done any more, because the store cannot keep, or not even read, what became of them.
/// They stand aside as uncertain, so that nothing waits behind them.
extension Transaction {
    private static let park = Statement(
        """
        UPDATE outbox SET state = 'uncertain', error = ?1, updated = ?2, settled = ?2, owner = NULL
        WHERE id = ?3 AND (state IN ('queued', 'sending') OR (direction = 'in' AND state = 'accepted'))
        """)

    /// Parks an open row; false where it is not open. Reads nothing of it, for that may be what fails.
    package func park(_ id: Int64, error: String) throws(StoreFailure) -> Bool {
        guard try changes(Self.park, [error, now.milliseconds, id]) > 0 else { return false }
        try passTurn(of: id)
        return true
    }

    private static let nextForLease = Statement(
        """
        SELECT id FROM outbox \(by: "outboxTurn")
        WHERE gateway = ?1 AND turn = 1 AND state = 'queued' AND due <= ?2 AND (expires IS NULL OR expires > ?2)
            AND \(isOldest)
        ORDER BY due, id LIMIT 1
        """)

    /// Which row a lease would take first; nil where none is due.
    package func nextForLease(gateway: String) throws(StoreFailure) -> Int64? {
        try integer(Self.nextForLease, [gateway, now.milliseconds])
    }

    private static let nextForLink = Statement(
        """
        SELECT id FROM outbox \(by: "outboxLink")
        WHERE direction = 'in' AND state IN ('queued', 'sending', 'accepted') AND gateway = ?1 AND state = 'queued'
        ORDER BY id LIMIT 1
        """)

    /// Which row is next for the link; nil where none waits.
    package func nextForLink(gateway: String) throws(StoreFailure) -> Int64? {
        try integer(Self.nextForLink, [gateway])
    }
}
