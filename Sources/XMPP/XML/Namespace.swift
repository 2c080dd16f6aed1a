// SPDX-License-Identifier: Apache-2.0

/// Namespaces of the core protocols. An extension's namespace stands in the extension's own file.
package enum Namespace {
    /// XEP-0114: what stanzas are in on a component's stream.
    package static let component = "jabber:component:accept"
    /// RFC 6120 section 4.8.1: the stream's own elements.
    package static let stream = "http://etherx.jabber.org/streams"
    /// RFC 6120 section 4.9.2: conditions of stream errors.
    package static let streamErrors = "urn:ietf:params:xml:ns:xmpp-streams"
    /// RFC 6120 section 8.3.2: conditions of stanza errors.
    package static let stanzaErrors = "urn:ietf:params:xml:ns:xmpp-stanzas"
    /// Bound to the prefix `xml` in every document (XML Namespaces section 3).
    package static let xml = "http://www.w3.org/XML/1998/namespace"
    package static let xmlLang = XMLName("lang", xml)
}
