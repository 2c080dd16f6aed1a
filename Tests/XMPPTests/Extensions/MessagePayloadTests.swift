// SPDX-License-Identifier: Apache-2.0

import Testing
import XMPP

/// What the small payloads of messages say: each XEP in a line or two.
@Suite struct MessagePayloadTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let payload: String
        let read: @Sendable (Stanza) -> String?
        let value: String?

        init(_ read: @escaping @Sendable (Stanza) -> String?, _ payload: String, _ value: String?) {
            self.payload = payload
            self.read = read
            self.value = value
        }

        var testDescription: String { payload }
    }

    static let receipts = [
        Case(DeliveryReceipts.receivedID, "<received xmlns='urn:xmpp:receipts' id='m1'/>", "m1"),
        Case(DeliveryReceipts.receivedID, "<received xmlns='urn:xmpp:receipts'/>", nil),
        Case(DeliveryReceipts.receivedID, "<received xmlns='urn:xmpp:chat-markers:0' id='m1'/>", nil),
    ]

    static let states = [
        Case(
            { ChatState(in: $0)?.rawValue }, "<composing xmlns='http://jabber.org/protocol/chatstates'/>", "composing"),
        Case({ ChatState(in: $0)?.rawValue }, "<gone xmlns='http://jabber.org/protocol/chatstates'/>", "gone"),
        Case({ ChatState(in: $0)?.rawValue }, "<asleep xmlns='http://jabber.org/protocol/chatstates'/>", nil),
        Case({ ChatState(in: $0)?.rawValue }, "<composing xmlns='urn:x'/>", nil),
    ]

    private static let marker: @Sendable (Stanza) -> String? = {
        ChatMarker(in: $0).map { "\($0.kind) \($0.id)" }
    }

    static let markers = [
        Case(marker, "<displayed xmlns='urn:xmpp:chat-markers:0' id='m1'/>", "displayed m1"),
        Case(marker, "<received xmlns='urn:xmpp:chat-markers:0' id='m1'/>", "received m1"),
        Case(marker, "<markable xmlns='urn:xmpp:chat-markers:0'/>", nil),
        Case(marker, "<displayed xmlns='urn:xmpp:chat-markers:0'/>", nil),
    ]

    static let changes = [
        Case(MessageCorrection.replacedID, "<replace xmlns='urn:xmpp:message-correct:0' id='m1'/>", "m1"),
        Case(MessageCorrection.replacedID, "<replace xmlns='urn:xmpp:message-correct:0' id=''/>", nil),
        Case(MessageCorrection.replacedID, "<body>replace</body>", nil),
        Case(MessageRetraction.retractedID, "<retract xmlns='urn:xmpp:message-retract:1' id='m1'/>", "m1"),
        Case(
            MessageRetraction.retractedID,
            "<apply-to xmlns='urn:xmpp:fasten:0' id='m1'><retract xmlns='urn:xmpp:message-retract:0'/></apply-to>", "m1"
        ),
        Case(
            MessageRetraction.retractedID, "<apply-to xmlns='urn:xmpp:fasten:0' id='m1'><x xmlns='urn:x'/></apply-to>",
            nil),
        Case(MessageRetraction.retractedID, "<retract xmlns='urn:xmpp:message-retract:1'/>", nil),
        Case(MessageReplies.answeredID, "<reply xmlns='urn:xmpp:reply:0' to='a@b' id='m1'/>", "m1"),
        Case(MessageReplies.answeredID, "<reply xmlns='urn:xmpp:reply:0' to='a@b'/>", nil),
        Case(
            { MessageReactions(in: $0).map { "\($0.id) \($0.emoji.joined())" } },
            "<reactions xmlns='urn:xmpp:reactions:0' id='m1'><reaction>👋</reaction><reaction>🐢</reaction></reactions>",
            "m1 👋🐢"),
        Case(
            { MessageReactions(in: $0).map { "\($0.id) \($0.emoji.joined())" } },
            "<reactions xmlns='urn:xmpp:reactions:0' id='m1'/>", "m1 "),
        Case({ MessageReactions(in: $0)?.id }, "<reactions xmlns='urn:xmpp:reactions:0'/>", nil),
    ]

    private static let urls: @Sendable (Stanza) -> String? = {
        OutOfBandData.urls(in: $0).joined(separator: " ")
    }

    static let others = [
        Case(urls, "<x xmlns='jabber:x:oob'><url>https://x/y</url><desc>d</desc></x>", "https://x/y"),
        Case(
            urls, "<x xmlns='jabber:x:oob'><url>a</url></x><x xmlns='jabber:x:oob'><url>b</url></x>", "a b"),
        Case(urls, "<x xmlns='jabber:x:oob'/><x xmlns='jabber:x:oob'><url/></x><x xmlns='jabber:x:data'/>", ""),
        Case(Nickname.text, "<nick xmlns='http://jabber.org/protocol/nick'>Ishmael</nick>", "Ishmael"),
        Case(Nickname.text, "<nick xmlns='http://jabber.org/protocol/nick'/>", nil),
        Case(StanzaIDs.originID, "<origin-id xmlns='urn:xmpp:sid:0' id='o1'/>", "o1"),
        Case(StanzaIDs.originID, "<origin-id xmlns='urn:xmpp:sid:0' id=''/>", nil),
        Case(StanzaIDs.originID, "<stanza-id xmlns='urn:xmpp:sid:0' id='o1'/>", nil),
    ]

    private static let encryption: @Sendable (Stanza) -> String? = { EncryptedPayload(in: $0)?.name }

    static let encrypted = [
        Case(encryption, "<encrypted xmlns='eu.siacs.conversations.axolotl'/>", "OMEMO"),
        Case(encryption, "<body>x</body><encrypted xmlns='urn:xmpp:omemo:1'/>", "OMEMO"),
        Case(encryption, "<encrypted xmlns='urn:xmpp:omemo:2'/>", "OMEMO"),
        Case(encryption, "<openpgp xmlns='urn:xmpp:openpgp:0'>…</openpgp>", "OpenPGP"),
        Case(encryption, "<body>This is encrypted.</body><x xmlns='jabber:x:encrypted'>…</x>", "OpenPGP"),
        Case(encryption, "<encryption xmlns='urn:xmpp:eme:0' namespace='urn:xmpp:omemo:2'/>", "OMEMO"),
        Case(encryption, "<encryption xmlns='urn:xmpp:eme:0' namespace='urn:xmpp:otr:0'/>", "OTR"),
        Case(encryption, "<encryption xmlns='urn:xmpp:eme:0' namespace='urn:mls' name='MLS'/>", "MLS"),
        Case(encryption, "<encryption xmlns='urn:xmpp:eme:0' namespace='urn:mls'/>", "urn:mls"),
        Case(encryption, "<body>?OTRv3?</body>", "OTR"),
        Case(encryption, "<body>What is OTR?</body>", nil),
        Case(encryption, "<encrypted xmlns='urn:x'/><x xmlns='jabber:x:data'/>", nil),
    ]

    @Test(
        "a payload is recognised by namespace and name, and by nothing less",
        arguments: receipts + states + markers + changes + others + encrypted)
    func read(_ testCase: Case) throws {
        #expect(testCase.read(try message(testCase.payload)) == testCase.value)
    }

    @Test(
        "what we write is what the XEPs show",
        arguments: [
            (DeliveryReceipts.request, "<request xmlns='urn:xmpp:receipts'/>"),
            (DeliveryReceipts.received(id: "m1"), "<received xmlns='urn:xmpp:receipts' id='m1'/>"),
            (ChatState.active.element, "<active xmlns='http://jabber.org/protocol/chatstates'/>"),
            (OutOfBandData.element(url: "https://x/?a&b"), "<x xmlns='jabber:x:oob'><url>https://x/?a&amp;b</url></x>"),
            (Nickname.element("A <b>"), "<nick xmlns='http://jabber.org/protocol/nick'>A &lt;b></nick>"),
            (MessageHints.store, "<store xmlns='urn:xmpp:hints'/>"),
            (MessageHints.noStore, "<no-store xmlns='urn:xmpp:hints'/>"),
            (MessageHints.noCopy, "<no-copy xmlns='urn:xmpp:hints'/>"),
            (MessageCorrection.replace("m1"), "<replace xmlns='urn:xmpp:message-correct:0' id='m1'/>"),
            (StanzaIDs.originID("o1"), "<origin-id xmlns='urn:xmpp:sid:0' id='o1'/>"),
        ])
    func written(_ given: Element, _ xml: String) throws {
        #expect(wire(given) == wire(try element(xml)))
    }

    @Test("a receipt is asked for only by a message that one can name")
    func request() throws {
        let request = "<request xmlns='urn:xmpp:receipts'/>"
        #expect(DeliveryReceipts.isRequested(in: try stanza("<message id='m1'>\(request)</message>")))
        #expect(!DeliveryReceipts.isRequested(in: try stanza("<message>\(request)</message>")))
        #expect(!DeliveryReceipts.isRequested(in: try stanza("<message id='m1' type='error'>\(request)</message>")))
        #expect(!DeliveryReceipts.isRequested(in: try stanza("<message id='m1'><body>request</body></message>")))
    }

    @Test("a message that came back as an error is no receipt")
    func error() throws {
        let bounced = "<message type='error' id='r'><received xmlns='urn:xmpp:receipts' id='m1'/></message>"
        #expect(DeliveryReceipts.receivedID(in: try stanza(bounced)) == nil)
    }

    @Test("a state beside a body is not all there is")
    func stateOnly() throws {
        let state = "<active xmlns='http://jabber.org/protocol/chatstates'/>"
        #expect(ChatState.isAll(in: try message(state)))
        #expect(!ChatState.isAll(in: try message("<body>Hi</body>" + state)))
        #expect(!ChatState.isAll(in: try message("")))
    }

    @Test("a stanza id counts only from whom it was asked")
    func stanzaID() throws {
        let message = try message(
            """
            <stanza-id xmlns='urn:xmpp:sid:0' id='forged' by='evil.example'/>
            <stanza-id xmlns='urn:xmpp:sid:0' id='s1' by='example.org'/>
            """)
        let server = try #require(JID("example.org"))
        #expect(StanzaIDs.stanzaID(in: message, by: server) == "s1")
        #expect(StanzaIDs.stanzaID(in: message, by: try #require(JID("other.example"))) == nil)
        #expect(wire(StanzaIDs.stanzaID("s1", by: server)) == wire(message.payload[1]))
    }

    @Test("a reply names message and author")
    func reply() throws {
        let author = try #require(JID("anna@example.com"))
        let xml = "<reply xmlns='urn:xmpp:reply:0' to='anna@example.com' id='m1'/>"
        #expect(wire(MessageReplies.element(to: "m1", by: author)) == wire(try element(xml)))
    }
}
