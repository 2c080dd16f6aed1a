// SPDX-License-Identifier: Apache-2.0

/// Message Retraction (XEP-0424 version 0.4.2): somebody takes a message back. Its body, if any, is only there for
/// clients that do not know, and is never passed on.
///
///     <retract xmlns='urn:xmpp:message-retract:1' id='m1'/>
package enum MessageRetraction {
    package static let namespace = "urn:xmpp:message-retract:1"
    /// Until version 0.3 the element stood inside `<apply-to/>` (XEP-0422), which had the id.
    package static let earlierNamespace = "urn:xmpp:message-retract:0"
    private static let fastening = "urn:xmpp:fasten:0"

    /// The id of the message that is taken back; nil where none is.
    package static func retractedID(in message: Stanza) -> String? {
        if let id = message.first("retract", namespace)?["id"] { return id.isEmpty ? nil : id }
        guard let application = message.first("apply-to", fastening), let id = application["id"], !id.isEmpty,
            application.first("retract", earlierNamespace) != nil
        else { return nil }
        return id
    }
}
