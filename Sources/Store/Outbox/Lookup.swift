// SPDX-License-Identifier: Apache-2.0

import GRDB
package import GatewayKit
package import XMPP

package import struct Foundation.Date

extension Transaction {
    package func row(_ id: Int64) throws(StoreFailure) -> OutboxRow? {
        try rows("SELECT \(OutboxRow.columns) FROM outbox WHERE id = ?", [id]).first
    }

    /// The row with a reference of ours.
    package func row(reference: String) throws(StoreFailure) -> OutboxRow? {
        try rows("SELECT \(OutboxRow.columns) FROM outbox WHERE reference = ?", [reference]).first
    }

    /// The newest outbound row with the provider's id; where several recipients share that id, the one of `recipient`.
    package func row(
        gateway: String, providerID: String, recipient: Address?
    ) throws(StoreFailure) -> OutboxRow? {
        let found = try rows(
            """
            SELECT \(OutboxRow.columns) FROM outbox INDEXED BY outboxProviderID
            WHERE gateway = ? AND providerID = ? AND direction = 'out' ORDER BY id DESC
            """, [gateway, providerID])
        guard let recipient, Set(found.map(\.peer)).count > 1 else { return found.first }
        return found.first { $0.peer == recipient }
    }

    /// The newest outbound message that the network knows by this id; where it went to several, the one of `recipient`, and
    /// nil where that is none of them or is not said. Of those that went as one it is the first.
    package func row(gateway: String, networkID: String, recipient: Address?) throws(StoreFailure) -> OutboxRow? {
        let found = try rows(
            """
            SELECT \(OutboxRow.columns) FROM outbox INDEXED BY outboxNetworkID
            WHERE gateway = ? AND networkID = ? AND direction = 'out' AND kind = 'message' ORDER BY id
            """, [gateway, networkID])
        if Set(found.map { $0.recipient ?? $0.peer }).count <= 1 { return found.first }
        return found.first { ($0.recipient ?? $0.peer) == recipient }
    }

    /// Gives an outbound row the id by which the network will know it.
    package func name(_ id: Int64, networkID: String) throws(StoreFailure) {
        try execute("UPDATE outbox SET networkID = ? WHERE id = ?", [networkID, id])
    }

    /// Gives an outbound row the id by which the network knows it after all; what still waits and answers it, answers that.
    package func rename(_ row: OutboxRow, networkID: String) throws(StoreFailure) {
        try name(row.id, networkID: networkID)
        try execute(
            """
            UPDATE outbox INDEXED BY outboxConversation SET inReplyTo = ?1
            WHERE direction = 'out' AND state IN ('queued', 'sending')
                AND gateway = ?2 AND account IS ?3 AND peer IS ?4 AND id > ?5 AND inReplyTo = ?6
            """, [networkID, row.gateway, row.account?.description, row.peer?.text, row.id, row.networkID])
    }

    /// The row that we wrote to somebody as a stanza with this id: what an error stanza that comes back is about.
    package func row(gateway: String, stanzaID: String, to account: JID) throws(StoreFailure) -> OutboxRow? {
        try rows(
            """
            SELECT \(OutboxRow.columns) FROM outbox INDEXED BY outboxStanzaID
            WHERE gateway = ? AND stanzaID = ? AND direction = 'in' ORDER BY id DESC
            """, [gateway, stanzaID]
        ).first { $0.contact?.bare == account.bare }
    }

    /// How many outbound rows of a gateway, or of one account there, wait or are under way. Counts no further than
    /// `limit`.
    package func openCount(
        gateway: String, account: JID? = nil, upTo limit: Int = .max
    ) throws(StoreFailure) -> Int {
        let narrower = account == nil ? "?2 IS NULL" : "account = ?2"
        let count = try integer(
            """
            SELECT count(*) FROM (
                SELECT 1 FROM outbox INDEXED BY outboxConversation
                WHERE direction = 'out' AND state IN ('queued', 'sending') AND gateway = ?1 AND \(narrower) LIMIT ?3)
            """, [gateway, account?.bare.description, limit])
        return Int(count ?? 0)
    }

    /// How many messages an account has given us to send since then, whatever became of them.
    package func sentCount(gateway: String, account: JID, since: Date) throws(StoreFailure) -> Int {
        let count = try integer(
            """
            SELECT count(*) FROM outbox INDEXED BY outboxAccount
            WHERE account = ? AND gateway = ? AND direction = 'out' AND created >= ? AND kind = 'message'
            """, [account.bare.description, gateway, since.milliseconds])
        return Int(count ?? 0)
    }
}
