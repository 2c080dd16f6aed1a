// SPDX-License-Identifier: Apache-2.0

/// Multi-User Chat (XEP-0045 version 1.35.1), as far as a gateway without rooms must know it: somebody takes a contact
/// for a room and wants in.
///
///     <presence to='+15550100001@sms.example.org/nick'><x xmlns='http://jabber.org/protocol/muc'/></presence>
package enum RoomPresence {
    package static let namespace = "http://jabber.org/protocol/muc"

    /// What they get, for somebody whose language we do not know.
    package static let refusal = StanzaError(
        .featureNotImplemented, .cancel, text: "There are no rooms here: write to one contact at a time.",
        language: "en")

    /// True for a presence that wants in.
    package static func isPresent(in presence: Stanza) -> Bool {
        PresenceKind(presence) == .available && presence.first("x", namespace) != nil
    }
}
