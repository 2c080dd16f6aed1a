// SPDX-License-Identifier: Apache-2.0

/// Message Delivery Receipts (XEP-0184 version 1.4.0): who sends a message asks for one, who got it sends one.
///
///     <message id='m1'><body>Hello</body><request xmlns='urn:xmpp:receipts'/></message>
///     <message id='r1'><received xmlns='urn:xmpp:receipts' id='m1'/></message>
package struct DeliveryReceipts: Feature {
    package static let namespace = "urn:xmpp:receipts"

    package init() {}

    package func features(of entity: Entity) -> [String] { entity == .contact ? [Self.namespace] : [] }

    /// What asks for a receipt.
    package static let request = Element("request", namespace)

    /// The receipt for the message of that id.
    package static func received(id: String) -> Element {
        Element("received", namespace, ["id": id])
    }

    /// True where the sender wants a receipt and one can be given: it would name the message by its id.
    package static func isRequested(in message: Stanza) -> Bool {
        message.id != nil && !message.isError && message.first("request", namespace) != nil
    }

    /// The id of the message that a receipt is for; nil where this is no receipt.
    package static func receivedID(in message: Stanza) -> String? {
        message.isError ? nil : message.first("received", namespace)?["id"]
    }
}
