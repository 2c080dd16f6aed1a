// SPDX-License-Identifier: Apache-2.0

import NIOCore
import Support
import Testing

@testable import XMPP

/// Twice the input, at most two and a half times the work: whatever a server hands on of what its users write.
@Suite struct XMPPDoublingTests {
    private static let opening =
        "<stream:stream xmlns='jabber:component:accept' xmlns:stream='http://etherx.jabber.org/streams' id='1'>"

    /// What the stream's parser makes of one stanza.
    private func stanza(_ text: String) -> Stanza? {
        var events: [XMLStreamEvent] = []
        let parser = XMLStreamParser()
        try? parser.parse(ByteBuffer(string: Self.opening + text), into: &events)
        for case .stanza(let element) in events { return Stanza(element) }
        return nil
    }

    /// Texts that may stand in XML as they are.
    private static let texts: [Shape] =
        [.many("a"), .many(" "), .many("\n"), .many("&amp;"), .many("&lt;a"), .many("🇩"), .many("]"), .many("\"")]
        + [.many("\u{301}\u{316}"), .many("\u{200D}"), .runs("\u{301}", "\u{200D}"), .many("\\"), .many("@")]

    private static let elements: [Shape] =
        [.many("<x/>"), .many("<x></x>a"), .many("<x xmlns='urn:x'/>"), .numbered("<x#/>"), .many("<x a='1'/>")]
        + [.numbered("<x xmlns='urn:#'/>"), .many("<x:x xmlns:x='urn:x'/>"), .many("<x"), .many("<x>"), .many("</x>")]
        + [.deep("<x>", "</x>"), .deep("<x a='1'>", "</x>"), .many("<![CDATA[a]]>"), .runs("<x/>", "a")]

    @Test func `a stream's elements and texts`() async {
        await expectProportional(
            "the stream", frames: ["<message><body>{}</body></message>", "<message>{}</message>"],
            shapes: Self.texts + Self.elements
        ) { _ = stanza($0) }
    }

    @Test func `attributes, and namespaces in force around many elements`() async {
        let tags = [Shape.numbered(" a#='1'"), .numbered(" xmlns:a#='urn:a'"), .numbered(" a#"), .many(" a='1'")]
        await expectProportional(
            "a tag", frames: ["<message{}/>", "<message><x{}/></message>"], shapes: tags, from: 16 << 10
        ) { _ = stanza($0) }
        let shape = Shape("namespaces around elements") {
            "<message><x xmlns:b='urn:b'" + Shape.numbered(" xmlns:a#='urn:a'").text($0 / 2) + ">"
                + Shape.many("<b:x/>").text($0 / 2) + "</x></message>"
        }
        await expectProportional("a stanza", shapes: [shape], from: 32 << 10) { _ = stanza($0) }
    }

    @Test func `a value of an attribute`() async {
        await expectProportional(
            "an attribute",
            frames: ["<message id='{}'/>", "<message><x xmlns='{}'/></message>", "<message from='{}'/>"],
            shapes: Self.texts
        ) { _ = stanza($0) }
    }

    @Test func `a stanza that comes in many pieces`() async {
        let shapes = Self.texts.prefix(4) + [Shape.many("<x/>"), .many("<x a='1'>b</x>")]
        let frames = ["<message><body>{}</body></message>", "<message id='{}'/>", "<message>{}</message>"]
        await expectProportional("pieces", frames: frames, shapes: Array(shapes)) { text in
            let parser = XMLStreamParser()
            var events: [XMLStreamEvent] = []
            var bytes = ByteBuffer(string: Self.opening + text)
            while let piece = bytes.readSlice(length: min(64, bytes.readableBytes)), piece.readableBytes > 0 {
                try? parser.parse(piece, into: &events)
            }
        }
    }

    @Test func `fallback ranges`() async {
        let fallback = "<fallback xmlns='urn:xmpp:fallback:0' for='urn:xmpp:reply:0'>"
        let ranges = ["<body/>", "<body start='0' end='9999999'/>", "<body start='1'/>", "<body end='7'/>"]
        let shapes = ranges.map { range in
            Shape("a body and many \(range)") { bytes in
                "<message><body>" + Shape.many("a").text(bytes / 2) + "</body>" + fallback
                    + Shape.many(range).text(bytes / 2) + "</fallback></message>"
            }
        }
        let many = Shape("a body and many fallbacks") { bytes in
            "<message><body>" + Shape.many("a").text(bytes / 2) + "</body>"
                + Shape.many(fallback + "</fallback>").text(bytes / 2) + "</message>"
        }
        await expectProportional("fallbacks", shapes: shapes + [many], from: 16 << 10) { text in
            guard let message = stanza(text), let body = message.body else { return }
            _ = FallbackIndication.stripped(body, in: message)
        }
    }

