// SPDX-License-Identifier: Apache-2.0

/// A feature that answers IQ requests.
package protocol IQFeature: Feature {
    /// The requests that this feature answers; no two features of a router share one.
    var routes: [IQRoute] { get }

    /// Answers a request of one of the routes.
    ///
    /// - Parameters:
    ///   - iq: the request, of type `get` or `set`.
    ///   - payload: its one payload element.
    /// - Returns: the payload of the result; nil for an empty result.
    /// - Throws: the stanza error that the asker gets.
    func answer(_ iq: Stanza, _ payload: Element) async throws(StanzaError) -> Element?
}

/// A kind of request: its type, the name of its payload, and who is asked.
package struct IQRoute: Sendable, Hashable {
    package enum Kind: String, Sendable {
        case get, set
    }

    package let kind: Kind
    package let name: XMLName
    /// Requests to any other entity are answered as if nobody knew them.
    package let entities: Set<Entity>

    package init(_ kind: Kind, _ local: String, _ namespace: String, at entities: Set<Entity> = [.gateway, .contact]) {
        self.kind = kind
        self.name = XMLName(local, namespace)
        self.entities = entities
    }
}
