// SPDX-License-Identifier: Apache-2.0

import GRDB

extension Transaction {
    /// Frees the leases that a dead process left behind, at start. What was being sent is queued again where repeats are
    /// safe, with one doubt more; elsewhere it becomes uncertain and is returned, so that the senders can be told. What
    /// was not confirmed by the XMPP server is written again.
    package func recover(gateway: String, repeatsAreSafe: Bool) throws(StoreFailure) -> [OutboxRow] {
        try requeueUnconfirmed(gateway: gateway)
        let uncertain = try rows(
            """
            UPDATE outbox INDEXED BY outboxConversation
            SET state = ?1, doubts = doubts + (?1 = 'queued'), updated = ?2, settled = CASE ?1 WHEN 'uncertain' THEN ?2 END,
                error = CASE ?1 WHEN 'uncertain' THEN 'Postern stopped while it was being sent.' ELSE error END
            WHERE direction = 'out' AND state IN ('queued', 'sending') AND gateway = ?3 AND state = 'sending'
            RETURNING \(OutboxRow.columns)
            """, [repeatsAreSafe ? "queued" : "uncertain", now.milliseconds, gateway])
        return repeatsAreSafe ? [] : uncertain.sorted { $0.id < $1.id }
    }
}
