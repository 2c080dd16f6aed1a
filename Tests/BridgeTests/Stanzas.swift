// SPDX-License-Identifier: Apache-2.0

import XMPP

/// A chat message of Ada's to a contact, with whatever else it holds.
func chat(
    _ body: String?, id: String? = "m1", from: JID? = adasPhone, to: JID? = contact, language: String? = nil,
    _ extras: [Element] = []
) -> Stanza {
    let text = body.map { [Element("body", Namespace.component, text: $0)] } ?? []
    return Stanza(.message, type: "chat", id: id, from: from, to: to, language: language, text + extras)
}

func iq(
    _ type: String, _ payload: Element?, id: String = "i1", from: JID = adasPhone, to: JID = gatewayJID,
    language: String? = nil
) -> Stanza {
    Stanza(.iq, type: type, id: id, from: from, to: to, language: language, payload.map { [$0] } ?? [])
}

func presence(_ type: String? = nil, from: JID = adasPhone, to: JID = contact) -> Stanza {
    Stanza(.presence, type: type, id: "p1", from: from, to: to)
}

/// The query of XEP-0077 with plain fields.
func register(_ fields: KeyValuePairs<String, String>) -> Element {
    Element(
        "query", InBandRegistration.namespace, [:],
        fields.map { Element($0.key, InBandRegistration.namespace, text: $0.value) })
}

let unregister = Element("query", InBandRegistration.namespace, [:], [Element("remove", InBandRegistration.namespace)])

/// A stanza error as `condition type to`; anything else as its kind and type.
func gist(_ stanza: Stanza) -> String {
    let to = stanza.to?.description ?? "nobody"
    guard stanza.isError else { return "\(stanza.kind.rawValue) \(stanza.type ?? "-") \(to)" }
    let error = StanzaError(in: stanza)
    return "\(error.condition.rawValue) \(error.action.rawValue) \(to)"
}
