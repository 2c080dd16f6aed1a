// SPDX-License-Identifier: Apache-2.0

/// User Nickname (XEP-0172 version 1.1): the name that a sender goes by, with a first message or a subscription.
///
///     <presence type='subscribe'><nick xmlns='http://jabber.org/protocol/nick'>Ishmael</nick></presence>
package enum Nickname {
    package static let namespace = "http://jabber.org/protocol/nick"

    package static func element(_ name: String) -> Element {
        Element("nick", namespace, text: name)
    }

    /// The nickname in a message or a presence; nil where there is none or it is empty.
    package static func text(in stanza: Stanza) -> String? {
        guard let text = stanza.first("nick", namespace)?.text, !text.isEmpty else { return nil }
        return text
    }
}
