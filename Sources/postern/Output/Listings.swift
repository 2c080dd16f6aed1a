// SPDX-License-Identifier: Apache-2.0

import GatewayKit
import Store
import XMPP

/// An account as `accounts list --json` shows it; the keys are stable.
struct AccountListing: Encodable {
    let jid: String
    let gateway: String
    let address: String
    let created: String

    init(_ account: Account) {
        jid = account.jid.description
        gateway = account.gateway
        address = account.address.text
        created = Timestamp.text(account.created)
    }
}

/// An account as `accounts show --json` shows it: with the name, which is null where there is none.
struct AccountDetails: Encodable {
    let listing: AccountListing
    let name: String?

    init(_ account: Account) {
        listing = AccountListing(account)
        name = account.name
    }

    private enum CodingKeys: String, CodingKey {
        case name
    }

    func encode(to encoder: any Encoder) throws {
        try listing.encode(to: encoder)
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(name, forKey: .name)
    }
}

/// A row of the outbox as `messages list --json` shows it; the keys are stable. Bodies are never listed.
struct MessageListing: Encodable {
    let id: Int64
    let kind: String
    let gateway: String
    let direction: String
    let account: String?
    let peer: String?
    let state: String
    let attempts: Int
    let created: String
    let updated: String
    let error: String?

    init(_ row: OutboxRow) {
        id = row.id
        kind = row.kind.rawValue
        gateway = row.gateway
        direction = row.direction.rawValue
        account = row.account?.description
        peer = row.peer?.text
        state = row.state.rawValue
        attempts = row.attempts
        created = Timestamp.text(row.created)
        updated = Timestamp.text(row.updated)
        error = row.error
    }

    private enum CodingKeys: String, CodingKey {
        case id, kind, gateway, direction, account, peer, state, attempts, created, updated, error
    }

    /// Every key is always there, so that a script can rely on it: nil is null.
    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(id, forKey: .id)
        try container.encode(kind, forKey: .kind)
        try container.encode(gateway, forKey: .gateway)
        try container.encode(direction, forKey: .direction)
        try container.encode(account, forKey: .account)
        try container.encode(peer, forKey: .peer)
        try container.encode(state, forKey: .state)
        try container.encode(attempts, forKey: .attempts)
        try container.encode(created, forKey: .created)
        try container.encode(updated, forKey: .updated)
        try container.encode(error, forKey: .error)
    }
}
