// SPDX-License-Identifier: Apache-2.0

import GatewayKit
import Support
import Testing
import XMPP

@testable import Bridge

/// Twice the input, at most two and a half times the work: what a stanza asks to be sent, before anybody knows who asks.
@Suite struct BridgeDoublingTests {
    private static let gateway = FakeGateway(mediaLimit: 2, isMail: true)
    private static let map = AddressMap(gateway: gateway, domain: "sms.example.org")

    private func read(_ stanza: Stanza) async {
        let setup = GatewayPost.Setup(adapter: Self.gateway, policy: GatewayPolicy())
        guard let candidate = await Candidate(stanza, setup: setup, map: Self.map) else { return }
        _ = candidate.repeatKey(to: phone)
    }

    private func hold(_ what: String, _ shapes: [Shape] = Shape.admitted, _ stanza: @escaping (String) -> Stanza) async
    {
        await expectProportional(what, shapes: shapes) { await read(stanza($0)) }
    }

    @Test func `a body, an id and a subject`() async {
        await hold("a body") { chat($0) }
        await hold("an id") { chat("hi", id: $0) }
        await hold("a subject") { chat(nil, [Element("subject", Namespace.component, text: $0)]) }
        await hold("a thread") { chat("hi", [MessageThread.element($0)]) }
    }

    @Test func `links`() async {
        let links = Shape.admitted + [.many("https://a/b "), .numbered("https://a/# ")]
        await hold("a link", links) { chat("hi", [OutOfBandData.element(url: $0)]) }
        await hold("a link that the body has, too", links) { chat($0, [OutOfBandData.element(url: $0)]) }
        await hold("a body behind twenty links", links) { text in
            chat(text, (0..<20).map { OutOfBandData.element(url: "https://a/\($0)") })
        }
        await hold("many links", [.many("x")]) { text in
            chat("hi", text.utf8.map { _ in OutOfBandData.element(url: "https://a/b") })
        }
    }

    @Test func `bodies in many languages`() async {
        let pieces = ["a", "en", " "].map(Shape.many)
        for language in [nil, "de", String(repeating: "x", count: 4_000)] {
            await hold("bodies", pieces) { text in
                chat(
                    nil, language: language,
                    text.utf8.map { Self.body($0 == 0x20 ? " " : "hi", language: "x\($0)") })
            }
        }
        // One tag that is as long as all the others together.
        await hold("a language and many bodies", [.many("x")]) { text in
            chat(
                nil, language: text,
                (0..<text.utf8.count / 8).map { Self.body(" ", language: "x\($0)") })
        }
    }

    private static func body(_ text: String, language: String) -> Element {
        var body = Element("body", Namespace.component, text: text)
        body.attributes = [.init(name: Namespace.xmlLang, value: language)]
        return body
    }

    @Test func `recipients`() async {
        let pieces: [Shape] = [.many("1"), .many("%"), .many("%41"), .many("@"), .many(":")]
        await hold("a recipient's URI", pieces + Shape.admitted) { text in
            chat("hi", [Self.addresses([["type": "to", "uri": "sms:" + text]])])
        }
        await hold("a recipient's JID", pieces + Shape.admitted) { text in
            chat("hi", [Self.addresses([["type": "to", "jid": text + "@sms.example.org"]])])
        }
        await hold("many recipients", [.many("x")]) { text in
            chat(
                "hi",
                [Self.addresses((0..<text.utf8.count / 4).map { ["type": "cc", "jid": "+1555\($0)@sms.example.org"] })])
        }
        await hold("one recipient many times", [.many("x")]) { text in
            chat(
                "hi",
                [
                    Self.addresses(
                        (0..<text.utf8.count / 4).map { _ in ["type": "cc", "jid": "+15550@sms.example.org"] })
                ])
        }
    }

    private static func addresses(_ list: [KeyValuePairs<String, String?>]) -> Element {
        Element(
            "addresses", ExtendedAddress.namespace, [:],
            list.map { Element("address", ExtendedAddress.namespace, $0) })
    }

    @Test func `what a person reads of it`() async {
        let subjects = Shape.admitted + [.many("*")]
        await expectProportional("a message's lines", shapes: subjects) { text in
            var message = IncomingMessage(eventID: nil, from: phone, to: [adasNumber], text: text)
            (message.subject, message.marks) = (text, [text])
            message.others = [Recipient(phone, name: text, role: .cc)]
            _ = IncomingText(message: message, news: .all, original: text).body
        }
        await expectProportional("an id that comes back", shapes: Shape.admitted + [.many("-"), .many("-1")]) {
            _ = ReturnedErrors.first($0)
        }
    }
}
