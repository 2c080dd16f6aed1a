// SPDX-License-Identifier: Apache-2.0

/// Writes stanzas as bytes for a component's stream: `jabber:component:accept` is the default namespace in force, and
/// the prefix `stream` is bound.
///
/// Whatever stands in a value, what comes out is well-formed: markup is escaped, and characters that XML 1.0 (section
/// 2.2) forbids are left out. Element and attribute names are written as they are; they come from code or from a
/// parser, never from text.
package struct XMLWriter: Sendable {
    /// What was written so far, UTF-8.
    package private(set) var bytes: [UInt8] = []

    package init() {}

    package var isEmpty: Bool { bytes.isEmpty }

    /// A whole stanza.
    package mutating func write(_ stanza: Stanza) {
        let tag = stanza.kind.rawValue
        write(raw: "<")
        write(raw: tag)
        if let type = stanza.type { attribute("type", type) }
        if let id = stanza.id { attribute("id", id) }
        if let from = stanza.from { attribute("from", from) }
        if let to = stanza.to { attribute("to", to) }
        if let language = stanza.language { attribute("xml:lang", language) }
        guard !stanza.payload.isEmpty else { return write(raw: "/>") }
        write(raw: ">")
        for element in stanza.payload { write(element, in: Namespace.component) }
        close(tag)
    }

    /// One element with all that is below it; `parent` is the default namespace in force around it.
    package mutating func write(_ element: Element, in parent: String = Namespace.component) {
        let namespace = element.name.namespace
        let isStream = namespace == Namespace.stream
        let tag = isStream ? "stream:" + element.name.local : element.name.local
        write(raw: "<")
        write(raw: tag)
        if !isStream, namespace != parent { attribute("xmlns", namespace) }
        write(element.attributes)
        guard !element.children.isEmpty else { return write(raw: "/>") }
        write(raw: ">")
        for child in element.children {
            switch child {
            case .element(let child): write(child, in: isStream ? parent : namespace)
            case .text(let text): write(text: text)
            }
        }
        close(tag)
    }

    /// Markup that is in the program, not in data.
    package mutating func write(raw markup: String) {
        bytes.append(contentsOf: markup.utf8)
    }

    mutating func append(_ utf8: UnsafeBufferPointer<UInt8>) {
        bytes.append(contentsOf: utf8)
    }

    private mutating func close(_ tag: String) {
        write(raw: "</")
        write(raw: tag)
        write(raw: ">")
    }

    private mutating func write(_ attributes: [Element.Attribute]) {
        for (index, attribute) in attributes.enumerated() {
            switch attribute.name.namespace {
            case "": self.attribute(attribute.name.local, attribute.value)
            case Namespace.xml: self.attribute("xml:" + attribute.name.local, attribute.value)
            case let namespace:
                self.attribute("xmlns:n\(index)", namespace)
                self.attribute("n\(index):\(attribute.name.local)", attribute.value)
            }
        }
    }

    private mutating func attribute(_ name: String, _ value: String) {
        write(raw: " ")
        write(raw: name)
        write(raw: "='")
        write(attributeText: value)
        write(raw: "'")
    }
    private mutating func attribute(_ name: String, _ address: JID) {
        write(raw: " ")
        write(raw: name)
        write(raw: "='")
        if let local = address.local {
            write(attributeText: local)
            write(raw: "@")
        }
        write(attributeText: address.domain)
        if let resource = address.resource {
            write(raw: "/")
            write(attributeText: resource)
        }
        write(raw: "'")
    }
}
