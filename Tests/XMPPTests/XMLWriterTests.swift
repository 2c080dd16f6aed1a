// SPDX-License-Identifier: Apache-2.0

import NIOCore
import Support
import Testing

@testable import XMPP

@Suite("The writer")
struct XMLWriterTests {
    struct Case: CustomTestStringConvertible, Sendable {
        let element: Element
        let xml: String
        var testDescription: String { xml }

        init(_ element: Element, _ xml: String) {
            self.element = element
            self.xml = xml
        }
    }

    static let c = Namespace.component
    static let cases: [Case] = [
        Case(Element("iq", c), "<iq/>"),
        Case(Element("iq", c, ["id": "1", "type": nil, "to": "a"]), "<iq id='1' to='a'/>"),
        Case(Element("body", c, text: "hi"), "<body>hi</body>"),
        Case(Element("body", c, text: "<&>'\""), "<body>&lt;&amp;&gt;&apos;&quot;</body>"),
        Case(Element("body", c, ["a": "<&>'\""]), "<body a='&lt;&amp;&gt;&apos;&quot;'/>"),
        Case(Element("body", c, ["a": "\t\n\r"], text: "\t\n\r"), "<body a='&#9;&#10;&#13;'>\t\n&#13;</body>"),
        Case(Element("body", c, text: "a\u{0}\u{8}\u{1B}b\u{FFFE}\u{FFFF}c"), "<body>abc</body>"),
        Case(Element("body", c, ["a": "\u{0}x\u{FFFF}"]), "<body a='x'/>"),
        Case(Element("body", c, text: "\u{7F}\u{FEFF}\u{FFFD}ÿ😀"), "<body>\u{7F}\u{FEFF}\u{FFFD}ÿ😀</body>"),
        Case(Element("x", "u:1"), "<x xmlns='u:1'/>"),
        Case(Element("x", "u:'1'"), "<x xmlns='u:&apos;1&apos;'/>"),
        Case(
            Element("x", "u:1", [:], [Element("y", "u:1"), Element("z", c), Element("n", "")]),
            "<x xmlns='u:1'><y/><z xmlns='jabber:component:accept'/><n xmlns=''/></x>"),
        Case(
            Element("error", Namespace.stream, [:], [Element("conflict", Namespace.streamErrors), Element("x", c)]),
            "<stream:error><conflict xmlns='urn:ietf:params:xml:ns:xmpp-streams'/><x/></stream:error>"),
        Case(
            Element(
                name: XMLName("iq", c),
                attributes: [
                    .init(name: Namespace.xmlLang, value: "de"), .init(name: XMLName("a", "u:1"), value: "1"),
                    .init(name: XMLName("a", "u:2"), value: "2"),
                ]),
            "<iq xml:lang='de' xmlns:n1='u:1' n1:a='1' xmlns:n2='u:2' n2:a='2'/>"),
    ]

    @Test("writes elements for a component's stream", arguments: cases)
    func writes(_ item: Case) {
        var writer = XMLWriter()
        writer.write(item.element)
        #expect(String(decoding: writer.bytes, as: UTF8.self) == item.xml)
    }

    @Test("writes a stanza's envelope and payload")
    func writesStanza() {
        var writer = XMLWriter()
        writer.write(
            Stanza(
                .message, type: "chat", id: "i'd", from: JID("+15550100001@sms.example.org"),
                to: JID("a@example.org/x&y"), language: "en", [Element("body", Self.c, text: "1 < 2")]))
        writer.write(Stanza(.presence))
        #expect(
            String(decoding: writer.bytes, as: UTF8.self)
                == "<message type='chat' id='i&apos;d' from='+15550100001@sms.example.org' to='a@example.org/x&amp;y'"
                + " xml:lang='en'><body>1 &lt; 2</body></message><presence/>")
    }

    @Test("and parser agree on any element", arguments: 0..<300)
    func roundTrips(seed: Int) throws {
        var source = ElementSource(seed: seed)
        let element = source.element(depth: 4)
        var writer = XMLWriter()
        writer.write(element)
        let bytes = Array(XMLStreamParserTests.header.utf8) + writer.bytes
        let events = try XMLStreamParserTests.parse([bytes])
        #expect(events.count == 2)
        #expect(events.last == .stanza(element.legal), "\(String(decoding: writer.bytes, as: UTF8.self))")
    }
}

/// Elements by chance, the same for the same seed.
struct ElementSource {
    private var generator: SplitMix

    init(seed: Int) {
        generator = SplitMix(state: UInt64(seed))
    }

    private static let namespaces = [Namespace.component, "", "urn:a", "urn:a", "u:'\"&<b>", Namespace.stream]
    private static let scalars: [Unicode.Scalar] =
        ["a", "Z", " ", "<", ">", "&", "'", "\"", "\t", "\n", "\r", ";", "#", "]", "ß", "漢", "😀", "\u{301}"]
        + ["\u{0}", "\u{B}", "\u{1F}", "\u{FFFE}", "\u{FFFF}", "\u{FFFD}", "\u{85}", "\u{2028}"]

    mutating func element(depth: Int) -> Element {
        var result = Element(name: name(Self.namespaces))
        for number in 0..<Int.random(in: 0...3, using: &generator) {
            let name = XMLName("a\(number)", pick(["", "", Namespace.xml, "urn:b", "urn:a"]))
            result.attributes.append(.init(name: name, value: text()))
        }
        guard depth > 0 else { return result }
        for number in 0..<Int.random(in: 0...4, using: &generator) {
            result.children.append(number.isMultiple(of: 2) ? .element(element(depth: depth - 1)) : .text(text()))
        }
        return result
    }

    private mutating func name(_ namespaces: [String]) -> XMLName {
        XMLName(pick(["message", "x", "body", "ünï-1.2_"]), pick(namespaces))
    }

    private mutating func text() -> String {
        var text = String.UnicodeScalarView()
        for _ in 0..<Int.random(in: 0...12, using: &generator) { text.append(pick(Self.scalars)) }
        return String(text)
    }

    private mutating func pick<T>(_ values: [T]) -> T {
        values[Int.random(in: 0..<values.count, using: &generator)]
    }
}

extension Element {
    /// What must come out of a round trip: characters that XML forbids are gone, and with them empty text.
    fileprivate var legal: Element {
        var copy = self
        copy.attributes = attributes.map { .init(name: $0.name, value: $0.value.legal) }
        copy.children = children.compactMap { child in
            switch child {
            case .element(let element): .element(element.legal)
            case .text(let text): text.legal.isEmpty ? nil : .text(text.legal)
            }
        }
        return copy
    }
}

extension String {
    fileprivate var legal: String {
        String(
            String.UnicodeScalarView(
                unicodeScalars.filter { scalar in
                    switch scalar.value {
                    case 0x9, 0xA, 0xD: true
                    case 0..<0x20, 0xFFFE, 0xFFFF: false
                    default: true
                    }
                }))
    }
}
