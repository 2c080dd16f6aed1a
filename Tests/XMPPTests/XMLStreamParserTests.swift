// SPDX-License-Identifier: Apache-2.0

import NIOCore
import Testing

@testable import XMPP

@Suite("The stream parser")
struct XMLStreamParserTests {
    static let header =
        "<?xml version='1.0'?><stream:stream xmlns='jabber:component:accept' "
        + "xmlns:stream='http://etherx.jabber.org/streams' from='sms.example.org' id='a1'>"

    /// What is well-formed, and the one element it comes to.
    struct Good: CustomTestStringConvertible, Sendable {
        let xml: String
        let element: Element
        var testDescription: String { xml.count > 80 ? String(xml.prefix(80)) + "…" : xml }

        init(_ xml: String, _ element: Element) {
            self.xml = xml
            self.element = element
        }
    }

    static let c = Namespace.component
    static let good: [Good] = [
        Good("<iq/>", Element("iq", c)),
        Good("<iq type='get' id=\"7\"></iq>", Element("iq", c, ["type": "get", "id": "7"])),
        Good(
            "<iq><ping xmlns='urn:xmpp:ping'/></iq>", Element("iq", c, [:], [Element("ping", "urn:xmpp:ping")])),
        Good("<message><body>a &lt; b &amp;&amp; c</body></message>", body("a < b && c")),
        Good("<message><body>&#x1F600; &#233; &quot;&apos;&gt;</body></message>", body("😀 é \"'>")),
        Good("<message><body>grüße 漢字 😀</body></message>", body("grüße 漢字 😀")),
        Good("<message><body>a<![CDATA[<b> & </c>]]>d</body></message>", body("a<b> & </c>d")),
        Good("<iq><![CDATA[]]></iq>", Element("iq", c)),
        Good("<message><body>a\r\nb\rc</body></message>", body("a\nb\nc")),
        Good("<message><body>\(long)</body></message>", body(long)),
        Good("<iq id='a&amp;b&#38;c&lt;&#x26;amp;'/>", Element("iq", c, ["id": "a&b&c<&amp;"])),
        Good("<iq id='a>b/>'/>", Element("iq", c, ["id": "a>b/>"])),
        Good("<iq id='a\tb\nc&#9;d'/>", Element("iq", c, ["id": "a b c\td"])),
        Good(
            "<x:iq xmlns:x='jabber:component:accept' x:a='1' a='2'/>",
            Element(
                name: XMLName("iq", c),
                attributes: [
                    .init(name: XMLName("a", c), value: "1"), .init(name: XMLName("a", ""), value: "2"),
                ])),
        Good("<a xmlns=''><b xmlns='u:b'><c xmlns=''/></b></a>", nested),
        Good("<a xmlns='u:1'><p:b xmlns:p='u:2'><p:c xmlns:p='u:3'/><p:d/></p:b><e/></a>", rebound),
        Good(
            "<iq xml:lang='de'/>",
            Element(name: XMLName("iq", c), attributes: [.init(name: Namespace.xmlLang, value: "de")])),
        Good("<stream:error/>", Element("error", Namespace.stream)),
        Good("<a xmlns='not a URI'/>", Element("a", "not a URI")),
        Good("<a xmlns='relative'/>", Element("a", "relative")),
        Good("<a xmlns='x}y'/>", Element("a", "x}y")),
    ]

    static let long = String(repeating: "long text with ünïcödé and more, ", count: 300)

    static func body(_ text: String) -> Element {
        Element("message", c, [:], [Element("body", c, text: text)])
    }

    static let nested = Element("a", "", [:], [Element("b", "u:b", [:], [Element("c", "")])])
    static let rebound = Element(
        "a", "u:1", [:], [Element("b", "u:2", [:], [Element("c", "u:3"), Element("d", "u:2")]), Element("e", "u:1")])

