// SPDX-License-Identifier: Apache-2.0

/// Whose turn it is. Only the oldest open row of a conversation may be sent, and `turn` says where to look for it: it is 1
/// for that one and 0 for the others, so that a lease need not look at the whole queue.
///
/// It is a hint. Where several write at once, two transactions may miss each other: one ends the oldest row while the
/// other stores a younger one, and none of both gives that its turn. So whoever leases looks whether the hint is true
/// (`isOldest`), which keeps the order; and whoever has ended or begun something looks again after the commit (`mendTurn`),
/// which keeps the conversation going. What a process that died could not look at, housekeeping finds (`mendTurns`).
extension Transaction {
    /// For a lease: nothing that is older and open stands before it.
    static let isOldest: Statement.Text = """
        NOT EXISTS (
            SELECT 1 FROM outbox AS older \(by: "outboxConversation")
            WHERE older.direction = 'out' AND older.state IN ('queued', 'sending')
                AND older.gateway = outbox.gateway AND older.conversation = outbox.conversation
                AND older.id < outbox.id)
        """

    /// The oldest open row of the conversation of row `?1`.
    private static let oldest: Statement.Text = """
        SELECT min(id) FROM outbox \(by: "outboxConversation")
        WHERE direction = 'out' AND state IN ('queued', 'sending') AND \(ofConversation)
        """

    /// The conversation of row `?1`.
    static let ofConversation: Statement.Text = """
        gateway = (SELECT gateway FROM outbox WHERE id = ?1)
            AND conversation = (SELECT conversation FROM outbox WHERE id = ?1)
        """

    private static let passing = Statement("UPDATE outbox SET turn = 1 WHERE turn = 0 AND id = (\(oldest))")

    /// A row that is not open any more gives the turn to the oldest that is left.
    func passTurn(of id: Int64) throws(StoreFailure) {
        try execute(Self.passing, [id])
        effects.touched.append(id)
    }

    private static let taking = Statement(
        """
        UPDATE outbox SET turn = CASE WHEN \(isOldest) THEN 1 ELSE 0 END WHERE id = ?1 AND direction = 'out'
        """)

    private static let losing = Statement(
        """
        UPDATE outbox SET turn = 0 WHERE turn = 1 AND id = (\(oldest) AND id > ?1)
        """)

    /// A row that is open again has its old place in the order, so it may take the turn from a younger one.
    func takeTurn(for id: Int64) throws(StoreFailure) {
        try execute(Self.taking, [id])
        try execute(Self.losing, [id])
        effects.touched.append(id)
    }

    private static let lost = Statement("SELECT 1 FROM outbox WHERE turn = 0 AND id = (\(oldest))")

    /// Whether nobody has the turn in the conversation of a row, though something is open there.
    func hasLostTurn(of id: Int64) throws(StoreFailure) -> Bool {
        try integer(Self.lost, [id]) != nil
    }

    private static let mending = Statement(
        """
        UPDATE outbox SET turn = 1 WHERE turn = 0 AND id IN (
            SELECT min(id) FROM outbox \(by: "outboxConversation")
            WHERE direction = 'out' AND state IN ('queued', 'sending') AND gateway = ?1 GROUP BY conversation)
        """)

    /// Gives each conversation of a gateway that waits for nothing its turn again; returns in how many it was lost.
    package func mendTurns(gateway: String) throws(StoreFailure) -> Int {
        try changes(Self.mending, [gateway])
    }
}
