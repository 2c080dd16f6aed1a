// SPDX-License-Identifier: Apache-2.0

/// What a stream of XML says, in order.
package enum XMLStreamEvent: Sendable, Equatable {
    /// The root's start tag; the element has no children.
    case streamOpened(Element)
    /// One whole child of the root.
    case stanza(Element)
    /// The root's end tag.
    case streamClosed
}
