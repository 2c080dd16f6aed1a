// SPDX-License-Identifier: Apache-2.0

/// The XMPP courier's verbs. A stream keeps its order, so several rows of a conversation go in one batch.
extension Transaction {
    private static let leaseForLink = Statement(
        """
        UPDATE outbox SET state = 'sending', attempts = attempts + 1, leased = ?1, updated = ?1, owner = ?4
        WHERE id IN (
            SELECT id FROM outbox \(by: "outboxLink")
            WHERE direction = 'in' AND state IN ('queued', 'sending', 'accepted')
                AND gateway = ?2 AND state = 'queued' ORDER BY id LIMIT ?3)
        RETURNING \(OutboxRow.columns)
        """)

    /// Takes the oldest rows that wait to be written to the link, in order.
    package func leaseForLink(gateway: String, limit: Int) throws(StoreFailure) -> [OutboxRow] {
        try rows(Self.leaseForLink, [now.milliseconds, gateway, limit, owner]).sorted { $0.id < $1.id }
    }

    private static let attemptsOfNext = Statement(
        """
        SELECT attempts FROM outbox \(by: "outboxLink")
        WHERE direction = 'in' AND state IN ('queued', 'sending', 'accepted') AND gateway = ?1 AND state = 'queued'
        ORDER BY id LIMIT 1
        """)

    /// How often the row that is next for the link was written already; nil where none waits.
    package func attemptsOfNextForLink(gateway: String) throws(StoreFailure) -> Int? {
        try integer(Self.attemptsOfNext, [gateway]).map { Int($0) }
    }

    private static let markWritten = Statement(
        """
        UPDATE outbox SET state = 'accepted', updated = ?1
        WHERE id IN \(list: 2) AND direction = 'in' AND state = 'sending'
        """)

    /// They were written to the stream: sending → accepted.
    package func markWritten(_ ids: [Int64]) throws(StoreFailure) {
        try execute(Self.markWritten, [now.milliseconds, Value.integers(ids)])
    }

    private static let confirmRelayed = Statement(
        """
        UPDATE outbox SET state = 'delivered', error = NULL, updated = ?1, settled = ?1, owner = NULL
        WHERE id IN \(list: 2) AND direction = 'in' AND state IN ('sending', 'accepted')
        """)

    /// The server has routed them: → delivered.
    package func confirmRelayed(_ ids: [Int64]) throws(StoreFailure) {
        try execute(Self.confirmRelayed, [now.milliseconds, Value.integers(ids)])
    }

    private static let requeueUnconfirmed = Statement(
        """
        UPDATE outbox \(by: "outboxLink") SET state = 'queued', updated = ?1, doubts = doubts + ?3,
            attempts = CASE WHEN attempts > ?3 THEN attempts - ?3 ELSE 0 END, owner = NULL
        WHERE direction = 'in' AND state IN ('queued', 'sending', 'accepted')
            AND gateway = ?2 AND state IN ('sending', 'accepted') AND (?4 IS NULL OR owner = ?4)
        """)

    /// The link was lost: what was not confirmed is written again. `isSilence`: the server ended nothing but was merely
    /// not heard, so that the attempt does not speak against the row; it is a doubt, for it may have been routed.
    /// `owner`: whose leases; nil: everybody's.
    package func requeueUnconfirmed(
        gateway: String, isSilence: Bool = false, owner: String? = nil
    ) throws(StoreFailure) {
        try execute(Self.requeueUnconfirmed, [now.milliseconds, gateway, isSilence, owner])
    }
}
