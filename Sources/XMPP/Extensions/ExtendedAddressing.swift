// SPDX-License-Identifier: Apache-2.0

/// Announces XEP-0033 where a message may be for several.
package struct ExtendedAddressing: Feature {
    package init() {}

    package func features(of entity: Entity) -> [String] { [ExtendedAddress.namespace] }
}

/// Extended Stanza Addressing (XEP-0033 version 1.2.1): everybody whom a message is for.
///
///     <addresses xmlns='http://jabber.org/protocol/address'>
///       <address type='to' jid='hild\40example.com@mail.example.org' desc='Hildjj'/>
///       <address type='cc' uri='mailto:jer@example.com'/>
///     </addresses>
package struct ExtendedAddress: Sendable, Equatable {
    package static let namespace = "http://jabber.org/protocol/address"
    /// Section 6: a service may limit them; more than these are not read.
    package static let most = 500

    package enum Kind: String, Sendable {
        case to, cc, bcc, replyto, replyroom, noreply, ofrom
    }

    package let kind: Kind
    /// As it stands; nil where the address is a `uri`, or there is none.
    package let jid: String?
    package let uri: String?
    /// The name beside it, for people.
    package let description: String?
    /// Somebody else sees to this one, or has.
    package let isDelivered: Bool

    package init(_ kind: Kind, jid: JID, description: String? = nil, isDelivered: Bool = false) {
        self.kind = kind
        self.jid = jid.description
        uri = nil
        self.description = description
        self.isDelivered = isDelivered
    }

    /// All addresses in a message whose kind we know, in order.
    package static func all(in message: Stanza) -> [ExtendedAddress] {
        guard let list = message.first("addresses", namespace) else { return [] }
        return list.all("address", namespace).prefix(most).compactMap(ExtendedAddress.init)
    }

    package static func element(_ addresses: [ExtendedAddress]) -> Element {
        Element(
            "addresses", namespace, [:],
            addresses.map { address in
                Element(
                    "address", namespace,
                    [
                        "type": address.kind.rawValue, "jid": address.jid, "uri": address.uri,
                        "desc": address.description, "delivered": address.isDelivered ? "true" : nil,
                    ])
            })
    }

    private init?(_ element: Element) {
        guard let kind = element["type"].flatMap(Kind.init) else { return nil }
        self.kind = kind
        jid = element["jid"]
        uri = element["uri"]
        description = element["desc"]
        isDelivered = ["true", "1"].contains(element["delivered"])
    }
}
