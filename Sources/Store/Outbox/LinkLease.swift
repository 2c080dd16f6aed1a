// SPDX-License-Identifier: Apache-2.0

import GRDB

/// The XMPP courier's verbs. A stream keeps its order, so several rows of a conversation go in one batch.
extension Transaction {
    /// Takes the oldest rows that wait to be written to the link, in order.
    package func leaseForLink(gateway: String, limit: Int) throws(StoreFailure) -> [OutboxRow] {
        try rows(
            """
            UPDATE outbox SET state = 'sending', attempts = attempts + 1, leased = ?1, updated = ?1
            WHERE id IN (
                SELECT id FROM outbox INDEXED BY outboxLink
                WHERE direction = 'in' AND state IN ('queued', 'sending', 'accepted')
                    AND gateway = ?2 AND state = 'queued' ORDER BY id LIMIT ?3)
            RETURNING \(OutboxRow.columns)
            """, [now.milliseconds, gateway, limit]
        ).sorted { $0.id < $1.id }
    }

    /// How often the row that is next for the link was written already; nil where none waits.
    package func attemptsOfNextForLink(gateway: String) throws(StoreFailure) -> Int? {
        try integer(
            """
            SELECT attempts FROM outbox INDEXED BY outboxLink
            WHERE direction = 'in' AND state IN ('queued', 'sending', 'accepted') AND gateway = ? AND state = 'queued'
            ORDER BY id LIMIT 1
            """, [gateway]
        ).map { Int($0) }
    }

    /// They were written to the stream: sending → accepted.
    package func markWritten(_ ids: [Int64]) throws(StoreFailure) {
        try execute(
            """
            UPDATE outbox SET state = 'accepted', updated = ?
            WHERE id IN (SELECT value FROM json_each(?)) AND direction = 'in' AND state = 'sending'
            """, [now.milliseconds, "\(ids)"])
    }

    /// The server has routed them: → delivered.
    package func confirmRelayed(_ ids: [Int64]) throws(StoreFailure) {
        try execute(
            """
            UPDATE outbox SET state = 'delivered', error = NULL, updated = ?1, settled = ?1
            WHERE id IN (SELECT value FROM json_each(?2)) AND direction = 'in' AND state IN ('sending', 'accepted')
            """, [now.milliseconds, "\(ids)"])
    }

    /// The link was lost: what was not confirmed is written again. `isSilence`: the server ended nothing but was merely
    /// not heard, so that the attempt does not speak against the row; it is a doubt, for it may have been routed.
    package func requeueUnconfirmed(gateway: String, isSilence: Bool = false) throws(StoreFailure) {
        try execute(
            """
            UPDATE outbox INDEXED BY outboxLink SET state = 'queued', updated = ?1, doubts = doubts + ?3,
                attempts = max(attempts - ?3, 0)
            WHERE direction = 'in' AND state IN ('queued', 'sending', 'accepted')
                AND gateway = ?2 AND state IN ('sending', 'accepted')
            """, [now.milliseconds, gateway, isSilence])
    }
}
