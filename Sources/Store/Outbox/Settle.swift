// SPDX-License-Identifier: Apache-2.0

import GRDB

extension Transaction {
    /// Moves a row forward after a result or a report, and gives it as it is then; nil where it does not move, because
    /// what is known already is better (`OutboxState.comesFrom`). The provider's id and the number of parts are noted
    /// either way; nil leaves them as they are. "Accepted" does not move a row that was not tried since an operator's
    /// retry: that report is about an earlier attempt.
    package func settle(
        _ id: Int64, as state: OutboxState, error: String?, providerID: String?, parts: Int?
    ) throws(StoreFailure) -> OutboxRow? {
        let from = state.comesFrom.map { "'\($0.rawValue)'" }.joined(separator: ", ")
        let moved = try rows(
            """
            UPDATE outbox SET state = ?1, error = ?2, providerID = coalesce(?3, providerID),
                parts = coalesce(?4, parts), updated = ?5,
                settled = CASE WHEN ?1 = 'accepted' AND direction = 'in' THEN NULL ELSE ?5 END
            WHERE id = ?6 AND state IN (\(from)) AND NOT (?1 = 'accepted' AND state = 'queued' AND attempts = 0)
            RETURNING \(OutboxRow.columns)
            """, [state.rawValue, error, providerID, parts, now.milliseconds, id])
        if let row = moved.first { return row }
        try fillIn(id, providerID: providerID, parts: parts)
        return nil
    }

    /// A report may have come before the answer that names the message.
    private func fillIn(_ id: Int64, providerID: String?, parts: Int?) throws(StoreFailure) {
        guard providerID != nil || parts != nil else { return }
        try execute(
            """
            UPDATE outbox SET providerID = coalesce(providerID, ?1), parts = coalesce(parts, ?2)
            WHERE id = ?3 AND state <> 'queued'
            """, [providerID, parts, id])
    }

    /// Notes something for the operator without moving the row.
    package func note(_ id: Int64, error: String) throws(StoreFailure) {
        try execute("UPDATE outbox SET error = ?, updated = ? WHERE id = ?", [error, now.milliseconds, id])
    }

    /// Notes that its sender has got a receipt.
    package func markTicked(_ id: Int64) throws(StoreFailure) {
        try execute("UPDATE outbox SET ticked = 1 WHERE id = ?", [id])
    }

    /// Counts a part as delivered, once for each event id; without one, each call counts. Gives how many are, and of how
    /// many where that is known.
    package func countDeliveredPart(
        _ id: Int64, eventID: String?
    ) throws(StoreFailure) -> (delivered: Int, parts: Int?) {
        var isNew = true
        if let eventID {
            isNew =
                try changes(
                    "INSERT INTO deliveredPart SELECT id, ? FROM outbox WHERE id = ? ON CONFLICT DO NOTHING",
                    [eventID, id]) > 0
        }
        if isNew { try execute("UPDATE outbox SET deliveredParts = deliveredParts + 1 WHERE id = ?", [id]) }
        let counted = try all("SELECT deliveredParts, parts FROM outbox WHERE id = ?", [id]) { row in
            (delivered: row[0] as Int, parts: row[1] as Int?)
        }
        return counted.first ?? (0, nil)
    }
}
