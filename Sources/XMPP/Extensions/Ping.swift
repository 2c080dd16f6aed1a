// SPDX-License-Identifier: Apache-2.0

/// XMPP Ping (XEP-0199 version 2.0.1), on the gateway and on its contacts.
///
///     <iq type='get' id='1'><ping xmlns='urn:xmpp:ping'/></iq>
///     <iq type='result' id='1'/>
///
/// A router answers pings by itself (`IQRouter.immediateAnswer`); this feature announces them all the same.
package struct Ping: IQFeature {
    package static let namespace = "urn:xmpp:ping"

    package init() {}

    package func features(of entity: Entity) -> [String] { [Self.namespace] }

    package let routes = [IQRoute(.get, "ping", namespace)]

    package func answer(_ iq: Stanza, _ payload: Element) async throws(StanzaError) -> Element? { nil }

    /// True for a well-formed ping that must be answered.
    package static func isRequest(_ iq: Stanza) -> Bool {
        iq.kind == .iq && iq.type == "get" && iq.id != nil && iq.payload.count == 1
            && iq.payload[0].is("ping", namespace)
    }

    /// The request.
    package static let element = Element("ping", namespace)
}
