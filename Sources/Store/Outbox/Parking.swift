// SPDX-License-Identifier: Apache-2.0

import GRDB

/// Rows with which nothing can be done any more, because the store cannot keep, or not even read, what became of them.
/// They stand aside as uncertain, so that nothing waits behind them.
extension Transaction {
    /// Parks an open row; false where it is not open. Reads nothing of it, for that may be what fails.
    package func park(_ id: Int64, error: String) throws(StoreFailure) -> Bool {
        try changes(
            """
            UPDATE outbox SET state = 'uncertain', error = ?1, updated = ?2, settled = ?2
            WHERE id = ?3 AND (state IN ('queued', 'sending') OR (direction = 'in' AND state = 'accepted'))
            """, [error, now.milliseconds, id]) > 0
    }

    /// Which row a lease would take first; nil where none is due.
    package func nextForLease(gateway: String) throws(StoreFailure) -> Int64? {
        try integer(
            """
            SELECT id FROM outbox INDEXED BY outboxTurn
            WHERE gateway = ?1 AND turn = 1 AND state = 'queued' AND due <= ?2 AND (expires IS NULL OR expires > ?2)
            ORDER BY due, id LIMIT 1
            """, [gateway, now.milliseconds])
    }

    /// Which row is next for the link; nil where none waits.
    package func nextForLink(gateway: String) throws(StoreFailure) -> Int64? {
        try integer(
            """
            SELECT id FROM outbox INDEXED BY outboxLink
            WHERE direction = 'in' AND state IN ('queued', 'sending', 'accepted') AND gateway = ? AND state = 'queued'
            ORDER BY id LIMIT 1
            """, [gateway])
    }
}