    private static let frames = [
        "<message from='a@b/c' to='{}'><body>x</body></message>",
        "<message id='{}'><body>{}</body><thread>{}</thread></message>",
        "<message><body>a</body><fallback xmlns='urn:xmpp:fallback:0' for='{}'/></message>",
        "<message><encryption xmlns='urn:xmpp:eme:0' namespace='{}' name='{}'/></message>",
        "<message type='error'><error type='{}'><{}/></error></message>",
        "<message type='error'><error type='cancel'><a xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'>{}</a></error></message>",
        "<message><addresses xmlns='http://jabber.org/protocol/address'><address type='{}' jid='{}'/></addresses></message>",
        "<message><delay xmlns='urn:xmpp:delay' stamp='{}'/></message>",
        "<message><x xmlns='jabber:x:oob'><url>{}</url></x></message>",
        "<message><x xmlns='jabber:x:data' type='submit'><field var='{}'><value>{}</value></field></x></message>",
    ]

    @Test("what stanzas say", arguments: frames)
    func stanzas(_ frame: String) async {
        let shapes = Self.texts.map { text in
            Shape(text.description) {
                frame.split(separator: "{}", omittingEmptySubsequences: false).joined(separator: text.text($0))
            }
        }
        await expectProportional(frame, shapes: shapes) { text in
            if let message = stanza(text) { read(message) }
        }
    }

    @Test func `many of what stanzas say`() async {
        let frames = [
            (
                "<addresses xmlns='http://jabber.org/protocol/address'>", "<address type='to' jid='a#@b'/>",
                "</addresses>"
            ),
            (
                "<x xmlns='jabber:x:data' type='submit'>", "<field var='a#'><value>b</value><value>c</value></field>",
                "</x>"
            ),
            ("<x xmlns='jabber:x:data' type='submit'><field var='a'>", "<value>b</value>", "</field></x>"),
            ("<error>", "<a# xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/>", "</error>"),
            ("", "<x xmlns='jabber:x:oob'><url>https://a/#</url></x>", ""), ("", "<body>a</body>", ""),
            ("", "<encrypted xmlns='urn:x'/>", ""), ("<x><x>", "a<x/>", "</x></x>"),
        ]
        for (before, piece, after) in frames {
            await expectProportional("<message>\(before){}\(after)</message>", shapes: [.numbered(piece)]) { text in
                if let message = stanza("<message>\(before)\(text)\(after)</message>") { read(message) }
            }
        }
    }

    private func read(_ message: Stanza) {
        _ = message.body.map { FallbackIndication.stripped($0, in: message) }
        _ = (EncryptedPayload(in: message), ExtendedAddress.all(in: message), StanzaError(in: message))
        _ = (MessageThread.id(in: message), MessageThread.subject(in: message), OutOfBandData.urls(in: message))
        _ = (StanzaIDs.originID(in: message), MessageReplies.answeredID(in: message))
        _ = (MessageRetraction.retractedID(in: message), DeliveryReceipts.isRequested(in: message))
        _ = ChatMarker.isMarkable(message)
        for element in message.payload { _ = DataForm(element).map { ($0.answers, $0.purpose) } }
        var writer = XMLWriter()
        writer.write(message)
    }

    @Test func `addresses and their escaping`() async {
        await expectProportional("a JID", frames: ["{}", "{}@b", "a@{}", "a@b/{}"]) { _ = JID($0) }
        await expectProportional("escaping", shapes: Shape.hard + [.many("\\20"), .many("\\5c"), .many("@\\40")]) {
            text in
            _ = JIDEscaping.unescape(JIDEscaping.escape(text))
        }
        await expectProportional("times", frames: ["{}", "2024-01-01T00:00:00.{}Z"]) { _ = DateTimeProfile.date($0) }
    }
}
