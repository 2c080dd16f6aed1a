// SPDX-License-Identifier: Apache-2.0

/// Gateway Interaction (XEP-0100 version 1.0), the part `jabber:iq:gateway`: a client asks how an address is written
/// here, and gets the JID for what a person typed.
///
///     <query xmlns='jabber:iq:gateway'><desc>Enter a phone number.</desc><prompt>Number</prompt></query>
///     <query xmlns='jabber:iq:gateway'><prompt>(555) 010-0001</prompt></query>
///     <query xmlns='jabber:iq:gateway'><jid>+15550100001@sms.example.org</jid></query>
package struct GatewayInteraction: IQFeature {
    package static let namespace = "jabber:iq:gateway"

    private let description: @Sendable (_ language: String?) -> String
    private let prompt: @Sendable (_ language: String?) -> String
    private let resolve: @Sendable (_ typed: String, _ language: String?) async throws(StanzaError) -> JID

    /// Each closure gets the `xml:lang` of the request, nil where it does not say.
    ///
    /// - Parameters:
    ///   - description: a sentence that says what to type.
    ///   - prompt: the label of the input field.
    ///   - resolve: the contact's JID for what a person typed, white space at both ends removed; throws what they get.
    package init(
        description: @escaping @Sendable (_ language: String?) -> String,
        prompt: @escaping @Sendable (_ language: String?) -> String,
        resolve: @escaping @Sendable (_ typed: String, _ language: String?) async throws(StanzaError) -> JID
    ) {
        self.description = description
        self.prompt = prompt
        self.resolve = resolve
    }

    package func features(of entity: Entity) -> [String] { entity == .gateway ? [Self.namespace] : [] }

    package let routes = [
        IQRoute(.get, "query", namespace, at: [.gateway]), IQRoute(.set, "query", namespace, at: [.gateway]),
    ]

    package func answer(_ iq: Stanza, _ payload: Element) async throws(StanzaError) -> Element? {
        iq.type == "get" ? question(iq.language) : try await jid(for: payload, iq.language)
    }

    private func question(_ language: String?) -> Element {
        Element(
            "query", Self.namespace, [:],
            [
                Element("desc", Self.namespace, text: description(language)),
                Element("prompt", Self.namespace, text: prompt(language)),
            ])
    }

    private func jid(for query: Element, _ language: String?) async throws(StanzaError) -> Element {
        guard let prompt = query.first("prompt", Self.namespace) else {
            throw StanzaError(.badRequest, .modify, text: "There is no <prompt/>.", language: "en")
        }
        let jid = try await resolve(Self.trimmed(prompt.text), language)
        return Element("query", Self.namespace, [:], [Element("jid", Self.namespace, text: jid.description)])
    }

    private static func trimmed(_ text: String) -> String {
        let scalars = text.unicodeScalars
        guard let first = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
            let last = scalars.lastIndex(where: { !$0.properties.isWhitespace })
        else { return "" }
        return String(scalars[first...last])
    }
}
