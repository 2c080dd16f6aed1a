// SPDX-License-Identifier: Apache-2.0

extension Transaction {
    private static let freeing = Statement(
        """
        UPDATE outbox \(by: "outboxConversation")
        SET state = 'queued', doubts = doubts + 1, updated = ?1, owner = NULL
        WHERE direction = 'out' AND state IN ('queued', 'sending') AND gateway = ?2 AND state = 'sending'
            AND (?3 IS NULL OR owner = ?3)
        """)

    private static let doubting = Statement(
        """
        UPDATE outbox \(by: "outboxConversation")
        SET state = 'uncertain', updated = ?1, settled = ?1, owner = NULL,
            error = 'Postern stopped while it was being sent.'
        WHERE direction = 'out' AND state IN ('queued', 'sending') AND gateway = ?2 AND state = 'sending'
            AND (?3 IS NULL OR owner = ?3)
        RETURNING \(OutboxRow.columns)
        """)

    /// Frees the leases that a dead process left behind, at start. What was being sent is queued again where repeats are
    /// safe, with one doubt more; elsewhere it becomes uncertain and is returned, so that the senders can be told. What
    /// was not confirmed by the XMPP server is written again. `owner`: whose leases; nil: everybody's, for who is alone.
    package func recover(
        gateway: String, repeatsAreSafe: Bool, owner: String? = nil
    ) throws(StoreFailure) -> [OutboxRow] {
        try requeueUnconfirmed(gateway: gateway, owner: owner)
        guard !repeatsAreSafe else {
            try execute(Self.freeing, [now.milliseconds, gateway, owner])
            return []
        }
        let uncertain = try rows(Self.doubting, [now.milliseconds, gateway, owner])
        for row in uncertain { try passTurn(of: row.id) }
        return uncertain.sorted { $0.id < $1.id }
    }
}
