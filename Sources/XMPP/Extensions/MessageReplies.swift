// SPDX-License-Identifier: Apache-2.0

/// Message Replies (XEP-0461 version 0.2.0): a message says which one it answers. For clients that do not know, its
/// body may quote that one; `FallbackIndication` takes the quotation away.
///
///     <reply xmlns='urn:xmpp:reply:0' to='anna@example.com' id='m1'/>
package enum MessageReplies {
    package static let namespace = "urn:xmpp:reply:0"

    /// The id of the message that this one answers; nil where it does not say.
    package static func answeredID(in message: Stanza) -> String? {
        guard let id = message.first("reply", namespace)?["id"], !id.isEmpty else { return nil }
        return id
    }

    /// - Parameters:
    ///   - id: the id of the message that is answered.
    ///   - author: who wrote that.
    package static func element(to id: String, by author: JID) -> Element {
        Element("reply", namespace, ["to": author.description, "id": id])
    }
}
