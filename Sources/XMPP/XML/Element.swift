// SPDX-License-Identifier: Apache-2.0

/// A qualified name: namespace and local name are a pair and never one joined string, so that no character in either
/// can make one name look like another.
package struct XMLName: Hashable, Sendable {
    /// The namespace name (a URI); empty for an attribute without a prefix.
    package let namespace: String
    package let local: String

    package init(_ local: String, _ namespace: String) {
        self.local = local
        self.namespace = namespace
    }
}

/// One XML element as a value, with all that is below it.
package struct Element: Sendable, Equatable {
    package var name: XMLName
    package var attributes: [Attribute]
    package var children: [Node]

    package struct Attribute: Sendable, Equatable {
        package let name: XMLName
        package var value: String

        package init(name: XMLName, value: String) {
            self.name = name
            self.value = value
        }
    }

    package enum Node: Sendable, Equatable {
        case element(Element)
        case text(String)
    }

    package init(name: XMLName, attributes: [Attribute] = [], children: [Node] = []) {
        self.name = name
        self.attributes = attributes
        self.children = children
    }
}

// Building.
extension Element {
    /// An element with plain attributes (those whose value is nil are left out), text, then child elements.
    package init(
        _ local: String, _ namespace: String, _ attributes: KeyValuePairs<String, String?> = [:], text: String? = nil,
        _ elements: [Element] = []
    ) {
        self.init(name: XMLName(local, namespace))
        for (name, value) in attributes {
            if let value { self.attributes.append(Attribute(name: XMLName(name, ""), value: value)) }
        }
        if let text { children.append(.text(text)) }
        for element in elements { children.append(.element(element)) }
    }

    /// The same element with one more child at the end.
    package func with(_ child: Element) -> Element {
        var copy = self
        copy.children.append(.element(child))
        return copy
    }
}

// Reading.
extension Element {
    /// The value of an attribute without a namespace.
    package subscript(_ attribute: String) -> String? {
        attributes.first { $0.name.local == attribute && $0.name.namespace.isEmpty }?.value
    }

    /// The value of `xml:lang` on this element itself; nil where it is not set here.
    package var language: String? {
        attributes.first { $0.name == Namespace.xmlLang }?.value
    }

    package var elements: [Element] {
        children.compactMap { if case .element(let element) = $0 { element } else { nil } }
    }

    /// All character data directly inside, joined.
    package var text: String {
        var result = ""
        for case .text(let text) in children { result += text }
        return result
    }

    package func `is`(_ local: String, _ namespace: String) -> Bool {
        name.local == local && name.namespace == namespace
    }

    /// The first child element of this name.
    package func first(_ local: String, _ namespace: String) -> Element? {
        for case .element(let element) in children where element.is(local, namespace) { return element }
        return nil
    }

    package func all(_ local: String, _ namespace: String) -> [Element] {
        elements.filter { $0.is(local, namespace) }
    }
}
