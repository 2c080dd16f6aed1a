// SPDX-License-Identifier: Apache-2.0

import CXML
import Notation

/// Grows elements out of libxml2's callbacks (its SAX2 interface) and enforces the limits while they grow.
final class XMLTreeBuilder {
    /// Set by the owner of the context, which outlives every callback.
    var context: xmlParserCtxtPtr?
    private(set) var failure: XMLStreamFailure?
    /// The root's start tag as bytes: enough to begin a fresh context with the same prefixes in force.
    private(set) var headerTag: [UInt8] = []

    private var events: [XMLStreamEvent] = []
    /// The open elements inside the root, outermost first.
    private var open: [Element] = []
    /// How many namespaces each of them declares, and all together.
    private var declared: [Int] = []
    private var namespacesInForce = 0
    private var isStreamOpen = false
    private var isRenewing = false
    /// Where the present stanza begins, or the next one will.
    private var stanzaStart = 0
    private var names = XMLNameCache()

    typealias Bytes = UnsafePointer<xmlChar>
    typealias Pieces = UnsafeMutablePointer<UnsafePointer<xmlChar>?>

    /// Bytes of the stream up to where the parser stands.
    var position: Int {
        guard let input = context?.pointee.input, let current = input.pointee.cur else { return 0 }
        return Int(input.pointee.consumed) + (current - input.pointee.base)
    }

    var isBetweenStanzas: Bool { isStreamOpen && open.isEmpty && failure == nil }

    func takeEvents() -> [XMLStreamEvent] {
        defer { events = [] }
        return events
    }

    /// The first failure stands; what the parser still reports of the same piece is ignored.
    func fail(_ reason: XMLStreamFailure) {
        if failure == nil { failure = reason }
    }

    /// Fails when a stanza, finished or not, is longer than the limit at this byte of the stream.
    func checkLength(at end: Int) {
        if end - stanzaStart > XMLStreamLimits.stanzaBytes { fail(.tooLong) }
    }

    /// The next start tag is the known header again and no event. Interned names are not those of the old context.
    func prepareForRenewal() {
        isRenewing = true
        names = XMLNameCache()
    }

    func renewed() {
        isRenewing = false
        stanzaStart = position
    }
}

// What libxml2 calls.
extension XMLTreeBuilder {
    /// `namespaces` holds pairs (prefix, name), `attributes` five pointers each: local name, prefix, namespace name,
    /// and the value's first byte and end.
    func start(
        _ local: Bytes, prefix: Bytes?, namespace: Bytes?, namespaces: (count: Int, Pieces?),
        attributes: (count: Int, Pieces?)
    ) {
        guard failure == nil, !isRenewing else { return }
        guard prefix == nil || namespace != nil else { return fail(.notWellFormed) }
        guard namespaces.count + attributes.count <= XMLStreamLimits.attributes else {
            return fail(.tooManyAttributes)
        }
        guard open.count < XMLStreamLimits.depth else { return fail(.tooDeep) }
        let element = Element(name: names.name(local, namespace), attributes: read(attributes))
        if isStreamOpen { return push(element, declaring: namespaces.count) }
        isStreamOpen = true
        headerTag = Self.tag(local, prefix, namespaces)
        stanzaStart = position + 1  // the `>` is still to be read
        events.append(.streamOpened(element))
    }

    private func push(_ element: Element, declaring namespaces: Int) {
        namespacesInForce += namespaces
        guard namespacesInForce <= XMLStreamLimits.namespaces else { return fail(.tooManyAttributes) }
        declared.append(namespaces)
        open.append(element)
    }

    func end() {
        guard failure == nil, !isRenewing else { return }
        namespacesInForce -= declared.popLast() ?? 0
        guard var done = open.popLast() else {
            isStreamOpen = false
            return events.append(.streamClosed)
        }
        done.limitMarks()
        if open.isEmpty {
            let position = position
            checkLength(at: position)
            guard failure == nil else { return }
            stanzaStart = position
            events.append(.stanza(done))
        } else {
            open[open.count - 1].children.append(.element(done))
        }
    }

    /// Character data. Between stanzas it is the other side's white space (RFC 6120 section 4.6.1), which counts for
    /// no stanza.
    func characters(_ bytes: Bytes, _ count: Int) {
        guard failure == nil, !isRenewing, count > 0 else { return }
        guard !open.isEmpty else {
            stanzaStart += count
            return
        }
        let text = String(decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self)
        open[open.count - 1].appendText(text)
    }

    private func read(_ attributes: (count: Int, pieces: Pieces?)) -> [Element.Attribute] {
        guard let pieces = attributes.pieces, attributes.count > 0 else { return [] }
        var result: [Element.Attribute] = []
        result.reserveCapacity(attributes.count)
        for index in 0..<attributes.count {
            let piece = pieces + 5 * index
            guard let local = piece[0], piece[1] == nil || piece[2] != nil, let value = piece[3], let end = piece[4]
            else {
                fail(.notWellFormed)
                return []
            }
            let bytes = UnsafeBufferPointer(start: value, count: end - value)
            result.append(.init(name: names.name(local, piece[2]), value: LibXMLText.decode(bytes).withFewMarks))
        }
        return result
    }

    /// A start tag with the same name and namespace declarations. The bytes stand in quotes as libxml2 gives them.
    private static func tag(_ local: Bytes, _ prefix: Bytes?, _ namespaces: (count: Int, pieces: Pieces?)) -> [UInt8] {
        let name = (prefix.map { String(cString: $0) + ":" } ?? "") + String(cString: local)
        var declared: [(prefix: String, uri: String)] = []
        for index in 0..<namespaces.count {
            guard let pieces = namespaces.pieces, let uri = pieces[2 * index + 1] else { continue }
            declared.append((pieces[2 * index].map { ":" + String(cString: $0) } ?? "", LibXMLText.decode(uri)))
        }
        var tag = XMLWriter()
        tag.write(raw: "<\(name)")
        for (prefix, uri) in declared {
            tag.write(raw: " xmlns\(prefix)='")
            tag.write(attributeText: uri)
            tag.write(raw: "'")
        }
        tag.write(raw: ">")
        return tag.bytes
    }
}

extension Element {
    /// Adds character data; pieces in a row become one node.
    fileprivate mutating func appendText(_ text: String) {
        guard case .text(var last)? = children.last else { return children.append(.text(text)) }
        children.removeLast()
        last += text
        children.append(.text(last))
    }

    /// Its texts have come whole only now.
    fileprivate mutating func limitMarks() {
        for index in children.indices {
            guard case .text(let text) = children[index], text.utf8.count > MarkRun.longest else { continue }
            let limited = text.withFewMarks
            if limited.utf8.count < text.utf8.count { children[index] = .text(limited) }
        }
    }
}
