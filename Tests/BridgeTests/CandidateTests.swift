// SPDX-License-Identifier: Apache-2.0

import GatewayKit
import Testing
import XMPP

@testable import Bridge

@Suite("Candidate: what a stanza asks for")
struct CandidateTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let stanza: Stanza
        var mediaLimit = 0
        /// nil: nothing to send and nothing to answer.
        var expected: Outcome?
    }

    enum Outcome: Sendable, Equatable {
        case send(String, media: [String] = [])
        case fail(Failure)
    }

    private static let link = "https://files.example.org/cat.jpg"
    private static let other = "https://files.example.org/dog.jpg"
    private static func fallback(_ specification: String, _ start: Int, _ end: Int) -> Element {
        let region = Element(
            "body", FallbackIndication.namespace, ["start": "\(start)", "end": "\(end)"])
        return Element("fallback", FallbackIndication.namespace, ["for": specification], [region])
    }
    private static let omemo = Element("encrypted", "eu.siacs.conversations.axolotl")
    private static let marker = Element("displayed", ChatMarker.namespace, ["id": "x"])

    static let nothing = [
        Case(testDescription: "no body", stanza: chat(nil)),
        Case(testDescription: "an empty body", stanza: chat("")),
        Case(testDescription: "white space only", stanza: chat(" \n\t\u{3000}")),
        Case(testDescription: "a chat state", stanza: chat(nil, [ChatState.composing.element])),
        Case(testDescription: "a receipt", stanza: chat(nil, [DeliveryReceipts.received(id: "x")])),
        Case(testDescription: "a marker", stanza: chat(nil, [marker])),
        Case(
            testDescription: "a reaction whose body is a fallback",
            stanza: chat(
                "👍",
                [
                    Element("reactions", MessageReactions.namespace, ["id": "x"]),
                    Element("fallback", FallbackIndication.namespace, ["for": MessageReactions.namespace]),
                ])),
        Case(
            testDescription: "a retraction",
            stanza: chat("I took it back.", [Element("retract", MessageRetraction.namespace, ["id": "x"])])),
        Case(testDescription: "nobody's", stanza: chat("hi", from: nil)),
        Case(testDescription: "to nobody", stanza: chat("hi", to: nil)),
    ]

    static let texts = [
        Case(testDescription: "a text", stanza: chat("hi"), expected: .send("hi")),
        Case(testDescription: "white space is kept", stanza: chat(" hi\n"), expected: .send(" hi\n")),
        Case(
            testDescription: "a text with a chat state", stanza: chat("hi", [ChatState.active.element]),
            expected: .send("hi")),
        Case(
            testDescription: "a reply without its quotation",
            stanza: chat("> old\nnew", [fallback(MessageReplies.namespace, 0, 6)]), expected: .send("new")),
        Case(
            testDescription: "a fallback for something unknown stays",
            stanza: chat("> old\nnew", [fallback("urn:example", 0, 6)]), expected: .send("> old\nnew")),
        Case(
            testDescription: "OMEMO", stanza: chat("I sent you an OMEMO message", [omemo]), expected: .fail(.encrypted)),
        Case(testDescription: "OMEMO without a body", stanza: chat(nil, [omemo]), expected: .fail(.encrypted)),
        Case(
            testDescription: "encrypted goes before malformed",
            stanza: chat("x", to: jid("bob@sms.example.org"), [omemo]), expected: .fail(.encrypted)),
        Case(
            testDescription: "no number", stanza: chat("hi", to: jid("bob@sms.example.org")),
            expected: .fail(.notAnAddress(FakeGateway.noNumber))),
    ]

    private static func subject(_ text: String) -> Element { MessageThread.subject(text) }

    static let subjects = [
        Case(testDescription: "a subject alone", stanza: chat(nil, [subject("Lunch?")]), expected: .send("Lunch?")),
        Case(
            testDescription: "a subject above an empty body", stanza: chat(" ", [subject("Lunch?")]),
            expected: .send("Lunch?")),
        Case(testDescription: "an empty subject", stanza: chat(nil, [subject(" ")])),
        Case(
            testDescription: "a subject beside a body", stanza: chat("at noon", [subject("Lunch?")]),
            expected: .send("at noon")),
        Case(
            testDescription: "a second body, where the first is empty",
            stanza: chat("", [Element("body", Namespace.component, text: "BODY")]), expected: .send("BODY")),
    ]

    @Test("a subject alone is no text where the network has subjects")
    func networkWithSubjects() async {
        let gateway = FakeGateway(isMail: true)
        let map = AddressMap(gateway: gateway, domain: "sms.example.org")
        let stanza = chat(nil, [Self.subject("Lunch?")])
        #expect(await Candidate(stanza, setup: .init(adapter: gateway, policy: GatewayPolicy()), map: map) == nil)
    }

    static let links = [
        Case(
            testDescription: "a link, where media do not travel",
            stanza: chat(link, [OutOfBandData.element(url: link)]),
            expected: .send(link)),
        Case(
            testDescription: "a link beside other words", stanza: chat("look", [OutOfBandData.element(url: link)]),
            expected: .send("look\n\(link)")),
        Case(
            testDescription: "a link without a body", stanza: chat(nil, [OutOfBandData.element(url: link)]),
            expected: .send(link)),
        Case(
            testDescription: "a link that the words hold",
            stanza: chat("look at \(link) please", [OutOfBandData.element(url: link)]),
            expected: .send("look at \(link) please")),
        Case(
            testDescription: "media: the link is no caption", stanza: chat(link, [OutOfBandData.element(url: link)]),
            mediaLimit: 1, expected: .send("", media: [link])),
        Case(
            testDescription: "media with a caption", stanza: chat("look", [OutOfBandData.element(url: link)]),
            mediaLimit: 1, expected: .send("look", media: [link])),
        Case(
            testDescription: "more media than go",
            stanza: chat("look", [OutOfBandData.element(url: link), OutOfBandData.element(url: other)]),
            mediaLimit: 1, expected: .send("look\n\(other)", media: [link])),
        Case(
            testDescription: "a link at the end of a sentence",
            stanza: chat("look at \(link)!", [OutOfBandData.element(url: link)]), expected: .send("look at \(link)!")),
        Case(
            testDescription: "as many links as go",
            stanza: chat(nil, Array(repeating: OutOfBandData.element(url: link), count: Candidate.mostLinks)),
            mediaLimit: 1,
            expected: .send(
                Array(repeating: link, count: Candidate.mostLinks - 1).joined(separator: "\n"), media: [link])),
        Case(
            testDescription: "a link with a line break is two",
            stanza: chat("look", [OutOfBandData.element(url: "\n\(link)\r\n\(other) ")]), mediaLimit: 9,
            expected: .send("look", media: [link, other])),
    ]

    @Test("is read, refused or left alone", arguments: nothing + texts + subjects + links)
    func candidate(_ example: Case) async {
        let candidate = await read(example.stanza, mediaLimit: example.mediaLimit)
        let outcome = candidate.map { candidate -> Outcome in
            switch candidate.content {
            case .success(let content): .send(content.text, media: content.media)
            case .failure(let failure): .fail(failure)
            }
        }
        #expect(outcome == example.expected)
    }

    @Test("a message to the gateway itself has no recipient")
    func gateway() async throws {
        let candidate = try #require(await read(chat("hi", to: gatewayJID)))
        guard case .failure(.notAnAddress(let problem)) = candidate.content else {
            Issue.record("\(candidate.content)")
            return
        }
        #expect(problem.sentence.english.contains("the gateway itself"))
    }

    struct Pair: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let second: Stanza
        let isRepeat: Bool
    }

    @Test(
        "a repeat is the same message of the same client",
        arguments: [
            Pair(testDescription: "the same again", second: chat("hi"), isRepeat: true),
            Pair(testDescription: "with another payload", second: chat("hi", [marker]), isRepeat: true),
            Pair(testDescription: "another text", second: chat("ho"), isRepeat: false),
            Pair(testDescription: "another id", second: chat("hi", id: "m2"), isRepeat: false),
            Pair(
                testDescription: "another client", second: chat("hi", from: jid("ada@example.org/desk")),
                isRepeat: false),
            Pair(
                testDescription: "another recipient", second: chat("hi", to: jid("+15550100098@sms.example.org")),
                isRepeat: false),
            Pair(
                testDescription: "another origin-id", second: chat("hi", [StanzaIDs.originID("m2")]), isRepeat: false),
            Pair(
                testDescription: "the origin-id goes before the id",
                second: chat("hi", id: "m2", [StanzaIDs.originID("m1")]), isRepeat: true),
            Pair(
                testDescription: "the same with a link", second: chat("hi", [OutOfBandData.element(url: link)]),
                isRepeat: false),
        ])
    func repeats(_ pair: Pair) async throws {
        let first = try #require(await read(chat("hi"), mediaLimit: 1)?.repeatKey(to: phone))
        let candidate = try #require(await read(pair.second, mediaLimit: 1))
        guard case .success(let content) = candidate.content else {
            Issue.record("\(candidate.content)")
            return
        }
        let recipient = try #require(content.recipients.first)
        #expect((candidate.repeatKey(to: recipient.address) == first) == pair.isRepeat)
    }

    @Test("more links than anybody sends are refused")
    func tooManyLinks() async throws {
        let links = Array(repeating: OutOfBandData.element(url: Self.link), count: Candidate.mostLinks + 1)
        let candidate = try #require(await read(chat("look", links)))
        guard case .failure(let failure) = candidate.content else {
            Issue.record("\(candidate.content)")
            return
        }
        #expect(failure.condition == .policyViolation && failure.sentence.english.contains("more than 20 links"))
    }

    @Test("without an id nothing is a repeat")
    func noID() async throws {
        #expect(try #require(await read(chat("hi", id: nil))).repeatKey(to: phone) == nil)
    }

    private func read(_ stanza: Stanza, mediaLimit: Int = 0) async -> Candidate? {
        let gateway = FakeGateway(mediaLimit: mediaLimit)
        return await Candidate(
            stanza, setup: .init(adapter: gateway, policy: GatewayPolicy()),
            map: AddressMap(gateway: gateway, domain: "sms.example.org"))
    }
}
