// SPDX-License-Identifier: Apache-2.0

import Testing
import XMPP

@Suite struct IQRouterTests {
    private static let from = "from='anna@example.org/phone' to='sms.example.org'"
    private static let back = "from='sms.example.org' to='anna@example.org/phone'"

    private let router = IQRouter(
        identity: .init(category: "gateway", type: "sms"),
        features: [Ping(), SoftwareVersion(name: "Postern", version: "1.2"), OnlyHere(), JIDEscaping()])

    private static func error(_ type: String, _ condition: String, _ text: String) -> String {
        """
        <iq type='error' id='1' \(back)><error type='\(type)'><\(condition) xmlns='\(Namespace.stanzaErrors)'/>
        <text xmlns='\(Namespace.stanzaErrors)' xml:lang='en'>\(text)</text></error></iq>
        """
    }

    private static let unknown = error("cancel", "service-unavailable", "This address does not answer that.")
    private static let bad = error(
        "modify", "bad-request", "An IQ has an id, is a get or a set, and holds one element.")

    static let exchanges = [
        Exchange(
            "a ping", "<iq type='get' id='1' \(from)><ping xmlns='urn:xmpp:ping'/></iq>",
            "<iq type='result' id='1' \(back)/>"),
        Exchange(
            "a ping to a contact, whose full JID answers",
            "<iq type='get' id='1' from='anna@example.org/p' to='+15550100001@sms.example.org/x'>"
                + "<ping xmlns='urn:xmpp:ping'/></iq>",
            "<iq type='result' id='1' from='+15550100001@sms.example.org/x' to='anna@example.org/p'/>"),
        Exchange(
            "the version", "<iq type='get' id='1' \(from)><query xmlns='jabber:iq:version'/></iq>",
            """
            <iq type='result' id='1' \(back)><query xmlns='jabber:iq:version'>
            <name>Postern</name><version>1.2</version></query></iq>
            """),
        Exchange(
            "a feature's own error", "<iq type='set' id='1' \(from)><here xmlns='urn:example:here'/></iq>",
            error("cancel", "conflict", "no")),
        Exchange("a namespace that nobody knows", "<iq type='get' id='1' \(from)><q xmlns='urn:no'/></iq>", unknown),
        Exchange(
            "a name in the wrong namespace", "<iq type='get' id='1' \(from)><ping xmlns='urn:xmpp:pong'/></iq>",
            unknown),
        Exchange(
            "a set of what can only be got", "<iq type='set' id='1' \(from)><ping xmlns='urn:xmpp:ping'/></iq>", unknown
        ),
        Exchange("no payload", "<iq type='get' id='1' \(from)/>", bad),
        Exchange("text as payload", "<iq type='get' id='1' \(from)>ping</iq>", bad),
        Exchange(
            "two payloads",
            "<iq type='get' id='1' \(from)><ping xmlns='urn:xmpp:ping'/><ping xmlns='urn:xmpp:ping'/></iq>",
            bad),
        Exchange("a type that does not exist", "<iq type='ask' id='1' \(from)><ping xmlns='urn:xmpp:ping'/></iq>", bad),
        Exchange("no type", "<iq id='1' \(from)><ping xmlns='urn:xmpp:ping'/></iq>", bad),
        Exchange("a result", "<iq type='result' id='1' \(from)/>", nil),
        Exchange(
            "a result with what is a request", "<iq type='result' id='1' \(from)><ping xmlns='urn:xmpp:ping'/></iq>",
            nil),
        Exchange("an error", "<iq type='error' id='1' \(from)><ping xmlns='urn:xmpp:ping'/></iq>", nil),
        Exchange("a message", "<message type='get' id='1' \(from)><ping xmlns='urn:xmpp:ping'/></message>", nil),
        Exchange("a presence", "<presence id='1' \(from)><ping xmlns='urn:xmpp:ping'/></presence>", nil),
    ]

    @Test("every request is answered, and nothing else", arguments: exchanges)
    func answers(_ exchange: Exchange) async throws {
        try await exchange.check(router)
    }

    @Test("an IQ without an id is answered as a bad request, not left alone")
    func withoutID() async throws {
        let answer = await router.answer(try stanza("<iq type='get' \(Self.from)><ping xmlns='urn:xmpp:ping'/></iq>"))
        #expect(answer.map(StanzaError.init)?.condition == .badRequest)
    }

    @Test("a request for the gateway only is unknown at a contact")
    func entity() async throws {
        let request = "<iq type='set' id='1' from='a@b/c' to='1@sms.example.org'><here xmlns='urn:example:here'/></iq>"
        let answer = await router.answer(try stanza(request))
        #expect(answer.map(StanzaError.init)?.condition == .serviceUnavailable)
    }

    @Test("only a ping is answered without waiting")
    func immediate() throws {
        let ping = try stanza("<iq type='get' id='1' \(Self.from)><ping xmlns='urn:xmpp:ping'/></iq>")
        #expect(wire(router.immediateAnswer(ping)) == wire(try stanza("<iq type='result' id='1' \(Self.back)/>")))
        let version = try stanza("<iq type='get' id='1' \(Self.from)><query xmlns='jabber:iq:version'/></iq>")
        #expect(router.immediateAnswer(version) == nil)
        #expect(router.immediateAnswer(try stanza("<iq type='result' id='1' \(Self.from)/>")) == nil)
    }

    @Test("two features that claim one request stop the program")
    func twice() async {
        await #expect(processExitsWith: .failure) {
            _ = IQRouter(identity: .init(category: "gateway", type: "sms"), features: [Ping(), Ping()])
        }
    }
}

/// A feature of the gateway's domain that always refuses.
private struct OnlyHere: IQFeature {
    func features(of entity: Entity) -> [String] { entity == .gateway ? ["urn:example:here"] : [] }

    let routes = [IQRoute(.set, "here", "urn:example:here", at: [.gateway])]

    func answer(_ iq: Stanza, _ payload: Element) async throws(StanzaError) -> Element? {
        throw StanzaError(.conflict, .cancel, text: "no", language: "en")
    }
}
