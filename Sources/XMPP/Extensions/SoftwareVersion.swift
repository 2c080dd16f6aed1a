// SPDX-License-Identifier: Apache-2.0

/// Software Version (XEP-0092 version 1.1). The operating system is nobody's business and is left out.
///
///     <query xmlns='jabber:iq:version'><name>Postern</name><version>1.0</version></query>
package struct SoftwareVersion: IQFeature {
    package static let namespace = "jabber:iq:version"

    private let query: Element

    package init(name: String, version: String) {
        query = Element(
            "query", Self.namespace, [:],
            [
                Element("name", Self.namespace, text: name),
                Element("version", Self.namespace, text: version),
            ])
    }

    package func features(of entity: Entity) -> [String] { [Self.namespace] }

    package let routes = [IQRoute(.get, "query", namespace)]

    package func answer(_ iq: Stanza, _ payload: Element) async throws(StanzaError) -> Element? { query }
}