    @Test("yields what is well-formed, whole, split at every byte, and byte by byte", arguments: good)
    func yields(_ good: Good) throws {
        let bytes = Array((Self.header + good.xml + " " + good.xml + "</stream:stream>").utf8)
        let opened = Element(
            "stream", Namespace.stream, ["from": "sms.example.org", "id": "a1"])
        let expected: [XMLStreamEvent] = [
            .streamOpened(opened), .stanza(good.element), .stanza(good.element), .streamClosed,
        ]
        #expect(try Self.parse([bytes]) == expected)
        #expect(try Self.parse(bytes.map { [$0] }) == expected)
        let step = bytes.count > 1000 ? 97 : 1
        for cut in stride(from: 0, through: bytes.count, by: step) {
            let events = try Self.parse([Array(bytes[..<cut]), Array(bytes[cut...])])
            #expect(events == expected, "split at byte \(cut)")
        }
    }

    @Test("gives a stanza at its last byte and not later")
    func isPrompt() throws {
        let parser = XMLStreamParser()
        var events: [XMLStreamEvent] = []
        try parser.parse(ByteBuffer(string: Self.header), into: &events)
        #expect(events.count == 1)
        for xml in ["<iq id='1'/>", "<message><body>x</body></message>", "\n<presence></presence>"] {
            events = []
            try parser.parse(ByteBuffer(string: String(xml.dropLast())), into: &events)
            #expect(events.isEmpty, "\(xml)")
            try parser.parse(ByteBuffer(string: ">"), into: &events)
            #expect(events.count == 1, "\(xml)")
        }
    }

    struct Bad: CustomTestStringConvertible, Sendable {
        let xml: String
        let failure: XMLStreamFailure
        var testDescription: String { xml.count > 80 ? String(xml.prefix(80)) + "…" : xml }

        init(_ xml: String, _ failure: XMLStreamFailure) {
            self.xml = xml
            self.failure = failure
        }
    }

    static let bad: [Bad] = [
        Bad("<a></b>", .notWellFormed),
        Bad("<a><b></a>", .notWellFormed),
        Bad("<a b='1' b='2'/>", .notWellFormed),
        Bad("<a xmlns:x='u:1' xmlns:y='u:1' x:b='1' y:b='2'/>", .notWellFormed),
        Bad("<a b=1/>", .notWellFormed),
        Bad("<a b='<'/>", .notWellFormed),
        Bad("<x:a/>", .notWellFormed),
        Bad("<a x:b='1'/>", .notWellFormed),
        Bad("<a xmlns:x=''/>", .notWellFormed),
        Bad("<a xmlns:xml='u:other'/>", .notWellFormed),
        Bad("<a xmlns:xmlns='u:other'/>", .notWellFormed),
        Bad("<a:b:c xmlns:a='u:1'/>", .notWellFormed),
        Bad("<a>\u{1}</a>", .notWellFormed),
        Bad("<a>&#1;</a>", .notWellFormed),
        Bad("<a>&#xFFFE;</a>", .notWellFormed),
        Bad("<a>&#xD800;</a>", .notWellFormed),
        Bad("<a>]]></a>", .notWellFormed),
        Bad("<a>& ;</a>", .notWellFormed),
        Bad("< a/>", .notWellFormed),
        Bad("</stream:stream><a/>", .notWellFormed),
        Bad("<a>&foo;</a>", .restricted(.entity)),
        Bad("<a b='&foo;'/>", .restricted(.entity)),
        Bad("<a><!-- hidden --></a>", .restricted(.comment)),
        Bad("<!---->", .restricted(.comment)),
        Bad("<a><?php exit ?></a>", .restricted(.processingInstruction)),
        Bad("<?target?>", .restricted(.processingInstruction)),
        Bad("<?xml version='1.0'?>", .notWellFormed),
        Bad("<!DOCTYPE a><a/>", .notWellFormed),
    ]

    @Test("refuses what is not well-formed or not allowed, however it is cut", arguments: bad)
    func refuses(_ bad: Bad) throws {
        for pieces in Self.cuts(Array((Self.header + bad.xml + "<late/>").utf8)) {
            let (events, failure) = Self.read(pieces)
            #expect(failure == bad.failure, "in \(pieces.count) pieces")
            #expect(events.filter { if case .stanza = $0 { true } else { false } }.isEmpty)
        }
    }

