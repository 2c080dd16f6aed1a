// SPDX-License-Identifier: Apache-2.0

/// Service Discovery (XEP-0030 version 2.5.0): what the gateway and its contacts are and can do, and what the asker has
/// at the gateway.
///
///     <query xmlns='http://jabber.org/protocol/disco#info'>
///       <identity category='gateway' type='sms' name='Text messages'/>
///       <feature var='jabber:iq:register'/>
///     </query>
package struct ServiceDiscovery: IQFeature {
    package static let info = "http://jabber.org/protocol/disco#info"
    package static let items = "http://jabber.org/protocol/disco#items"

    /// What an entity is: category and type as the XMPP registrar lists them, such as `gateway/sms` and `client/sms`.
    package struct Identity: Sendable, Equatable {
        package let category: String
        package let type: String
        /// For people; nil leaves it out.
        package let name: String?

        package init(category: String, type: String, name: String? = nil) {
            self.category = category
            self.type = type
            self.name = name
        }
    }

    /// Something that the asker has at the gateway.
    package struct Item: Sendable, Equatable {
        package let jid: JID
        package let name: String?

        package init(jid: JID, name: String? = nil) {
            self.jid = jid
            self.name = name
        }
    }

    /// The whole answer to disco#info for each entity, made once.
    private let answers: [Entity: Element]
    private let itemsOf: @Sendable (_ asker: JID) async -> [Item]

    /// - Parameters:
    ///   - gateway: the identity of the domain.
    ///   - contact: the identity of each contact.
    ///   - items: what a person (a bare JID) has at the gateway, for disco#items on the domain.
    ///   - features: what is announced beside service discovery itself.
    package init(
        gateway: Identity, contact: Identity, items: @escaping @Sendable (_ asker: JID) async -> [Item],
        announcing features: [any Feature]
    ) {
        let answer = { (identity: Identity, entity: Entity) in
            let names = Set(features.flatMap { $0.features(of: entity) } + [Self.info, Self.items])
            return Self.answer(identity, features: names.sorted())
        }
        answers = [.gateway: answer(gateway, .gateway), .contact: answer(contact, .contact)]
        itemsOf = items
    }

    package func features(of entity: Entity) -> [String] { [Self.info, Self.items] }

    package let routes = [IQRoute(.get, "query", info), IQRoute(.get, "query", items)]

    package func answer(_ iq: Stanza, _ payload: Element) async throws(StanzaError) -> Element? {
        if let node = payload["node"], !node.isEmpty {
            throw StanzaError(.itemNotFound, .cancel, text: "There is no such node here.", language: "en")
        }
        if payload.name.namespace == Self.info { return answers[Entity(of: iq.to)] }
        guard Entity(of: iq.to) == .gateway, let asker = iq.from?.bare else { return Element("query", Self.items) }
        return Element("query", Self.items, [:], await itemsOf(asker).map(Self.element))
    }

    private static func answer(_ identity: Identity, features: [String]) -> Element {
        let identity = Element(
            "identity", info, ["category": identity.category, "type": identity.type, "name": identity.name])
        return Element("query", info, [:], [identity] + features.map { Element("feature", info, ["var": $0]) })
    }

    private static func element(_ item: Item) -> Element {
        Element("item", items, ["jid": item.jid.description, "name": item.name])
    }
}
