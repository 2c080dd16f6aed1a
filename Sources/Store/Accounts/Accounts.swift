// SPDX-License-Identifier: Apache-2.0

import GRDB
package import GatewayKit
package import XMPP

import struct Foundation.Date

extension Transaction {
    /// The account of a person at a gateway; a full JID is asked for as its bare one. nil: not registered.
    package func account(gateway: String, jid: JID) throws(StoreFailure) -> Account? {
        try accounts("WHERE gateway = ? AND jid = ?", [gateway, jid.bare.description]).first
    }

    /// Whose address this is; nil: nobody's.
    package func account(gateway: String, address: Address) throws(StoreFailure) -> Account? {
        try accounts("WHERE gateway = ? AND address = ?", [gateway, address.text]).first
    }

    /// Accounts by gateway and JID, in this order; nil of either means all.
    package func accounts(gateway: String? = nil, jid: JID? = nil) throws(StoreFailure) -> [Account] {
        try accounts(
            "WHERE (?1 IS NULL OR gateway = ?1) AND (?2 IS NULL OR jid = ?2) ORDER BY gateway, jid",
            [gateway, jid?.bare.description])
    }

    /// One page of a gateway's accounts, by JID: up to `limit` of those behind `last` (nil: from the first on).
    package func accounts(gateway: String, after last: JID?, limit: Int) throws(StoreFailure) -> [Account] {
        try accounts(
            "WHERE gateway = ?1 AND jid > ?2 ORDER BY jid LIMIT ?3", [gateway, last?.bare.description ?? "", limit])
    }

    /// Which of these addresses of a gateway somebody has. Costs a look-up for each, however many accounts there are.
    package func addresses(
        takenIn gateway: String, among addresses: [Address]
    ) throws(StoreFailure) -> Set<Address> {
        guard !addresses.isEmpty else { return [] }
        let taken = try all(
            "SELECT address FROM account WHERE gateway = ? AND address IN (SELECT value FROM json_each(?))",
            [gateway, try JSONColumn.text(addresses.map(\.text))]
        ) { Address($0[0]) }
        return Set(taken)
    }

    /// Adds; throws `.conflict` where the JID has an account there, or somebody has the address. The database decides, so
    /// that two processes cannot both win.
    package func add(_ account: Account) throws(StoreFailure) {
        let settings = try JSONColumn.text(account.settings)
        try decidingConflicts { () throws in
            try database.cachedStatement(
                sql: "INSERT INTO account (gateway, jid, address, name, created, settings) VALUES (?, ?, ?, ?, ?, ?)"
            ).execute(arguments: [
                account.gateway, account.jid.description, account.address.text, account.name,
                account.created.milliseconds, settings,
            ])
        }
    }

    /// Changes what is given; nil leaves it as it is, an empty name removes the name, and settings take the place of all
    /// that were there. False where there is no such account; throws `.conflict(.address)` where somebody else has the address.
    package func change(
        gateway: String, jid: JID, address: Address? = nil, name: String? = nil, settings: [String: String]? = nil
    ) throws(StoreFailure) -> Bool {
        let newSettings = try settings.map { settings throws(StoreFailure) in try JSONColumn.text(settings) ?? "" }
        try decidingConflicts { () throws in
            try database.cachedStatement(
                sql: """
                    UPDATE account SET address = coalesce(?1, address), name = nullif(coalesce(?2, name), ''),
                        settings = nullif(coalesce(?3, settings), '')
                    WHERE gateway = ?4 AND jid = ?5
                    """
            ).execute(arguments: [address?.text, name, newSettings, gateway, jid.bare.description])
        }
        let isFound = database.changesCount > 0
        if isFound, let address { try move(gateway: gateway, account: jid, to: address) }
        return isFound
    }

    /// What still waits goes out from the new address: the old one may soon be somebody else's.
    private func move(gateway: String, account: JID, to address: Address) throws(StoreFailure) {
        try execute(
            """
            UPDATE outbox INDEXED BY outboxConversation SET own = ?1
            WHERE direction = 'out' AND state IN ('queued', 'sending') AND state = 'queued'
                AND gateway = ?2 AND account = ?3 AND kind = 'message'
            """, [address.text, gateway, account.bare.description])
    }

    /// Removes a person's account at one gateway or, with nil, at all; cancels what of it still waits to be sent. Gives
    /// how many accounts were removed.
    package func removeAccount(gateway: String?, jid: JID) throws(StoreFailure) -> Int {
        let gateways = try accounts(gateway: gateway, jid: jid).map(\.gateway)
        for gateway in gateways {
            try execute("DELETE FROM account WHERE gateway = ? AND jid = ?", [gateway, jid.bare.description])
            try cancelQueued(gateway: gateway, account: jid)
        }
        return gateways.count
    }

    private func cancelQueued(gateway: String, account: JID) throws(StoreFailure) {
        try execute(
            """
            UPDATE outbox SET state = 'cancelled', error = 'The account was removed.', updated = ?1, settled = ?1
            WHERE direction = 'out' AND state IN ('queued', 'sending') AND state = 'queued'
                AND gateway = ?2 AND account = ?3
            """, [now.milliseconds, gateway, account.bare.description])
    }

    private func accounts(_ condition: String, _ arguments: StatementArguments) throws(StoreFailure) -> [Account] {
        try all("SELECT jid, gateway, address, name, created, settings FROM account \(condition)", arguments) { row in
            guard let jid = JID(row[0] as String) else { throw StoreFailure.damaged(path: path) }
            return Account(
                jid: jid, gateway: row[1], address: Address(row[2]), name: row[3],
                created: Date(milliseconds: row[4]), settings: try JSONColumn.value(row[5], path: path) ?? [:])
        }
    }

    private func decidingConflicts(_ body: () throws -> Void) throws(StoreFailure) {
        do {
            try body()
        } catch let error as DatabaseError where error.extendedResultCode == .SQLITE_CONSTRAINT_PRIMARYKEY {
            throw .conflict(.jid)
        } catch let error as DatabaseError where error.extendedResultCode == .SQLITE_CONSTRAINT_UNIQUE {
            throw .conflict(.address)
        } catch {
            throw StoreFailure(error, path: path)
        }
    }
}
