// SPDX-License-Identifier: Apache-2.0

/// Answers every IQ request that reaches a gateway (RFC 6120 section 8.2.3): by the feature that claims it, or by an
/// error. Service discovery announces just what is routed here.
package struct IQRouter: Sendable {
    private struct Request: Hashable {
        let kind: IQRoute.Kind
        let name: XMLName
    }

    private struct Handler {
        let entities: Set<Entity>
        let feature: any IQFeature
    }

    private let handlers: [Request: Handler]

    /// - Parameters:
    ///   - identity: what the gateway's domain is.
    ///   - contact: what each of its contacts is.
    ///   - items: what a person (a bare JID) has at the gateway, for disco#items.
    ///   - features: all that the gateway can do beside service discovery. All of them are announced, and each that is
    ///     an `IQFeature` is routed. Two that claim the same request are our own mistake.
    package init(
        identity: ServiceDiscovery.Identity,
        contact: ServiceDiscovery.Identity = .init(category: "account", type: "registered"),
        items: @escaping @Sendable (_ asker: JID) async -> [ServiceDiscovery.Item] = { _ in [] },
        features: [any Feature]
    ) {
        let discovery = ServiceDiscovery(gateway: identity, contact: contact, items: items, announcing: features)
        var handlers: [Request: Handler] = [:]
        for feature in features.compactMap({ $0 as? any IQFeature }) + [discovery] {
            for route in feature.routes {
                let replaced = handlers.updateValue(
                    Handler(entities: route.entities, feature: feature),
                    forKey: Request(kind: route.kind, name: route.name))
                precondition(replaced == nil, "two features answer \(route.kind) of \(route.name)")
            }
        }
        self.handlers = handlers
    }

    /// The answer to an IQ; nil where there must be none: to results, errors, and what is not an IQ.
    package func answer(_ iq: Stanza) async -> Stanza? {
        if let answer = immediateAnswer(iq) { return answer }
        guard iq.kind == .iq, iq.type != "result", iq.type != "error" else { return nil }
        do throws(StanzaError) {
            let (handler, payload) = try route(iq)
            let result = try await handler.feature.answer(iq, payload)
            return iq.reply(type: "result", result.map { [$0] } ?? [])
        } catch {
            return iq.error(error)
        }
    }

    /// The answer where it is known without waiting for anything; nil leaves the IQ to `answer(_:)`. Pings come in at
    /// the pace of all clients together, and so they need neither a look-up nor a change of thread.
    package func immediateAnswer(_ iq: Stanza) -> Stanza? {
        Ping.isRequest(iq) ? iq.reply(type: "result") : nil
    }

    private func route(_ iq: Stanza) throws(StanzaError) -> (Handler, Element) {
        guard let kind = iq.type.flatMap(IQRoute.Kind.init), iq.id != nil, iq.payload.count == 1,
            let payload = iq.payload.first
        else {
            throw StanzaError(
                .badRequest, .modify, text: "An IQ has an id, is a get or a set, and holds one element.", language: "en"
            )
        }
        guard let handler = handlers[Request(kind: kind, name: payload.name)],
            handler.entities.contains(Entity(of: iq.to))
        else {
            throw StanzaError(.serviceUnavailable, .cancel, text: "This address does not answer that.", language: "en")
        }
        return (handler, payload)
    }
}
