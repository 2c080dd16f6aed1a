// SPDX-License-Identifier: Apache-2.0

package import GatewayKit
package import XMPP

package import struct Foundation.Date

extension Transaction {
    private static let byID = Statement("SELECT \(OutboxRow.columns) FROM outbox WHERE id = ?1")

    package func row(_ id: Int64) throws(StoreFailure) -> OutboxRow? {
        try rows(Self.byID, [id]).first
    }

    private static let byReference = Statement("SELECT \(OutboxRow.columns) FROM outbox WHERE reference = ?1")

    /// The row with a reference of ours.
    package func row(reference: String) throws(StoreFailure) -> OutboxRow? {
        try rows(Self.byReference, [reference]).first
    }

    private static let byProviderID = Statement(
        """
        SELECT \(OutboxRow.columns) FROM outbox \(by: "outboxProviderID")
        WHERE gateway = ?1 AND providerID = ?2 AND direction = 'out' ORDER BY id DESC
        """)

    /// The newest outbound row with the provider's id; where several recipients share that id, the one of `recipient`.
    package func row(
        gateway: String, providerID: String, recipient: Address?
    ) throws(StoreFailure) -> OutboxRow? {
        let found = try rows(Self.byProviderID, [gateway, providerID])
        guard let recipient, Set(found.map(\.peer)).count > 1 else { return found.first }
        return found.first { $0.peer == recipient }
    }

    private static let byNetworkID = Statement(
        """
        SELECT \(OutboxRow.columns) FROM outbox \(by: "outboxNetworkID")
        WHERE gateway = ?1 AND networkID = ?2 AND direction = 'out' AND kind = 'message' ORDER BY id
        """)

    /// The newest outbound message that the network knows by this id; where it went to several, the one of `recipient`, and
    /// nil where that is none of them or is not said. Of those that went as one it is the first.
    package func row(gateway: String, networkID: String, recipient: Address?) throws(StoreFailure) -> OutboxRow? {
        let found = try rows(Self.byNetworkID, [gateway, networkID])
        if Set(found.map { $0.recipient ?? $0.peer }).count <= 1 { return found.first }
        return found.first { ($0.recipient ?? $0.peer) == recipient }
    }

    private static let name = Statement("UPDATE outbox SET networkID = ?1 WHERE id = ?2")

    /// Gives an outbound row the id by which the network will know it.
    package func name(_ id: Int64, networkID: String) throws(StoreFailure) {
        try execute(Self.name, [networkID, id])
    }

    /// Gives an outbound row the id by which the network knows it after all; what still waits and answers it, answers that.
    package func rename(_ row: OutboxRow, networkID: String) throws(StoreFailure) {
        try name(row.id, networkID: networkID)
        try redirectAnswers(behind: row.id, from: row.networkID, to: networkID)
    }

    private static let byStanzaID = Statement(
        """
        SELECT \(OutboxRow.columns) FROM outbox \(by: "outboxStanzaID")
        WHERE gateway = ?1 AND stanzaID = ?2 AND direction = 'in' ORDER BY id DESC
        """)

    /// The row that we wrote to somebody as a stanza with this id: what an error stanza that comes back is about.
    package func row(gateway: String, stanzaID: String, to account: JID) throws(StoreFailure) -> OutboxRow? {
        try rows(Self.byStanzaID, [gateway, stanzaID]).first { $0.contact?.bare == account.bare }
    }

    private static func counting(_ narrower: String, place: Int) -> Statement {
        Statement(
            """
            SELECT count(*) FROM (
                SELECT 1 FROM outbox \(by: "outboxConversation")
                WHERE direction = 'out' AND state IN ('queued', 'sending') AND gateway = ?1 \(narrower)
                LIMIT ?\("\(place)")) AS open
            """)
    }

    private static let openOfAll = counting("", place: 2)
    private static let openOfOne = counting("AND conversation >= ?2 AND conversation < ?3", place: 4)

    /// How many outbound rows of a gateway, or of one account there, wait or are under way. Counts no further than
    /// `limit`.
    package func openCount(
        gateway: String, account: JID? = nil, upTo limit: Int = .max
    ) throws(StoreFailure) -> Int {
        guard let account else { return Int(try integer(Self.openOfAll, [gateway, limit]) ?? 0) }
        let span = Conversation.span(of: account)
        return Int(try integer(Self.openOfOne, [gateway, span.from, span.to, limit]) ?? 0)
    }

    private static let sentCount = Statement(
        """
        SELECT count(*) FROM outbox \(by: "outboxAccount")
        WHERE account = ?1 AND gateway = ?2 AND direction = 'out' AND created >= ?3 AND kind = 'message'
        """)

    /// How many messages an account has given us to send since then, whatever became of them.
    package func sentCount(gateway: String, account: JID, since: Date) throws(StoreFailure) -> Int {
        Int(try integer(Self.sentCount, [account.bare.description, gateway, since.milliseconds]) ?? 0)
    }
}
