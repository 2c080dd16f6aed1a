// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import XMPP

@Suite("A stanza")
struct StanzaTests {
    static let hi: Element = Element("body", Namespace.component, text: "hi")

    static let stanzas: [Stanza] = [
        Stanza(.message),
        Stanza(.iq, type: "get", id: "1", from: JID("a@b/c"), to: JID("d"), [Element("ping", "urn:xmpp:ping")]),
        Stanza(.message, type: "chat", id: "x", from: JID("a@b"), to: JID("c@d"), language: "de", [hi, hi]),
        Stanza(.presence, type: "unavailable", from: JID("a@b/c"), to: JID("c@d/e")),
    ]

    @Test("survives the wire", arguments: stanzas)
    func roundTrips(_ stanza: Stanza) throws {
        #expect(try Self.reread(stanza) == stanza)
    }

    static let foreign = [
        Element("message", "jabber:client"), Element("query", Namespace.component),
        Element("iq", Namespace.component, ["to": "a@@b"]), Element("iq", Namespace.component, ["from": ""]),
    ]

    @Test("is not made of what is none", arguments: foreign)
    func refuses(_ element: Element) {
        #expect(Stanza(element) == nil)
    }

    @Test("has a body only where there is more than white space")
    func knowsEmptyBody() {
        func body(_ text: String?) -> String? {
            Stanza(.message, text.map { [Element("body", Namespace.component, text: $0)] } ?? []).body
        }
        #expect(body(nil) == nil)
        #expect(body("") == nil)
        #expect(body(" \n\t\u{A0}\u{3000}") == nil)
        #expect(body(" x ") == " x ")
        #expect(Stanza(.message, [Element("body", "u:other", text: "x")]).body == nil)
    }

    /// Bodies as language and text, the stanza's language, and the one that counts.
    static let bodies: [(bodies: [(String?, String)], language: String?, counts: String?)] = [
        ([(nil, ""), (nil, "BODY")], nil, "BODY"), ([(nil, " \n"), ("fr", "\u{A0}"), ("de", "Hallo")], nil, "Hallo"),
        ([("fr", "Bonjour"), (nil, "Hello")], nil, "Hello"), ([("fr", "Bonjour"), (nil, "Hello")], "en", "Hello"),
        ([("fr", "Bonjour"), (nil, "Hello")], "fr", "Bonjour"), ([(nil, "Hello"), ("fr", "Bonjour")], "FR", "Bonjour"),
        ([("fr", "Bonjour"), ("de", "Hallo")], nil, "Bonjour"),
        ([("fr", "Bonjour"), ("de", "Hallo")], "en", "Bonjour"),
        ([("fr", "Bonjour"), ("de", "Hallo")], "de-AT", "Hallo"), ([(nil, "Hello"), ("de-CH", "Hoi")], "de", "Hoi"),
        ([("de-CH", "Hoi"), ("de", "Hallo")], "de", "Hallo"), ([("den", "Dene"), (nil, "Hello")], "de", "Hello"),
        ([("fr", ""), (nil, ""), ("it", "Ciao")], "fr", "Ciao"),
        ([("", "empty tag"), ("fr", "Bonjour")], nil, "empty tag"),
        ([(nil, ""), ("de", " ")], "de", nil),
    ]

    @Test("has the body in its language, else the one without, else the first that is not empty", arguments: bodies)
    func choosesBody(bodies: [(String?, String)], language: String?, counts: String?) {
        for name in ["body", "subject"] {
            let elements = bodies.map { tag, text in
                var element = Element(name, Namespace.component, text: text)
                if let tag { element.attributes.append(.init(name: Namespace.xmlLang, value: tag)) }
                return element
            }
            let stanza = Stanza(.message, language: language, elements)
            #expect((name == "body" ? stanza.body : MessageThread.subject(in: stanza)) == counts)
        }
    }

    @Test("of type error keeps condition, action, text and language over the wire", arguments: conditions)
    func keepsError(_ condition: StanzaError.Condition) throws {
        let request = Stanza(.iq, type: "set", id: "7", from: JID("a@b/c"), to: JID("d"))
        for error in [
            StanzaError(condition, .wait), StanzaError(condition, .modify, text: "Nö <&>", language: "de"),
        ] {
            let answer = try #require(request.error(error))
            #expect(answer.type == "error" && answer.id == "7")
            #expect(answer.to == request.from && answer.from == request.to)
            #expect(StanzaError(in: try Self.reread(answer)) == error)
        }
    }

    static let conditions = StanzaError.Condition.allCases

    @Test("that is an error or a result is never answered", arguments: ["error", "result"])
    func staysSilent(_ type: String) {
        #expect(Stanza(.iq, type: type, id: "1").error(StanzaError(.conflict, .cancel)) == nil)
    }

    @Test("with an error that nobody knows reads as undefined-condition")
    func unknownError() {
        let error = Element("error", Namespace.component, [:], [Element("odd", "urn:odd")])
        let read = StanzaError(in: Stanza(.message, type: "error", [error]))
        #expect(read == StanzaError(.undefinedCondition, .cancel))
        #expect(StanzaError(in: Stanza(.message, type: "error")) == read)
    }

    @Test("goes out with an id and a sender")
    func addressed() throws {
        let domain = try #require(JID("sms.example.org"))
        let bare = Stanza(.message, to: JID("a@b")).addressed(from: domain)
        #expect(bare.from == domain)
        #expect((bare.id ?? "").count >= 16)
        #expect(bare.id != Stanza(.message).addressed(from: domain).id)
        let whole = Stanza(.message, id: "1", from: JID("x@sms.example.org"))
        #expect(whole.addressed(from: domain) == whole)
    }

    static func reread(_ stanza: Stanza) throws -> Stanza {
        var writer = XMLWriter()
        writer.write(stanza)
        let events = try XMLStreamParserTests.parse([Array(XMLStreamParserTests.header.utf8) + writer.bytes])
        guard case .stanza(let element)? = events.last else { throw XMLStreamFailure.notWellFormed }
        return try #require(Stanza(element))
    }
}
