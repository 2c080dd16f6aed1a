// SPDX-License-Identifier: Apache-2.0

import GRDB

package import struct Foundation.Date

/// The outbound courier's verbs.
extension Transaction {
    /// Takes up to `limit` rows to send now, each the oldest open one of its conversation, and counts the attempt.
    /// Nothing of a gateway that is paused, and nothing whose time has run out.
    package func lease(gateway: String, limit: Int, now: Date) throws(StoreFailure) -> [OutboxRow] {
        guard try !isPaused(gateway: gateway) else { return [] }
        return try rows(
            """
            UPDATE outbox SET state = 'sending', attempts = attempts + 1, leased = ?1, updated = ?1
            WHERE id IN (
                SELECT id FROM outbox INDEXED BY outboxTurn
                WHERE gateway = ?2 AND turn = 1 AND state = 'queued' AND due <= ?1
                    AND (expires IS NULL OR expires > ?1)
                ORDER BY due, id LIMIT ?3)
            RETURNING \(OutboxRow.columns)
            """, [now.milliseconds, gateway, limit]
        ).sorted { ($0.due, $0.id) < ($1.due, $1.id) }
    }

    /// When the next row can be leased; nil where none waits, or the gateway is paused.
    package func nextDue(gateway: String) throws(StoreFailure) -> Date? {
        guard try !isPaused(gateway: gateway) else { return nil }
        return try integer(
            """
            SELECT due FROM outbox INDEXED BY outboxTurn
            WHERE gateway = ?1 AND turn = 1 AND state = 'queued' AND (expires IS NULL OR expires > ?2)
            ORDER BY due LIMIT 1
            """, [gateway, now.milliseconds]
        ).map { Date(milliseconds: $0) }
    }

    /// Puts a leased row back after an attempt that failed for now. `error` says why, for people; `isDoubtful`: it may have
    /// been sent all the same.
    package func postpone(
        _ id: Int64, until: Date, error: String?, isDoubtful: Bool = false
    ) throws(StoreFailure) {
        try execute(
            """
            UPDATE outbox SET state = 'queued', due = ?, error = ?, doubts = doubts + ?, updated = ?
            WHERE id = ? AND state = 'sending'
            """, [until.milliseconds, error, isDoubtful, now.milliseconds, id])
    }

    /// Puts a leased row back that was not tried after all: the attempt does not count.
    package func release(_ id: Int64, until: Date) throws(StoreFailure) {
        try execute(
            """
            UPDATE outbox SET state = 'queued', due = ?, attempts = max(attempts - 1, 0), updated = ?
            WHERE id = ? AND state = 'sending'
            """, [until.milliseconds, now.milliseconds, id])
    }

    /// Lets rows that wait for a later time be leased at once.
    package func makeDue(_ ids: [Int64]) throws(StoreFailure) {
        try execute(
            """
            UPDATE outbox SET due = min(due, ?1), updated = ?1
            WHERE id IN (SELECT value FROM json_each(?2)) AND direction = 'out' AND state = 'queued'
            """, [now.milliseconds, "\(ids)"])
    }

    /// Gives up up to `limit` rows whose time ran out while they waited, such as behind a pause, and returns them. A row
    /// behind another of its conversation follows once it is the oldest. What may have been sent is uncertain.
    package func expireOverdue(gateway: String, limit: Int = 1000) throws(StoreFailure) -> [OutboxRow] {
        var expired: [OutboxRow] = []
        while expired.count < limit {
            let batch = try rows(
                """
                UPDATE outbox SET state = CASE WHEN doubts > 0 THEN 'uncertain' ELSE 'expired' END,
                    error = coalesce(error, 'Its time ran out while it waited.'), updated = ?1, settled = ?1
                WHERE id IN (
                    SELECT id FROM outbox INDEXED BY outboxTurn
                    WHERE gateway = ?2 AND turn = 1 AND state = 'queued' AND expires <= ?1 LIMIT ?3)
                RETURNING \(OutboxRow.columns)
                """, [now.milliseconds, gateway, limit - expired.count])
            if batch.isEmpty { break }
            expired += batch
        }
        return expired
    }

    /// Rows that were tried, wait, and have been there since before `created`, whose senders do not know yet.
    package func delayed(gateway: String, createdBefore created: Date) throws(StoreFailure) -> [OutboxRow] {
        try rows(
            """
            SELECT \(OutboxRow.columns) FROM outbox INDEXED BY outboxConversation
            WHERE direction = 'out' AND state IN ('queued', 'sending') AND gateway = ?
                AND state = 'queued' AND attempts > 0 AND toldDelayed = 0 AND created <= ?
            """, [gateway, created.milliseconds])
    }

    /// Notes that the sender knows that it is late.
    package func markToldDelayed(_ id: Int64) throws(StoreFailure) {
        try execute("UPDATE outbox SET toldDelayed = 1 WHERE id = ?", [id])
    }
}
