// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import XMPP

@Suite("The component protocol")
struct ComponentProtocolTests {
    typealias Action = ComponentProtocol.Action
    static let settings = LinkSettings(domain: "sms.example.org", secret: "s3cret", host: "127.0.0.1", port: 5347)
    static let c = Namespace.component
    static let header = Element("stream", Namespace.stream, ["id": "3BF96D32", "from": "sms.example.org"])

    static func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

    /// A machine whose handshake is done.
    static func up(domain: String = "sms.example.org", confirm: String? = nil, target: Int = 0) -> PlayedMachine {
        let settings = LinkSettings(
            domain: domain, secret: "s3cret", host: "127.0.0.1", port: 5347, confirm: confirm)
        let machine = PlayedMachine(settings, target: target, token: "T")
        _ = machine.handle(.connected)
        _ = machine.handle(.parsed([.streamOpened(header)], nil))
        _ = machine.handle(.parsed([.stanza(Element("handshake", c))], nil))
        return machine
    }

    @Test("hashes the stream's id and the secret")
    func hashes() {
        // printf '3BF96D32s3cret' | sha1sum
        #expect(
            ComponentProtocol.handshake(id: "3BF96D32", secret: "s3cret")
                == "a984b871214a298f0f743fcd25f99b10838ba12b")
        #expect(ComponentProtocol.handshake(id: "", secret: "é") == ComponentProtocol.handshake(id: "é", secret: ""))
    }

    @Test("opens, proves the secret, and is up")
    func opens() {
        let machine = PlayedMachine(Self.settings, token: "T")
        #expect(
            machine.handle(.connected) == [
                .write(
                    Self.bytes(
                        "<?xml version='1.0'?><stream:stream xmlns='jabber:component:accept' "
                            + "xmlns:stream='http://etherx.jabber.org/streams' to='sms.example.org'>"))
            ])
        #expect(!machine.isUp && machine.ping() == nil)
        let hash = ComponentProtocol.handshake(id: "3BF96D32", secret: "s3cret")
        #expect(
            machine.handle(.parsed([.streamOpened(Self.header)], nil))
                == [.write(Self.bytes("<handshake>\(hash)</handshake>"))])
        #expect(!machine.isUp)
        let early = Element("iq", Self.c, ["type": "get", "id": "1", "from": "a@b"])
        #expect(
            machine.handle(.parsed([.stanza(Element("handshake", Self.c)), .stanza(early)], nil))
                == [.up, .deliver([Stanza(.iq, type: "get", id: "1", from: JID("a@b"))])])
        #expect(machine.isUp)
    }

    struct Ending: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let events: [XMLStreamEvent]
        let reason: LinkFailure.Reason

        init(_ name: String, _ events: [XMLStreamEvent], _ reason: LinkFailure.Reason) {
            testDescription = name
            self.events = events
            self.reason = reason
        }
    }

    static func failing(_ condition: StreamError.Condition, _ detail: String? = nil) -> XMLStreamEvent {
        .stanza(StreamError(condition, detail: detail, text: "words").element)
    }

    static let endings: [Ending] = [
        Ending("not-authorized", [.streamOpened(header), failing(.notAuthorized)], .notAuthorized),
        Ending("host-unknown", [.streamOpened(header), failing(.hostUnknown), .streamClosed], .hostUnknown),
        Ending("conflict", [.streamOpened(header), failing(.conflict)], .conflict),
        Ending("see-other-host", [.streamOpened(header), failing(.seeOtherHost, "b:1")], .redirected("b:1")),
        Ending("system-shutdown", [.streamOpened(header), failing(.systemShutdown)], .shutdown),
        Ending("invalid-namespace", [.streamOpened(header), failing(.invalidNamespace)], .notComponentListener),
        Ending(
            "another condition", [.streamOpened(header), failing(.resourceConstraint)],
            .streamError(StreamError(.resourceConstraint, text: "words"))),
        Ending("closed at once", [.streamOpened(header), .streamClosed], .closed),
        Ending("no id", [.streamOpened(Element("stream", Namespace.stream))], .notComponentListener),
        Ending("no stream", [.streamOpened(Element("html", ""))], .notComponentListener),
        Ending(
            "features instead of a handshake", [.streamOpened(header), .stanza(Element("features", Namespace.stream))],
            .notComponentListener),
    ]

    @Test("turns what ends a handshake into a reason, and is over", arguments: endings)
    func ends(_ ending: Ending) {
        let machine = PlayedMachine(Self.settings, token: "T")
        _ = machine.handle(.connected)
        #expect(machine.handle(.parsed(ending.events, nil)).last == .end(ending.reason))
        #expect(machine.handle(.parsed([.stanza(Element("iq", Self.c))], nil)) == [])
        #expect(machine.handle(.tick) == [] && machine.handle(.ended) == [] && machine.close() == [])
    }

    @Test("ends an open stream for the server's reason, after what came before it")
    func endsOpenStream() {
        let message = Element("message", Self.c, ["id": "1"])
        var machine = Self.up()
        #expect(
            machine.handle(.parsed([.stanza(message), Self.failing(.conflict), .stanza(message)], nil))
                == [.deliver([Stanza(.message, id: "1")]), .end(.conflict)])
        machine = Self.up()
        #expect(machine.handle(.parsed([.streamClosed], nil)) == [.end(.closed)])
        machine = Self.up()
        #expect(machine.handle(.ended) == [.end(.closed)])
        machine = Self.up()
        #expect(machine.close() == Self.bytes("</stream:stream>"))
        #expect(!machine.isUp && machine.handle(.ended) == [])
    }

    static let refused: [(XMLStreamFailure, String)] = [
        (.notWellFormed, "not-well-formed"), (.restricted(.comment), "restricted-xml"),
        (.restricted(.entity), "restricted-xml"), (.tooLong, "policy-violation"), (.tooDeep, "policy-violation"),
        (.tooManyAttributes, "policy-violation"),
    ]

    @Test("answers what a stream must not hold with the stream error, after the good stanzas", arguments: refused)
    func refusesInput(_ failure: XMLStreamFailure, _ condition: String) {
        let machine = Self.up()
        let xml =
            "<stream:error><\(condition) xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error></stream:stream>"
        #expect(
            machine.handle(.parsed([.stanza(Element("message", Self.c))], failure))
                == [.deliver([Stanza(.message)]), .write(Self.bytes(xml)), .end(.badInput(failure))])
        let young = PlayedMachine(Self.settings, token: "T")
        _ = young.handle(.connected)
        #expect(young.handle(.parsed([], failure)) == [.end(.notComponentListener)])
    }

    @Test("answers a stanza whose address is no JID, where an answer may be given")
    func answersMalformed() throws {
        let machine = Self.up()
        let iq = Element("iq", Self.c, ["type": "get", "id": "9", "from": "a@b/c", "to": "x y@sms.example.org"])
        let actions = machine.handle(.parsed([.stanza(iq)], nil))
        guard case .write(let bytes)? = actions.first, actions.count == 1 else {
            Issue.record("\(actions)")
            return
        }
        let xml = String(decoding: bytes, as: UTF8.self)
        #expect(xml.hasPrefix("<iq type='error' id='9' from='sms.example.org' to='a@b/c'><error type='modify'>"))
        #expect(xml.contains("<jid-malformed "))
        for silent in [
            Element("iq", Self.c, ["type": "result", "from": "a@b", "to": "@"]),
            Element("message", Self.c, ["type": "error", "from": "a@b", "to": "@"]),
            Element("presence", Self.c, ["from": "a@b", "to": "@"]), Element("iq", Self.c, ["from": "@"]),
            Element("other", Self.c), Element("iq", "jabber:client"),
        ] {
            #expect(machine.handle(.parsed([.stanza(silent)], nil)) == [], "\(silent)")
        }
    }
}

/// The machine behind a reference, so that an expectation can show a call that changes it.
final class PlayedMachine {
    private var machine: ComponentProtocol

    init(_ settings: LinkSettings, target: Int = 0, token: String) {
        machine = ComponentProtocol(settings, target: target, token: token)
    }

    var isUp: Bool { machine.isUp }
    var isStable: Bool { machine.isStable }
    func handle(_ event: ComponentProtocol.Event) -> [ComponentProtocol.Action] { machine.handle(event) }
    /// A ping that is on the stream at once.
    func ping() -> Stanza? {
        let ping = machine.ping()
        if let id = ping?.id { machine.wrotePing(id) }
        return ping
    }
    /// A ping that waits for the stream.
    func unwrittenPing() -> Stanza? { machine.ping() }
    var pingTarget: Int { machine.pingTarget }
    func forgetPing(_ id: String) { machine.forgetPing(id) }
    func close() -> [UInt8] { machine.close() }
}
