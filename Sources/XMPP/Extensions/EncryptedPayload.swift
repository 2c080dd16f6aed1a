// SPDX-License-Identifier: Apache-2.0

/// A message that was encrypted for its reader: what a gateway can neither read nor pass on. Told by the payload of the
/// encryption itself, or by Explicit Message Encryption (XEP-0380 version 0.4.0), which names it.
///
///     <encryption xmlns='urn:xmpp:eme:0' namespace='urn:xmpp:omemo:2' name='OMEMO'/>
package enum EncryptedPayload: Sendable, Equatable {
    /// XEP-0384, all its versions.
    case omemo
    /// XEP-0373, and XEP-0027 before it.
    case openPGP
    /// XEP-0364: it has no element of its own, only a body that begins with `?OTR`.
    case otr
    /// What XEP-0380 names and we do not know: its name, or else its namespace.
    case other(String)

    package static let namespace = "urn:xmpp:eme:0"

    /// The namespaces of each encryption, old and new.
    private enum Scheme {
        /// XEP-0384 before version 0.4.
        static let legacyOMEMO = "eu.siacs.conversations.axolotl"
        /// What `urn:xmpp:omemo:1` and its successors begin with.
        static let omemoPrefix = "urn:xmpp:omemo:"
        static let openPGP = "urn:xmpp:openpgp:0"
        /// XEP-0027.
        static let legacyOpenPGP = "jabber:x:encrypted"
        static let otr = "urn:xmpp:otr:0"
    }

    /// The encryption of a message; nil where it is plain.
    package init?(in message: Stanza) {
        if let payload = message.payload.lazy.compactMap(Self.init(payload:)).first {
            self = payload
        } else if let hint = message.first("encryption", Self.namespace) {
            self = Self(hint)
        } else if message.body?.hasPrefix("?OTR") == true {
            self = .otr
        } else {
            return nil
        }
    }

    package static func isPresent(in message: Stanza) -> Bool { Self(in: message) != nil }

    /// What people call it.
    package var name: String {
        switch self {
        case .omemo: "OMEMO"
        case .openPGP: "OpenPGP"
        case .otr: "OTR"
        case .other(let name): name
        }
    }

    private init?(payload: Element) {
        switch (payload.name.local, payload.name.namespace) {
        case ("encrypted", let namespace) where Self.isOMEMO(namespace): self = .omemo
        case ("openpgp", Scheme.openPGP), ("x", Scheme.legacyOpenPGP): self = .openPGP
        default: return nil
        }
    }

    private init(_ hint: Element) {
        let namespace = hint["namespace"] ?? ""
        switch namespace {
        case let namespace where Self.isOMEMO(namespace): self = .omemo
        case Scheme.openPGP, Scheme.legacyOpenPGP: self = .openPGP
        case Scheme.otr: self = .otr
        default: self = .other(hint["name"] ?? namespace)
        }
    }

    private static func isOMEMO(_ namespace: String) -> Bool {
        namespace == Scheme.legacyOMEMO || namespace.hasPrefix(Scheme.omemoPrefix)
    }
}
