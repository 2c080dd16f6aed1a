// SPDX-License-Identifier: Apache-2.0

/// Stanza Headers and Internet Metadata (XEP-0131 version 1.2): header fields of the message's own network.
///
///     <headers xmlns='http://jabber.org/protocol/shim'><header name='Precedence'>list</header></headers>
package enum StanzaHeaders {
    package static let namespace = "http://jabber.org/protocol/shim"

    package static func element(_ fields: KeyValuePairs<String, String>) -> Element {
        Element(
            "headers", namespace, [:], fields.map { Element("header", namespace, ["name": $0.key], text: $0.value) })
    }
}
