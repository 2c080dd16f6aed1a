// SPDX-License-Identifier: Apache-2.0

import GatewayKit
import Store
import XMPP

/// Presence of the gateway and its contacts (XEP-0100): who subscribes is subscribed, who probes gets an answer. Nothing
/// is kept: to whoever is registered, any address of the network is a contact that is there.
struct Presences: Sendable {
    let post: GatewayPost
    let store: Store

    func answer(_ stanza: Stanza) async -> [Stanza] {
        guard !stanza.isError, let to = stanza.to, let person = stanza.from?.bare else { return [] }
        guard await exists(to) else { return PresenceSubscription.answers(to: stanza, exists: false) }
        // Without the store nothing is said: "unsubscribed" would take the contact out of the person's roster.
        guard let isRegistered = await isRegistered(person) else { return [] }
        return PresenceSubscription.answers(to: stanza, exists: isRegistered)
    }

    private func exists(_ contact: JID) async -> Bool {
        guard contact.local != nil else { return true }
        return (try? await post.addresses.address(in: contact)) != nil
    }

    /// What follows a registration: the gateway asks to see the person and shows itself; after a removal it takes its
    /// leave (XEP-0100 sections 4.1 and 4.3).
    func following(registered: (before: Bool, after: Bool), _ person: JID) -> [Stanza] {
        switch registered {
        case (false, true): presences([.subscribe, .available], to: person)
        case (true, false): presences([.unsubscribe, .unsubscribed, .unavailable], to: person)
        default: []
        }
    }

    /// What those get who are registered, when the link comes up: a page of them, and the last of it (nil: nobody is left).
    /// A store that cannot say has nobody either.
    func announcement(after last: JID?, limit: Int) async -> (presences: [Stanza], last: JID?) {
        let name = post.name
        let accounts = try? await store.read { tx in try tx.accounts(gateway: name, after: last, limit: limit) }
        guard let accounts, let end = accounts.last else { return ([], nil) }
        return (accounts.flatMap { presences([.available], to: $0.jid) }, end.jid)
    }

    /// nil where the store cannot say.
    func isRegistered(_ person: JID) async -> Bool? {
        let name = post.name
        return try? await store.read { tx in try tx.account(gateway: name, jid: person) != nil }
    }

    private func presences(_ kinds: [PresenceKind], to person: JID) -> [Stanza] {
        guard let from = post.jid else { return [] }
        return kinds.map { PresenceSubscription.stanza($0, from: from, to: person) }
    }
}
