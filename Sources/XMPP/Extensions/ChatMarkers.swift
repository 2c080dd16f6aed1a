// SPDX-License-Identifier: Apache-2.0

/// Chat Markers (XEP-0333 version 0.4.1): how far somebody has read.
///
///     <message><displayed xmlns='urn:xmpp:chat-markers:0' id='m1'/></message>
package struct ChatMarker: Sendable, Equatable {
    package static let namespace = "urn:xmpp:chat-markers:0"

    package enum Kind: String, Sendable {
        case received, displayed, acknowledged
    }

    package let kind: Kind
    /// The last message that the marker covers.
    package let id: String

    /// The marker in a message; nil where there is none.
    package init?(in message: Stanza) {
        for element in message.payload where element.name.namespace == Self.namespace {
            guard let kind = Kind(rawValue: element.name.local), let id = element["id"] else { continue }
            self.kind = kind
            self.id = id
            return
        }
        return nil
    }

    /// The sender would like to get a marker for this message.
    package static func isMarkable(_ message: Stanza) -> Bool {
        message.first("markable", namespace) != nil
    }

    /// Says that the message with this id was read.
    package static func displayed(id: String) -> Element {
        Element("displayed", namespace, ["id": id])
    }
}
