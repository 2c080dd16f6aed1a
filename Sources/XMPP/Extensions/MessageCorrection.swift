// SPDX-License-Identifier: Apache-2.0

/// Last Message Correction (XEP-0308 version 1.2.1): a message that takes the place of an earlier one.
///
///     <message id='m2'><body>Hello!</body><replace xmlns='urn:xmpp:message-correct:0' id='m1'/></message>
package enum MessageCorrection {
    package static let namespace = "urn:xmpp:message-correct:0"

    /// The id of the message that this one replaces; nil where it replaces none.
    package static func replacedID(in message: Stanza) -> String? {
        guard let id = message.first("replace", namespace)?["id"], !id.isEmpty else { return nil }
        return id
    }

    package static func replace(_ id: String) -> Element {
        Element("replace", namespace, ["id": id])
    }
}
