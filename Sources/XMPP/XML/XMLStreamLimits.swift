// SPDX-License-Identifier: Apache-2.0

/// How much of a stream is held before it is refused. An XMPP server hands on what its users write, so its stream is
/// input from strangers. RFC 6120 section 13.12 asks for limits and leaves the numbers open: these are Postern's.
package enum XMLStreamLimits {
    /// From the `<` of a stanza's first tag to the `>` of its last one; also of the stream header.
    /// Servers' own limits for component streams lie between 512 KiB and 10 MiB by default.
    package static let stanzaBytes = 512 * 1024
    /// Elements inside one another, the stanza itself being the first.
    package static let depth = 64
    /// Attributes of one element, namespace declarations among them.
    package static let attributes = 64
    /// Namespace declarations in force within one stanza. Each name with a prefix is looked for among them all.
    package static let namespaces = 256
    /// Bytes of distinct names that libxml2 may intern before the parser starts a fresh dictionary: names come from
    /// strangers too, and a stream lives for months.
    static let nameBytes = 256 * 1024
}
