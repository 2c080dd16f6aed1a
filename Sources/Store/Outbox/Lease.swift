// SPDX-License-Identifier: Apache-2.0

package import struct Foundation.Date

/// The outbound courier's verbs.
extension Transaction {
    private static let lease = Statement(
        """
        UPDATE outbox SET state = 'sending', attempts = attempts + 1, leased = ?1, updated = ?1, owner = ?4
        WHERE id IN (
            SELECT id FROM outbox \(by: "outboxTurn")
            WHERE gateway = ?2 AND turn = 1 AND state = 'queued' AND due <= ?1
                AND (expires IS NULL OR expires > ?1) AND \(isOldest)
            ORDER BY due, id LIMIT ?3)
        RETURNING \(OutboxRow.columns)
        """)

    /// Takes up to `limit` rows to send now, each the oldest open one of its conversation, and counts the attempt.
    /// Nothing of a gateway that is paused, and nothing whose time has run out.
    package func lease(gateway: String, limit: Int, now: Date) throws(StoreFailure) -> [OutboxRow] {
        guard try !isPaused(gateway: gateway) else { return [] }
        return try rows(Self.lease, [now.milliseconds, gateway, limit, owner])
            .sorted { ($0.due, $0.id) < ($1.due, $1.id) }
    }

    private static let nextDue = Statement(
        """
        SELECT due FROM outbox \(by: "outboxTurn")
        WHERE gateway = ?1 AND turn = 1 AND state = 'queued' AND (expires IS NULL OR expires > ?2) AND \(isOldest)
        ORDER BY due LIMIT 1
        """)

    /// When the next row can be leased; nil where none waits, or the gateway is paused.
    package func nextDue(gateway: String) throws(StoreFailure) -> Date? {
        guard try !isPaused(gateway: gateway) else { return nil }
        return try integer(Self.nextDue, [gateway, now.milliseconds]).map { Date(milliseconds: $0) }
    }

    private static let postpone = Statement(
        """
        UPDATE outbox SET state = 'queued', due = ?1, error = ?2, doubts = doubts + ?3, updated = ?4, owner = NULL
        WHERE id = ?5 AND state = 'sending' AND attempts = ?6
        """)

    /// Puts a leased row back after an attempt that failed for now; false where that attempt is not under way any more.
    /// `error` says why, for people; `isDoubtful`: it may have been sent all the same.
    @discardableResult
    package func postpone(
        _ id: Int64, attempt: Int, until: Date, error: String?, isDoubtful: Bool = false
    ) throws(StoreFailure) -> Bool {
        try changes(
            Self.postpone, [until.milliseconds, error, isDoubtful, now.milliseconds, id, attempt]) > 0
    }

    private static let release = Statement(
        """
        UPDATE outbox SET state = 'queued', due = ?1, attempts = attempts - 1, updated = ?2, owner = NULL
        WHERE id = ?3 AND state = 'sending' AND attempts = ?4
        """)

    /// Puts a leased row back that was not tried after all, so that the attempt does not count; false where that attempt is
    /// not under way any more.
    @discardableResult
    package func release(_ id: Int64, attempt: Int, until: Date) throws(StoreFailure) -> Bool {
        try changes(Self.release, [until.milliseconds, now.milliseconds, id, attempt]) > 0
    }

    private static let makeDue = Statement(
        """
        UPDATE outbox SET due = CASE WHEN due < ?1 THEN due ELSE ?1 END, updated = ?1
        WHERE id IN \(list: 2) AND direction = 'out' AND state = 'queued'
        """)

    /// Lets rows that wait for a later time be leased at once.
    package func makeDue(_ ids: [Int64]) throws(StoreFailure) {
        try execute(Self.makeDue, [now.milliseconds, Value.integers(ids)])
    }

    private static let expireOverdue = Statement(
        """
        UPDATE outbox SET state = CASE WHEN doubts > 0 THEN 'uncertain' ELSE 'expired' END,
            error = coalesce(error, 'Its time ran out while it waited.'), updated = ?1, settled = ?1
        WHERE id IN (
            SELECT id FROM outbox \(by: "outboxTurn")
            WHERE gateway = ?2 AND turn = 1 AND state = 'queued' AND expires <= ?1 AND \(isOldest) LIMIT ?3)
        RETURNING \(OutboxRow.columns)
        """)

    /// Gives up up to `limit` rows whose time ran out while they waited, such as behind a pause, and returns them. A row
    /// behind another of its conversation follows once it is the oldest. What may have been sent is uncertain.
    package func expireOverdue(gateway: String, limit: Int = 1000) throws(StoreFailure) -> [OutboxRow] {
        var expired: [OutboxRow] = []
        while expired.count < limit {
            let batch = try rows(Self.expireOverdue, [now.milliseconds, gateway, limit - expired.count])
            if batch.isEmpty { break }
            for row in batch { try passTurn(of: row.id) }
            expired += batch
        }
        return expired
    }

    private static let delayed = Statement(
        """
        SELECT \(OutboxRow.columns) FROM outbox \(by: "outboxConversation")
        WHERE direction = 'out' AND state IN ('queued', 'sending') AND gateway = ?1
            AND state = 'queued' AND attempts > 0 AND toldDelayed = 0 AND created <= ?2
        """)

    /// Rows that were tried, wait, and have been there since before `created`, whose senders do not know yet.
    package func delayed(gateway: String, createdBefore created: Date) throws(StoreFailure) -> [OutboxRow] {
        try rows(Self.delayed, [gateway, created.milliseconds])
    }

    private static let markToldDelayed = Statement(
        "UPDATE outbox SET toldDelayed = 1 WHERE id = ?1 AND toldDelayed = 0")

    /// Notes that the sender hears now that it is late; false where that was noted before.
    @discardableResult
    package func markToldDelayed(_ id: Int64) throws(StoreFailure) -> Bool {
        try changes(Self.markToldDelayed, [id]) > 0
    }
}
