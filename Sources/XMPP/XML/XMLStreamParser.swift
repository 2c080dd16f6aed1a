// SPDX-License-Identifier: Apache-2.0

package import NIOCore

/// Reads an XML stream piece by piece: bytes in, whole stanzas out. One parser serves one stream, in one task.
package final class XMLStreamParser {
    private let builder = XMLTreeBuilder()
    private var context: PushContext
    /// The first bytes (three at most) of a character whose other bytes have not come.
    private var unfinished: [UInt8] = []
    private var tags = XMLTagScanner()
    private var failure: XMLStreamFailure?

    package init() {
        context = PushContext(builder)
    }

    /// Parses the next bytes and appends what they complete. Events in front of a failure are appended too; after a
    /// failure every further call throws the same one.
    package func parse(_ bytes: ByteBuffer, into events: inout [XMLStreamEvent]) throws(XMLStreamFailure) {
        if let failure { throw failure }
        if unfinished.isEmpty {
            bytes.withUnsafeReadableBytes { feed($0) }
        } else {
            (unfinished + bytes.readableBytesView).withUnsafeBytes { feed($0) }
        }
        events += builder.takeEvents()
        if let found = builder.failure ?? context.failure {
            failure = found
            throw found
        }
        renewIfGrown()
    }

    /// What libxml2's dictionary of names occupies.
    var nameBytes: Int { context.nameBytes }

    /// Parses up to the last whole character and keeps the rest: libxml2 takes a character that a read has cut in two
    /// for a broken one.
    private func feed(_ all: UnsafeRawBufferPointer) {
        let excess = tags.countUpToExcess(in: UnsafeRawBufferPointer(rebasing: all.dropFirst(unfinished.count)))
        let bytes = UnsafeRawBufferPointer(rebasing: all.prefix(excess.map { $0 + unfinished.count } ?? all.count))
        defer { if excess != nil { builder.fail(.tooManyAttributes) } }
        let cut = Self.unfinishedSuffix(of: bytes)
        let whole = UnsafeRawBufferPointer(rebasing: bytes.dropLast(cut))
        let rest = Array(bytes.suffix(cut))
        if !whole.isEmpty { context.parse(whole) }
        unfinished = rest
    }

    /// How many bytes at the end begin a UTF-8 character that is longer than what is there (RFC 3629 section 3).
    private static func unfinishedSuffix(of bytes: UnsafeRawBufferPointer) -> Int {
        for back in 1...3 where back <= bytes.count {
            let byte = bytes[bytes.count - back]
            if byte & 0b1100_0000 == 0b1000_0000 { continue }
            let length =
                switch byte {
                case 0xC0...0xDF: 2
                case 0xE0...0xEF: 3
                case 0xF0...0xF7: 4
                default: 1
                }
            return length > back ? back : 0
        }
        return 0
    }

    /// Between stanzas, goes over to a fresh context when strangers' names have filled the dictionary.
    private func renewIfGrown() {
        guard builder.isBetweenStanzas, context.nameBytes > XMLStreamLimits.nameBytes else { return }
        let rest = context.unparsed
        let header = builder.headerTag
        builder.prepareForRenewal()
        context = PushContext(builder)
        header.withUnsafeBytes { context.parse($0) }
        builder.renewed()
        rest.withUnsafeBytes { context.parse($0) }
    }
}