    static let badPrologs: [Bad] = [
        Bad("<!DOCTYPE a><a/>", .restricted(.documentType)),
        Bad("<!DOCTYPE a SYSTEM 'file:///etc/passwd'><a/>", .restricted(.documentType)),
        Bad("<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>", .restricted(.documentType)),
        Bad("<?xml version='1.0'?><!DOCTYPE a [\(laughs)]><a>&l9;</a>", .restricted(.documentType)),
        Bad("<!DOCTYPE a [<!ENTITY % p SYSTEM 'http://127.0.0.1:1/'> %p;]><a/>", .restricted(.documentType)),
        Bad("<!-- hello --><a/>", .restricted(.comment)),
        Bad("<?target data?><a/>", .restricted(.processingInstruction)),
        Bad("HTTP/1.1 400 Bad Request\r\n\r\n", .notWellFormed),
        Bad("\u{16}\u{3}\u{1}\u{2}\u{0}\u{1}\u{0}\u{1}", .notWellFormed),
        Bad("text", .notWellFormed),
    ]

    /// Ten entities, each of ten of the one before.
    static let laughs = (0..<10).map { level in
        let value = level == 0 ? "ha" : String(repeating: "&l\(level - 1);", count: 10)
        return "<!ENTITY l\(level) '\(value)'>"
    }.joined()

    @Test("refuses a bad beginning, however it is cut", arguments: badPrologs)
    func refusesProlog(_ bad: Bad) {
        for pieces in Self.cuts(Array(bad.xml.utf8)) {
            let (events, failure) = Self.read(pieces)
            #expect(failure == bad.failure, "in \(pieces.count) pieces")
            #expect(events.isEmpty)
        }
    }

    @Test("never turns other encodings into markup")
    func knowsOnlyUTF8() {
        let utf16 = Array("<a/>".utf16).flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        #expect(Self.read([[0xFF, 0xFE] + utf16]).failure == .notWellFormed)
        let latin = Array("<?xml version='1.0' encoding='ISO-8859-1'?><stream:stream xmlns:stream='u:1' a='".utf8)
        #expect(Self.read([latin + [0xE9] + Array("'>".utf8)]).failure == .notWellFormed)
        for broken: [UInt8] in [[0xFF], [0xC3, 0x28], [0x80], [0xED, 0xA0, 0x80], [0xF5, 0x80, 0x80, 0x80]] {
            let bytes = Array((Self.header + "<a>").utf8) + broken + Array("</a>".utf8)
            #expect(Self.read([bytes]).failure == .notWellFormed, "\(broken)")
            #expect(Self.read(bytes.map { [$0] }).failure == .notWellFormed, "\(broken), byte by byte")
        }
    }

    @Test("hands out what came before a failure, and fails for good")
    func keepsWhatWasGood() {
        let parser = XMLStreamParser()
        var events: [XMLStreamEvent] = []
        #expect(throws: XMLStreamFailure.restricted(.comment)) {
            try parser.parse(ByteBuffer(string: Self.header + "<iq id='1'/><!-- x --><iq id='2'/>"), into: &events)
        }
        #expect(events.last == .stanza(Element("iq", Self.c, ["id": "1"])))
        #expect(throws: XMLStreamFailure.restricted(.comment)) {
            try parser.parse(ByteBuffer(string: "<iq id='3'/>"), into: &events)
        }
        #expect(events.count == 2)
    }
}

// How the tests feed a parser.
extension XMLStreamParserTests {
    static func parse(_ pieces: [[UInt8]]) throws(XMLStreamFailure) -> [XMLStreamEvent] {
        let (events, failure) = read(pieces)
        if let failure { throw failure }
        return events
    }

    static func read(_ pieces: [[UInt8]]) -> (events: [XMLStreamEvent], failure: XMLStreamFailure?) {
        let parser = XMLStreamParser()
        var events: [XMLStreamEvent] = []
        do throws(XMLStreamFailure) {
            for piece in pieces { try parser.parse(ByteBuffer(bytes: piece), into: &events) }
        } catch {
            return (events, error)
        }
        return (events, nil)
    }

    /// Whole, in halves, and byte by byte.
    static func cuts(_ bytes: [UInt8]) -> [[[UInt8]]] {
        let middle = bytes.count / 2
        return [[bytes], [Array(bytes[..<middle]), Array(bytes[middle...])], bytes.map { [$0] }]
    }
}
