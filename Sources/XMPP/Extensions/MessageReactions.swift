// SPDX-License-Identifier: Apache-2.0

/// Message Reactions (XEP-0444 version 0.2.1): emoji for an earlier message, all that the sender has for it; none takes
/// them back.
///
///     <reactions xmlns='urn:xmpp:reactions:0' id='m1'><reaction>👋</reaction></reactions>
package struct MessageReactions: Sendable, Equatable {
    package static let namespace = "urn:xmpp:reactions:0"

    /// The id of the message that they are for.
    package let id: String
    package let emoji: [String]

    /// The reactions in a message; nil where there are none.
    package init?(in message: Stanza) {
        guard let element = message.first("reactions", Self.namespace), let id = element["id"], !id.isEmpty else {
            return nil
        }
        self.id = id
        self.emoji = element.all("reaction", Self.namespace).map(\.text)
    }
}
