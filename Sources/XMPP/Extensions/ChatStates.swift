// SPDX-License-Identifier: Apache-2.0

/// Chat State Notifications (XEP-0085 version 2.1): what the other side is doing. A text message cannot carry them, so
/// contacts do not announce them, and a well-behaved client sends none.
///
///     <message type='chat'><composing xmlns='http://jabber.org/protocol/chatstates'/></message>
package enum ChatState: String, Sendable, CaseIterable {
    case active, composing, paused, inactive, gone

    package static let namespace = "http://jabber.org/protocol/chatstates"

    /// The state in a message, which may have a body as well; nil where there is none.
    package init?(in message: Stanza) {
        let states = message.payload.lazy.filter { $0.name.namespace == Self.namespace }
        guard let state = states.compactMap({ Self(rawValue: $0.name.local) }).first else { return nil }
        self = state
    }

    package var element: Element { Element(rawValue, Self.namespace) }

    /// True for a message that tells a state and says nothing else.
    package static func isAll(in message: Stanza) -> Bool {
        message.body == nil && Self(in: message) != nil
    }
}
