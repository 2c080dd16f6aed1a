// SPDX-License-Identifier: Apache-2.0

import NIOCore
import Testing

@testable import XMPP

/// A tag with too many attributes is known as one before libxml2 has compared them all with each other.
@Suite struct XMLTagScannerTests {
    private static let opening =
        "<stream:stream xmlns='jabber:component:accept' xmlns:stream='http://etherx.jabber.org/streams' id='1'>"

    private static func attributes(_ count: Int) -> String { (0..<count).map { " a\($0)='='" }.joined() }

    private static func namespaces(_ count: Int) -> String { (0..<count).map { " xmlns:n\($0)='urn:\($0)'" }.joined() }

    static let cases: [(text: String, stanzas: Int, failure: XMLStreamFailure?)] = [
        ("<iq\(attributes(64))/><iq/>", 2, nil), ("<iq/><iq\(attributes(65))/><iq/>", 1, .tooManyAttributes),
        ("<iq\(attributes(60))\(namespaces(5))/>", 0, .tooManyAttributes),
        ("<iq><a\(attributes(60))/><a\(attributes(60))></a></iq>", 1, nil),
        ("<iq a='>'\(attributes(64))/>", 0, .tooManyAttributes), ("<iq/><iq a='<b'/><iq/>", 1, .notWellFormed),
        ("<iq a=\"'\" b='\"' c='=====>'/>", 1, nil),
        ("<iq><![CDATA[<a \(attributes(80))>]]>\(attributes(80))<![CDATA[]]]]]><a\(attributes(64))/></iq>", 1, nil),
        ("<iq>\(attributes(80))</iq><iq/>", 2, nil),
        ("<iq>é\(attributes(80))</iq><iq\(attributes(65))/>", 1, .tooManyAttributes),
        // In force at once: 4 × 60 and 16, and one more.
        (
            "<iq>" + String(repeating: "<a\(namespaces(60))>", count: 4) + "<a\(namespaces(16))/>"
                + String(repeating: "</a>", count: 4) + "</iq>", 1, nil
        ),
        (
            "<iq>" + String(repeating: "<a\(namespaces(60))>", count: 4) + "<a\(namespaces(17))/>"
                + String(repeating: "</a>", count: 4) + "</iq>", 0, .tooManyAttributes
        ),
        ("<iq>" + String(repeating: "<a\(namespaces(60))/>", count: 20) + "</iq>", 1, nil),
    ]

    @Test("however the bytes come", arguments: cases, [1, 2, 7, 1 << 20])
    func limits(_ given: (text: String, stanzas: Int, failure: XMLStreamFailure?), _ size: Int) {
        let parser = XMLStreamParser()
        var events: [XMLStreamEvent] = []
        var failure: XMLStreamFailure?
        var bytes = ByteBuffer(string: Self.opening + given.text)
        while failure == nil, let piece = bytes.readSlice(length: min(size, bytes.readableBytes)),
            piece.readableBytes > 0
        {
            do throws(XMLStreamFailure) { try parser.parse(piece, into: &events) } catch { failure = error }
        }
        #expect(failure == given.failure)
        #expect(events.count == 1 + given.stanzas)
    }

    @Test func `a letter has so many marks and no more, however the text comes`() throws {
        let marks = String(repeating: "\u{301}\u{316}", count: 100)
        let text = "<message id='a\(marks)'><body>a\(marks)b</body></message>"
        for size in [1, 5, 1 << 20] {
            let parser = XMLStreamParser()
            var events: [XMLStreamEvent] = []
            var bytes = ByteBuffer(string: Self.opening + text)
            while let piece = bytes.readSlice(length: min(size, bytes.readableBytes)), piece.readableBytes > 0 {
                try parser.parse(piece, into: &events)
            }
            let elements = events.compactMap { if case .stanza(let element) = $0 { element } else { nil } }
            let stanza = try #require(elements.last.flatMap { Stanza($0) })
            #expect(
                stanza.body.map { Array($0.utf8) }
                    == Array(("a" + marks.unicodeScalars.prefix(30).map(String.init).joined() + "b").utf8))
            #expect(stanza.id?.unicodeScalars.count == 31)
        }
    }
}
