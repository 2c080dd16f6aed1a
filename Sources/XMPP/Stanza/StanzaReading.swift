// SPDX-License-Identifier: Apache-2.0

extension Stanza {
    /// Reads a child of a component's stream. nil where it is no message, presence or IQ, or where an address in it
    /// is no JID.
    package init?(_ element: Element) {
        guard element.name.namespace == Namespace.component, let kind = Kind(rawValue: element.name.local) else {
            return nil
        }
        self.init(kind)
        for attribute in element.attributes {
            switch (attribute.name.local, attribute.name.namespace) {
            case ("type", ""): type = attribute.value
            case ("id", ""): id = attribute.value
            case ("from", ""):
                guard let jid = JID(attribute.value) else { return nil }
                from = jid
            case ("to", ""):
                guard let jid = JID(attribute.value) else { return nil }
                to = jid
            case ("lang", Namespace.xml): language = attribute.value
            default: break
            }
        }
        payload.reserveCapacity(element.children.count)
        for case .element(let child) in element.children { payload.append(child) }
    }
}
