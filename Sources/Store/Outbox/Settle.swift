// SPDX-License-Identifier: Apache-2.0

extension Transaction {
    private static let settling = Dictionary(
        uniqueKeysWithValues: OutboxState.allCases.map { state in (state, statement(settlingAs: state)) })

    private static func statement(settlingAs state: OutboxState) -> Statement {
        let from = state.comesFrom.map { "'\($0.rawValue)'" }.joined(separator: ", ")
        let settled = state == .accepted ? "CASE WHEN direction = 'in' THEN NULL ELSE ?4 END" : "?4"
        let condition = state == .accepted ? "AND NOT (state = 'queued' AND attempts = 0)" : ""
        return Statement(
            """
            UPDATE outbox SET state = '\(state.rawValue)', error = ?1, providerID = coalesce(?2, providerID),
                parts = coalesce(?3, parts), updated = ?4, settled = \(settled), owner = NULL
            WHERE id = ?5 AND state IN (\(from)) \(condition)
            RETURNING \(OutboxRow.columns)
            """)
    }

    /// Moves a row forward after a result or a report, and gives it as it is then; nil where it does not move, because
    /// what is known already is better (`OutboxState.comesFrom`). The provider's id and the number of parts are noted
    /// either way; nil leaves them as they are. "Accepted" does not move a row that was not tried since an operator's
    /// retry: that report is about an earlier attempt.
    package func settle(
        _ id: Int64, as state: OutboxState, error: String?, providerID: String?, parts: Int?
    ) throws(StoreFailure) -> OutboxRow? {
        if !state.comesFrom.isEmpty, let statement = Self.settling[state],
            let row = try rows(statement, [error, providerID, parts, now.milliseconds, id]).first
        {
            if row.direction == .out { try passTurn(of: id) }
            return row
        }
        try fillIn(id, providerID: providerID, parts: parts)
        return nil
    }

    private static let fillIn = Statement(
        """
        UPDATE outbox SET providerID = coalesce(providerID, ?1), parts = coalesce(parts, ?2)
        WHERE id = ?3 AND state <> 'queued'
        """)

    /// A report may have come before the answer that names the message.
    private func fillIn(_ id: Int64, providerID: String?, parts: Int?) throws(StoreFailure) {
        guard providerID != nil || parts != nil else { return }
        try execute(Self.fillIn, [providerID, parts, id])
    }

    private static let note = Statement("UPDATE outbox SET error = ?1, updated = ?2 WHERE id = ?3")

    /// Notes something for the operator without moving the row.
    package func note(_ id: Int64, error: String) throws(StoreFailure) {
        try execute(Self.note, [error, now.milliseconds, id])
    }

    private static let markTicked = Statement("UPDATE outbox SET ticked = 1 WHERE id = ?1 AND ticked = 0")

    /// Notes that its sender gets a receipt now; false where one was given before.
    package func markTicked(_ id: Int64) throws(StoreFailure) -> Bool {
        try changes(Self.markTicked, [id]) > 0
    }

    private static let notePart = Statement(
        "INSERT INTO deliveredPart SELECT id, ?1 FROM outbox WHERE id = ?2 ON CONFLICT DO NOTHING")

    private static let countPart = Statement("UPDATE outbox SET deliveredParts = deliveredParts + 1 WHERE id = ?1")

    private static let counted = Statement("SELECT deliveredParts, parts FROM outbox WHERE id = ?1")

    /// Counts a part as delivered, once for each event id; without one, each call counts. Gives how many are, and of how
    /// many where that is known.
    package func countDeliveredPart(
        _ id: Int64, eventID: String?
    ) throws(StoreFailure) -> (delivered: Int, parts: Int?) {
        var isNew = true
        if let eventID { isNew = try changes(Self.notePart, [eventID, id]) > 0 }
        if isNew { try execute(Self.countPart, [id]) }
        let counted = try all(Self.counted, [id]) { fields in
            (delivered: fields[0] as Int, parts: fields[1] as Int?)
        }
        return counted.first ?? (0, nil)
    }
}
