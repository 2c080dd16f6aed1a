// SPDX-License-Identifier: Apache-2.0

/// Unique and Stable Stanza IDs (XEP-0359 version 0.7.0): the id that the sending client gave, which survives servers
/// and rooms that change the stanza's own, and the ids that those gave.
///
///     <origin-id xmlns='urn:xmpp:sid:0' id='de305d54'/>
///     <stanza-id xmlns='urn:xmpp:sid:0' id='28482-98726' by='example.org'/>
package enum StanzaIDs {
    package static let namespace = "urn:xmpp:sid:0"

    /// The id that the sending client gave; nil where it gave none.
    package static func originID(in stanza: Stanza) -> String? {
        nonempty(stanza.first("origin-id", namespace)?["id"])
    }

    /// The id that an entity gave. Anybody can write any `by`: ask only for one that is on the message's way and strips
    /// what others claim in its name (section 6).
    package static func stanzaID(in stanza: Stanza, by entity: JID) -> String? {
        let claimed = stanza.payload.filter { $0.is("stanza-id", namespace) }
        return nonempty(claimed.first { $0["by"].flatMap { JID($0) } == entity }?["id"])
    }

    package static func originID(_ id: String) -> Element {
        Element("origin-id", namespace, ["id": id])
    }

    package static func stanzaID(_ id: String, by entity: JID) -> Element {
        Element("stanza-id", namespace, ["id": id, "by": entity.description])
    }

    /// A new id for a stanza of our own: 128 bits from the system's generator, so that nobody can guess it.
    package static func fresh() -> String {
        String(UInt64.random(in: .min ... .max), radix: 36) + String(UInt64.random(in: .min ... .max), radix: 36)
    }

    private static func nonempty(_ id: String?) -> String? { id?.isEmpty == false ? id : nil }
}
