// SPDX-License-Identifier: Apache-2.0

import GRDB
package import GatewayKit
package import XMPP

/// Which message belongs to which, for networks that have threads. Only messages count, either way; receipts, failures and
/// notices are in no thread.
extension Transaction {
    /// The newest message of an account's thread that has an id in the network: what the next one answers. One of ours
    /// that will never arrive is not answered. `people`: only a message that names one of them, for one thread may be
    /// used with several contacts, of whom none is to learn of the others.
    package func latestInThread(
        gateway: String, account: JID, thread: String, with people: [Address]
    ) throws(StoreFailure) -> OutboxRow? {
        try rows(
            """
            SELECT \(OutboxRow.columns) FROM outbox INDEXED BY outboxThread
            WHERE \(Self.inThread) ORDER BY id DESC LIMIT 1
            """, try Self.place(gateway, account, thread, people)
        ).first
    }

    /// The newest message of a conversation that is in a thread: the thread that goes on where nobody says another.
    package func latestThreaded(
        gateway: String, account: JID, peer: Address
    ) throws(StoreFailure) -> OutboxRow? {
        try rows(
            """
            SELECT \(OutboxRow.columns) FROM outbox INDEXED BY outboxThreaded
            WHERE thread IS NOT NULL AND gateway = ? AND account = ? AND peer = ? AND kind = 'message'
            ORDER BY id DESC LIMIT 1
            """, [gateway, account.bare.description, peer.text]
        ).first
    }

    /// Whether the account has got a message of that contact that is still known.
    package func hasReceived(gateway: String, account: JID, from peer: Address) throws(StoreFailure) -> Bool {
        try !rows(
            """
            SELECT \(OutboxRow.columns) FROM outbox INDEXED BY outboxThreaded
            WHERE thread IS NOT NULL AND gateway = ? AND account = ? AND peer = ? AND kind = 'message'
                AND direction = 'in'
            ORDER BY id DESC LIMIT 1
            """, [gateway, account.bare.description, peer.text]
        ).isEmpty
    }

    /// The message of the account that one of these ids of the network names, and whose thread a message that names them
    /// belongs to. The last id that is known wins: ids stand from the oldest to the one that was answered.
    package func threadNamed(
        by ids: [String], gateway: String, account: JID
    ) throws(StoreFailure) -> OutboxRow? {
        for id in ids.reversed() {
            let found = try rows(
                """
                SELECT \(OutboxRow.columns) FROM outbox INDEXED BY outboxNetworkID
                WHERE gateway = ? AND networkID = ? AND account = ? AND kind = 'message' AND thread IS NOT NULL
                ORDER BY id DESC LIMIT 1
                """, [gateway, id, account.bare.description])
            if let row = found.first { return row }
        }
        return nil
    }

    /// The newest messages of a conversation that are in a thread, the newest first. One of ours that will never arrive is
    /// none of them.
    package func newestThreaded(
        gateway: String, account: JID, peer: Address, limit: Int
    ) throws(StoreFailure) -> [OutboxRow] {
        try rows(
            """
            SELECT \(OutboxRow.columns) FROM outbox INDEXED BY outboxThreaded
            WHERE thread IS NOT NULL AND gateway = ? AND account = ? AND peer = ? AND kind = 'message'
                AND NOT (direction = 'out' AND state IN ('failed', 'expired', 'cancelled'))
            ORDER BY id DESC LIMIT ?
            """, [gateway, account.bare.description, peer.text, limit])
    }

    /// The newest message of the account whose stanza had this id; of those on their way out only messages of networks
    /// with threads are found.
    package func row(gateway: String, account: JID, stanzaID: String) throws(StoreFailure) -> OutboxRow? {
        let arguments: StatementArguments = [gateway, account.bare.description, stanzaID]
        let received = try rows(
            """
            SELECT \(OutboxRow.columns) FROM outbox INDEXED BY outboxStanzaID
            WHERE direction = 'in' AND gateway = ? AND account = ? AND stanzaID = ? AND kind = 'message'
            ORDER BY id DESC LIMIT 1
            """, arguments)
        let sent = try rows(
            """
            SELECT \(OutboxRow.columns) FROM outbox INDEXED BY outboxSentStanzaID
            WHERE direction = 'out' AND thread IS NOT NULL
                AND gateway = ? AND account = ? AND stanzaID = ? AND kind = 'message'
            ORDER BY id DESC LIMIT 1
            """, arguments)
        return (received + sent).max { $0.id < $1.id }
    }

    /// The ids, in the network, of the messages of a thread that stand before the row `id`, oldest first and each once: the
    /// one that began it and the newest of the others, `limit` in all. `people`: as above.
    package func ancestors(
        gateway: String, account: JID, thread: String, with people: [Address], before id: Int64, limit: Int
    ) throws(StoreFailure) -> [String] {
        let own = try all("SELECT networkID FROM outbox WHERE id = ?", [id]) { row in row[0] as String? }.first ?? nil
        let place = try Self.place(gateway, account, thread, people) + [own]
        guard limit > 0, let first = try ids(place, before: id, oldestFirst: true, limit: 1).first else { return [] }
        var newest: [String] = []
        var end = id
        var page: [(row: Int64, id: String)]
        repeat {
            // A message to several people is several rows, so some more are read than are wanted.
            page = try ids(place, before: end, oldestFirst: false, limit: 4 * limit)
            for found in page where found.id != first.id && !newest.contains(found.id) { newest.append(found.id) }
            end = page.last?.row ?? end
        } while newest.count < limit - 1 && page.count == 4 * limit
        return [first.id] + newest.prefix(limit - 1).reversed()
    }

    private func ids(
        _ place: StatementArguments, before id: Int64, oldestFirst: Bool, limit: Int
    ) throws(StoreFailure) -> [(row: Int64, id: String)] {
        try all(
            """
            SELECT id, networkID FROM outbox INDEXED BY outboxThread
            WHERE \(Self.inThread) AND networkID IS NOT ?5 AND id < ?6
            ORDER BY id \(oldestFirst ? "ASC" : "DESC") LIMIT ?7
            """, place + [id, limit]
        ) { row in (row: row[0], id: row[1]) }
    }

    /// What these people can have got of a thread: a message of ours that will never arrive is not part of it.
    private static let inThread = """
        thread IS NOT NULL AND gateway = ?1 AND account = ?2 AND thread = ?3 AND kind = 'message'
            AND networkID IS NOT NULL AND NOT (direction = 'out' AND state IN ('failed', 'expired', 'cancelled'))
            AND (peer IN (SELECT value FROM json_each(?4)) OR EXISTS (
                SELECT 1 FROM json_each(others) AS other
                WHERE other.value ->> '$.address.text' IN (SELECT value FROM json_each(?4))))
        """

    private static func place(
        _ gateway: String, _ account: JID, _ thread: String, _ people: [Address]
    ) throws(StoreFailure) -> StatementArguments {
        [gateway, account.bare.description, thread, try JSONColumn.text(people.map(\.text))]
    }
}
