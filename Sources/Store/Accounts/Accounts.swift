// SPDX-License-Identifier: Apache-2.0

package import GatewayKit
package import XMPP

import struct Foundation.Date

extension Transaction {
    private static func accounts(_ condition: Statement.Text) -> Statement {
        Statement("SELECT jid, gateway, address, name, created, settings FROM account \(condition)")
    }

    private func accounts(_ statement: Statement, _ values: Values) throws(StoreFailure) -> [Account] {
        try all(statement, values) { fields in
            guard let jid = JID(fields[0] as String) else { throw StoreFailure.damaged(path: path) }
            return Account(
                jid: jid, gateway: fields[1], address: Address(fields[2]), name: fields[3],
                created: Date(milliseconds: fields[4]),
                settings: try JSONColumn.value(fields[5], path: path) ?? [:])
        }
    }

    private static let byJID = accounts("WHERE gateway = ?1 AND jid = ?2")

    /// The account of a person at a gateway; a full JID is asked for as its bare one. nil: not registered.
    package func account(gateway: String, jid: JID) throws(StoreFailure) -> Account? {
        try accounts(Self.byJID, [gateway, jid.bare.description]).first
    }

    private static let byAddress = accounts("WHERE gateway = ?1 AND address = ?2")

    /// Whose address this is; nil: nobody's.
    package func account(gateway: String, address: Address) throws(StoreFailure) -> Account? {
        try accounts(Self.byAddress, [gateway, address.text]).first
    }

    private static let matching = accounts(
        "WHERE (?1 IS NULL OR gateway = ?1) AND (?2 IS NULL OR jid = ?2) ORDER BY gateway, jid")

    /// Accounts by gateway and JID, in this order; nil of either means all.
    package func accounts(gateway: String? = nil, jid: JID? = nil) throws(StoreFailure) -> [Account] {
        try accounts(Self.matching, [gateway, jid?.bare.description])
    }

    private static let page = accounts("WHERE gateway = ?1 AND jid > ?2 ORDER BY jid LIMIT ?3")

    /// One page of a gateway's accounts, by JID: up to `limit` of those behind `last` (nil: from the first on).
    package func accounts(gateway: String, after last: JID?, limit: Int) throws(StoreFailure) -> [Account] {
        try accounts(Self.page, [gateway, last?.bare.description ?? "", limit])
    }

    private static let taken = Statement(
        "SELECT address FROM account WHERE gateway = ?1 AND address IN \(list: 2)")

    /// Which of these addresses of a gateway somebody has. Costs a look-up for each, however many accounts there are.
    package func addresses(
        takenIn gateway: String, among addresses: [Address]
    ) throws(StoreFailure) -> Set<Address> {
        guard !addresses.isEmpty else { return [] }
        return Set(
            try all(Self.taken, [gateway, Value.texts(addresses.map(\.text))]) { fields in Address(fields[0]) })
    }

    private static let add = Statement(
        "INSERT INTO account (gateway, jid, address, name, created, settings) VALUES (?1, ?2, ?3, ?4, ?5, ?6)")

    /// Adds; throws `.conflict` where the JID has an account there, or somebody has the address. The database decides, so
    /// that two processes cannot both win.
    package func add(_ account: Account) throws(StoreFailure) {
        try execute(
            Self.add,
            [
                account.gateway, account.jid.description, account.address.text, account.name,
                account.created.milliseconds, try JSONColumn.text(account.settings),
            ])
    }

    private static let change = Statement(
        """
        UPDATE account SET address = coalesce(?1, address), name = nullif(coalesce(?2, name), ''),
            settings = nullif(coalesce(?3, settings), '')
        WHERE gateway = ?4 AND jid = ?5
        """)

    /// Changes what is given; nil leaves it as it is, an empty name removes the name, and settings take the place of all
    /// that were there. False where there is no such account; throws `.conflict(.address)` where somebody else has the address.
    package func change(
        gateway: String, jid: JID, address: Address? = nil, name: String? = nil, settings: [String: String]? = nil
    ) throws(StoreFailure) -> Bool {
        let newSettings = try settings.map { settings throws(StoreFailure) in try JSONColumn.text(settings) ?? "" }
        let isFound =
            try changes(Self.change, [address?.text, name, newSettings, gateway, jid.bare.description]) > 0
        if isFound, let address { try move(gateway: gateway, account: jid, to: address) }
        return isFound
    }

    private static let move = Statement(
        """
        UPDATE outbox \(by: "outboxConversation") SET own = ?1
        WHERE direction = 'out' AND state IN ('queued', 'sending') AND state = 'queued'
            AND gateway = ?2 AND conversation >= ?3 AND conversation < ?4 AND kind = 'message'
        """)

    /// What still waits goes out from the new address: the old one may soon be somebody else's.
    private func move(gateway: String, account: JID, to address: Address) throws(StoreFailure) {
        let span = Conversation.span(of: account)
        try execute(Self.move, [address.text, gateway, span.from, span.to])
    }

    private static let remove = Statement("DELETE FROM account WHERE gateway = ?1 AND jid = ?2")

    /// Removes a person's account at one gateway or, with nil, at all; cancels what of it still waits to be sent. Gives
    /// how many accounts were removed.
    package func removeAccount(gateway: String?, jid: JID) throws(StoreFailure) -> Int {
        let gateways = try accounts(gateway: gateway, jid: jid).map(\.gateway)
        for gateway in gateways {
            try execute(Self.remove, [gateway, jid.bare.description])
            try cancelQueued(gateway: gateway, account: jid)
        }
        return gateways.count
    }

    private static let cancelQueued = Statement(
        """
        UPDATE outbox \(by: "outboxConversation")
        SET state = 'cancelled', error = 'The account was removed.', updated = ?1, settled = ?1
        WHERE direction = 'out' AND state IN ('queued', 'sending') AND state = 'queued'
            AND gateway = ?2 AND conversation >= ?3 AND conversation < ?4
        RETURNING id
        """)

    private func cancelQueued(gateway: String, account: JID) throws(StoreFailure) {
        let span = Conversation.span(of: account)
        let ids = try all(Self.cancelQueued, [now.milliseconds, gateway, span.from, span.to]) { fields in
            fields[0] as Int64
        }
        for id in ids { try passTurn(of: id) }
    }
}
