// SPDX-License-Identifier: Apache-2.0

package import GatewayKit
package import XMPP

/// Which message belongs to which, for networks that have threads. Only messages count, either way; receipts, failures and
/// notices are in no thread.
extension Transaction {
    private static let latestInThread = Statement(
        """
        SELECT \(OutboxRow.columns) FROM outbox \(by: "outboxThread")
        WHERE \(inThread) ORDER BY id DESC LIMIT 1
        """)

    /// The newest message of an account's thread that has an id in the network: what the next one answers. One of ours
    /// that will never arrive is not answered. `people`: only a message that names one of them, for one thread may be
    /// used with several contacts, of whom none is to learn of the others.
    package func latestInThread(
        gateway: String, account: JID, thread: String, with people: [Address]
    ) throws(StoreFailure) -> OutboxRow? {
        try rows(Self.latestInThread, Self.place(gateway, account, thread, people)).first
    }

    private static let threaded: Statement.Text = """
        SELECT \(OutboxRow.columns) FROM outbox \(by: "outboxThreaded")
        WHERE thread IS NOT NULL AND gateway = ?1 AND account = ?2 AND peer = ?3 AND kind = 'message'
        """

    private static let latestThreaded = Statement("\(threaded) ORDER BY id DESC LIMIT 1")

    /// The newest message of a conversation that is in a thread: the thread that goes on where nobody says another.
    package func latestThreaded(
        gateway: String, account: JID, peer: Address
    ) throws(StoreFailure) -> OutboxRow? {
        try rows(Self.latestThreaded, [gateway, account.bare.description, peer.text]).first
    }

    private static let latestReceived = Statement(
        "\(threaded) AND direction = 'in' ORDER BY id DESC LIMIT 1")

    /// Whether the account has got a message of that contact that is still known.
    package func hasReceived(gateway: String, account: JID, from peer: Address) throws(StoreFailure) -> Bool {
        try !rows(Self.latestReceived, [gateway, account.bare.description, peer.text]).isEmpty
    }

    private static let named = Statement(
        """
        SELECT \(OutboxRow.columns) FROM outbox \(by: "outboxNetworkID")
        WHERE gateway = ?1 AND networkID = ?2 AND account = ?3 AND kind = 'message' AND thread IS NOT NULL
        ORDER BY id DESC LIMIT 1
        """)

    /// The message of the account that one of these ids of the network names, and whose thread a message that names them
    /// belongs to. The last id that is known wins: ids stand from the oldest to the one that was answered.
    package func threadNamed(
        by ids: [String], gateway: String, account: JID
    ) throws(StoreFailure) -> OutboxRow? {
        for id in ids.reversed() {
            if let row = try rows(Self.named, [gateway, id, account.bare.description]).first { return row }
        }
        return nil
    }

    private static let newestThreaded = Statement(
        """
        \(threaded) AND NOT (direction = 'out' AND state IN ('failed', 'expired', 'cancelled'))
        ORDER BY id DESC LIMIT ?4
        """)

    /// The newest messages of a conversation that are in a thread, the newest first. One of ours that will never arrive is
    /// none of them.
    package func newestThreaded(
        gateway: String, account: JID, peer: Address, limit: Int
    ) throws(StoreFailure) -> [OutboxRow] {
        try rows(Self.newestThreaded, [gateway, account.bare.description, peer.text, limit])
    }

    private static let received = Statement(
        """
        SELECT \(OutboxRow.columns) FROM outbox \(by: "outboxStanzaID")
        WHERE direction = 'in' AND gateway = ?1 AND account = ?2 AND stanzaID = ?3 AND kind = 'message'
        ORDER BY id DESC LIMIT 1
        """)

    private static let sent = Statement(
        """
        SELECT \(OutboxRow.columns) FROM outbox \(by: "outboxSentStanzaID")
        WHERE direction = 'out' AND thread IS NOT NULL
            AND gateway = ?1 AND account = ?2 AND stanzaID = ?3 AND kind = 'message'
        ORDER BY id DESC LIMIT 1
        """)

    /// The newest message of the account whose stanza had this id; of those on their way out only messages of networks
    /// with threads are found.
    package func row(gateway: String, account: JID, stanzaID: String) throws(StoreFailure) -> OutboxRow? {
        let values: Values = [gateway, account.bare.description, stanzaID]
        return try (rows(Self.received, values) + rows(Self.sent, values)).max { $0.id < $1.id }
    }

    private static let networkID = Statement("SELECT networkID FROM outbox WHERE id = ?1")

    /// The ids, in the network, of the messages of a thread that stand before the row `id`, oldest first and each once: the
    /// one that began it and the newest of the others, `limit` in all. `people`: as above.
    package func ancestors(
        gateway: String, account: JID, thread: String, with people: [Address], before id: Int64, limit: Int
    ) throws(StoreFailure) -> [String] {
        let own = try all(Self.networkID, [id]) { fields in fields[0] as String? }.first ?? nil
        let place = Self.place(gateway, account, thread, people) + [own]
        guard limit > 0, let first = try ids(Self.oldestIDs, place, before: id, limit: 1).first else { return [] }
        var newest: [String] = []
        var end = id
        var page: [(row: Int64, id: String)]
        repeat {
            // A message to several people is several rows, so some more are read than are wanted.
            page = try ids(Self.newestIDs, place, before: end, limit: 4 * limit)
            for found in page where found.id != first.id && !newest.contains(found.id) { newest.append(found.id) }
            end = page.last?.row ?? end
        } while newest.count < limit - 1 && page.count == 4 * limit
        return [first.id] + newest.prefix(limit - 1).reversed()
    }

    private static func ids(_ order: String) -> Statement {
        Statement(
            """
            SELECT id, networkID FROM outbox \(by: "outboxThread")
            WHERE \(inThread) AND (?5 IS NULL OR networkID <> ?5) AND id < ?6
            ORDER BY id \(order) LIMIT ?7
            """)
    }

    private static let oldestIDs = ids("ASC")
    private static let newestIDs = ids("DESC")

    private func ids(
        _ statement: Statement, _ place: Values, before id: Int64, limit: Int
    ) throws(StoreFailure) -> [(row: Int64, id: String)] {
        try all(statement, place + [id, limit]) { fields in (row: fields[0], id: fields[1]) }
    }

    /// What these people can have got of a thread: a message of ours that will never arrive is not part of it.
    private static let inThread: Statement.Text = """
        thread IS NOT NULL AND gateway = ?1 AND account = ?2 AND thread = ?3 AND kind = 'message'
            AND networkID IS NOT NULL AND NOT (direction = 'out' AND state IN ('failed', 'expired', 'cancelled'))
            AND (peer IN \(list: 4) OR EXISTS (
                SELECT 1 FROM \(items: "others", at: "address", "text") AS other WHERE other.text IN \(list: 4)))
        """

    private static func place(_ gateway: String, _ account: JID, _ thread: String, _ people: [Address]) -> Values {
        [gateway, account.bare.description, thread, Value.texts(people.map(\.text))]
    }
}
