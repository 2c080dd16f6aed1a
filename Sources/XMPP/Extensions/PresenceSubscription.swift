// SPDX-License-Identifier: Apache-2.0

/// How the gateway and its contacts answer presence (RFC 6121 section 3, XEP-0100 version 1.0 sections 4.4 to 4.7):
/// whoever asks may see them, and they are there whenever they are asked.
package enum PresenceSubscription {
    /// The answers to a presence, in the order in which they are sent.
    ///
    /// - Parameters:
    ///   - exists: false where the sender has nothing there: a contact that is no address, or the gateway for somebody
    ///     who is not registered. They are told that they have no subscription.
    ///   - makeID: a new stanza id at every call.
    package static func answers(
        to presence: Stanza, exists: Bool, makeID: () -> String = StanzaIDs.fresh
    ) -> [Stanza] {
        guard let kind = PresenceKind(presence), let from = presence.from, let to = presence.to?.bare else { return [] }
        if RoomPresence.isPresent(in: presence) {
            return presence.error(RoomPresence.refusal).map { [$0] } ?? []
        }
        return kinds(answering: kind, Entity(of: to), exists: exists).map { answer in
            // Subscriptions are between bare JIDs (RFC 6121 section 3.1.2); the rest goes back to where it came from.
            let isSubscription = kind == .subscribe || kind == .unsubscribe || answer == .unsubscribed
            return stanza(answer, from: to, to: isSubscription ? from.bare : from, makeID: makeID)
        }
    }

    /// A presence, also of our own accord.
    package static func stanza(
        _ kind: PresenceKind, from: JID, to: JID, makeID: () -> String = StanzaIDs.fresh
    ) -> Stanza {
        Stanza(.presence, type: kind == .available ? nil : kind.rawValue, id: makeID(), from: from, to: to)
    }

    private static func kinds(answering kind: PresenceKind, _ entity: Entity, exists: Bool) -> [PresenceKind] {
        switch (kind, exists) {
        case (.subscribe, true): [.subscribed, .available]
        case (.unsubscribe, true): [.unsubscribed, .unavailable]
        case (.probe, true): [.available]
        case (.subscribe, false), (.unsubscribe, false), (.probe, false): [.unsubscribed]
        // Logging in to the gateway and out of it, which is answered in kind (XEP-0100 sections 4.4 and 4.5).
        case (.available, true) where entity == .gateway: [.available]
        case (.unavailable, true) where entity == .gateway: [.unavailable]
        case (.available, _), (.unavailable, _), (.subscribed, _), (.unsubscribed, _), (.error, _): []
        }
    }
}
