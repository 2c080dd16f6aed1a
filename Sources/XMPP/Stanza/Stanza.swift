// SPDX-License-Identifier: Apache-2.0

/// A message, presence or IQ (RFC 6120 section 8): the routing envelope as fields, the payload as elements.
package struct Stanza: Sendable, Equatable {
    package enum Kind: String, Sendable {
        case message, presence, iq
    }

    package var kind: Kind
    /// The `type` attribute as it stands; nil where there is none (a message's default is `normal`).
    package var type: String?
    package var id: String?
    package var from: JID?
    package var to: JID?
    /// `xml:lang`; nil where the stanza does not say.
    package var language: String?
    package var payload: [Element]

    package init(
        _ kind: Kind, type: String? = nil, id: String? = nil, from: JID? = nil, to: JID? = nil,
        language: String? = nil, _ payload: [Element] = []
    ) {
        self.kind = kind
        self.type = type
        self.id = id
        self.from = from
        self.to = to
        self.language = language
        self.payload = payload
    }

    /// The first payload element of this name.
    package func first(_ local: String, _ namespace: String) -> Element? {
        payload.first { $0.is(local, namespace) }
    }

    package var isError: Bool { type == "error" }

    /// The text of `<body/>`, of several the one that counts; nil where there is none, or where white space is all there is.
    package var body: String? { localizedText("body") }

    /// The same stanza going back: `from` and `to` exchanged, the id kept, nothing inside.
    package func reply(type: String?, _ payload: [Element] = []) -> Stanza {
        Stanza(kind, type: type, id: id, from: to, to: from, language: nil, payload)
    }
}
