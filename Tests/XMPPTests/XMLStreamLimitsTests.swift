// SPDX-License-Identifier: Apache-2.0

import NIOCore
import Testing

@testable import XMPP

@Suite("The stream parser's limits")
struct XMLStreamLimitsTests {
    /// A stanza of exactly this many bytes.
    static func stanza(bytes: Int) -> String {
        let (start, end) = ("<message><body>", "</body></message>")
        return start + String(repeating: "x", count: bytes - start.count - end.count) + end
    }

    /// The same with everything in an attribute: one token that is never parsed in part.
    static func attribute(bytes: Int) -> String {
        "<iq id='" + String(repeating: "x", count: bytes - 11) + "'/>"
    }

    static func deep(_ depth: Int) -> String {
        String(repeating: "<a>", count: depth) + String(repeating: "</a>", count: depth)
    }

    static func wide(_ attributes: Int) -> String {
        "<a " + (0..<attributes).map { "b\($0)='1'" }.joined(separator: " ") + "/>"
    }

    static func declaring(_ namespaces: Int) -> String {
        "<a " + (0..<namespaces).map { "xmlns:n\($0)='u:\($0)'" }.joined(separator: " ") + "/>"
    }

    struct Limit: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let failure: XMLStreamFailure
        let most: Int
        let build: @Sendable (Int) -> String
    }

    static let limits = [
        Limit(testDescription: "bytes of text", failure: .tooLong, most: 512 * 1024, build: stanza),
        Limit(testDescription: "bytes of one tag", failure: .tooLong, most: 512 * 1024, build: attribute),
        Limit(testDescription: "depth", failure: .tooDeep, most: 64, build: deep),
        Limit(testDescription: "attributes", failure: .tooManyAttributes, most: 64, build: wide),
        Limit(testDescription: "declarations", failure: .tooManyAttributes, most: 64, build: declaring),
    ]

    @Test("let the most through and refuse one more, in any place and pieces", arguments: limits)
    func areExact(_ limit: Limit) {
        for before in ["", "<iq/>", "<iq/>\n  \n"] {
            for size in [1 << 20, 64 * 1024, 1000] {
                let fits = feed(XMLStreamParserTests.header + before + limit.build(limit.most), size)
                #expect(fits.failure == nil, "\(limit.most) after '\(before)' in pieces of \(size)")
                #expect(fits.stanzas == (before.isEmpty ? 1 : 2))
                let over = feed(XMLStreamParserTests.header + before + limit.build(limit.most + 1), size)
                #expect(over.failure == limit.failure, "\(limit.most + 1) after '\(before)' in pieces of \(size)")
                #expect(over.stanzas == (before.isEmpty ? 0 : 1))
            }
        }
    }

    @Test("stop an endless stanza, tag, header or comment soon after the limit")
    func boundMemory() {
        let filler = String(repeating: "x", count: 1000)
        for start in ["<a>", "<a b='", "<a><![CDATA[", "<a><!--", "<a><?p ", "<", "<a>&"] {
            let parser = XMLStreamParser()
            var events: [XMLStreamEvent] = []
            var fed = 0
            do {
                try parser.parse(ByteBuffer(string: XMLStreamParserTests.header + start), into: &events)
                while fed < 2 << 20 {
                    try parser.parse(ByteBuffer(string: filler), into: &events)
                    fed += filler.utf8.count
                }
            } catch {}
            #expect(fed <= XMLStreamLimits.stanzaBytes + 1000, "after \(start)")
            #expect(events.count == 1)
        }
        let header = "<stream:stream xmlns:stream='u:1' a='" + String(repeating: "x", count: 1 << 20)
        #expect(feed(header, 4096).failure == .tooLong)
    }

    @Test("do not add up: white space and many stanzas pass for ever")
    func doNotAddUp() {
        let keepalives = String(repeating: " ", count: 1 << 20)
        #expect(feed(XMLStreamParserTests.header + keepalives + "<iq/>", 4096).stanzas == 1)
        let stanza = Self.stanza(bytes: 1000)
        let many = feed(XMLStreamParserTests.header + String(repeating: stanza, count: 20_000), 64 * 1024)
        #expect(many.failure == nil)
        #expect(many.stanzas == 20_000)
    }

    @Test("hold names too: strangers' names do not pile up, and nothing is lost when they are dropped")
    func boundNames() throws {
        let parser = XMLStreamParser()
        var events: [XMLStreamEvent] = []
        try parser.parse(ByteBuffer(string: XMLStreamParserTests.header), into: &events)
        var seen = 0
        for round in 0..<4000 {
            events = []
            let name = "n\(round)-" + String(repeating: "y", count: 400)
            let xml = "<message id='\(round)'><\(name) xmlns='urn:x:\(round)'/><stream:e/></message><iq id='cut"
            try parser.parse(ByteBuffer(string: xml), into: &events)
            try parser.parse(ByteBuffer(string: "'/>"), into: &events)
            let expected = [
                Element(
                    "message", Namespace.component, ["id": "\(round)"],
                    [Element(name, "urn:x:\(round)"), Element("e", Namespace.stream)]),
                Element("iq", Namespace.component, ["id": "cut"]),
            ]
            if events == expected.map({ .stanza($0) }) { seen += 1 }
        }
        #expect(seen == 4000)
        #expect(parser.nameBytes < 4 * XMLStreamLimits.nameBytes)
        events = []
        try parser.parse(ByteBuffer(string: "</stream:stream>"), into: &events)
        #expect(events == [.streamClosed])
    }

    /// Feeds in pieces of so many bytes.
    private func feed(_ xml: String, _ size: Int) -> (stanzas: Int, failure: XMLStreamFailure?) {
        let bytes = Array(xml.utf8)
        let pieces = stride(from: 0, to: bytes.count, by: size).map { Array(bytes[$0..<min($0 + size, bytes.count)]) }
        let (events, failure) = XMLStreamParserTests.read(pieces)
        return (events.count { if case .stanza = $0 { true } else { false } }, failure)
    }
}
