// SPDX-License-Identifier: Apache-2.0

import Store
import Support
import Testing
import XMPP

@testable import Bridge

@Suite("StanzaRouter: where a stanza goes", .patience)
struct StanzaRouterTests {
    /// A gateway `mail` beside the stage's `sms`, over the same store.
    private func mail(_ stage: Stage) -> Desk {
        let post = GatewayPost(
            name: "mail", domain: "mail.example.org", setup: .init(adapter: stage.gateway, policy: GatewayPolicy()))
        return Desk(post: post, store: stage.store, time: stage.time, version: "1.0", logger: stage.logger)
    }

    /// A link that leads nowhere; it only says its domain.
    private func link(_ domain: String, _ router: StanzaRouter, _ stage: Stage) -> ComponentLink {
        ComponentLink(
            settings: LinkSettings(domain: domain, secret: "x", host: "127.0.0.1", port: 1), delegate: router,
            logger: stage.logger)
    }

    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let stanza: Stanza
        let answers: [String]
        var rows: [String] = []
    }

    private static func groupchat(_ body: String?) -> Stanza {
        var message = chat(body)
        message.type = "groupchat"
        return message
    }

    static let cases = [
        Case(testDescription: "a message", stanza: chat("hi"), answers: [], rows: ["out message queued"]),
        Case(
            testDescription: "a message of a group chat", stanza: groupchat("hi"),
            answers: ["feature-not-implemented cancel ada@example.org/phone"]),
        Case(
            testDescription: "a stranger's message", stanza: chat("hi", from: stranger),
            answers: ["registration-required auth mallory@example.org"]),
        Case(
            testDescription: "an error",
            stanza: Stanza(
                .message, type: "error", id: "x", from: adasPhone, to: contact,
                [Element("body", Namespace.component, text: "hi"), StanzaError(.gone, .cancel).element]),
            answers: []),
        Case(
            testDescription: "a ping of the gateway", stanza: iq("get", Ping.element),
            answers: ["iq result ada@example.org/phone"]),
        Case(
            testDescription: "a ping of a contact", stanza: iq("get", Ping.element, to: contact),
            answers: ["iq result ada@example.org/phone"]),
        Case(
            testDescription: "a request that nobody knows", stanza: iq("get", Element("query", "urn:example")),
            answers: ["service-unavailable cancel ada@example.org/phone"]),
        Case(testDescription: "a result", stanza: iq("result", nil), answers: []),
        Case(testDescription: "an IQ error", stanza: iq("error", StanzaError(.gone, .cancel).element), answers: []),
        Case(
            testDescription: "a subscription", stanza: presence("subscribe"),
            answers: ["presence subscribed ada@example.org", "presence - ada@example.org"]),
        Case(testDescription: "for a domain that is not ours", stanza: chat("hi", to: stranger), answers: []),
        Case(testDescription: "a message for nobody", stanza: chat("hi", to: nil), answers: []),
        Case(
            testDescription: "a request for nobody in particular, which is the gateway",
            stanza: Stanza(.iq, type: "get", id: "i1", from: adasPhone, [Ping.element]),
            answers: ["iq result ada@example.org/phone"]),
        Case(
            testDescription: "the longest id", stanza: chat("hi", id: String(repeating: "x", count: 1024)), answers: [],
            rows: ["out message queued"]),
        Case(
            testDescription: "a longer id", stanza: chat("hi", id: String(repeating: "x", count: 1025)), answers: []),
        Case(
            testDescription: "a request with a longer id",
            stanza: iq("get", Ping.element, id: String(repeating: "<", count: 1025)), answers: []),
    ]

    @Test("each kind finds its answer", arguments: cases)
    func kinds(_ example: Case) async throws {
        let stage = try await Stage()
        let router = StanzaRouter(desks: [stage.desk, mail(stage)]) { _, _ in }
        let answers = await router.received([example.stanza], on: link("sms.example.org", router, stage))
        #expect(answers.map(gist) == example.answers)
        #expect(answers.allSatisfy { $0.from?.domain == "sms.example.org" })
        #expect(try await stage.summary() == example.rows)
    }

    @Test("messages of one read are stored in their order, whatever stands between them")
    func batch() async throws {
        let stage = try await Stage()
        let router = StanzaRouter(desks: [stage.desk]) { _, _ in }
        let answers = await router.received(
            [
                chat("one", id: "1"), iq("get", Ping.element), chat("two", id: "2"), presence("probe"),
                chat("three", id: "3"), chat("four", id: "4", from: stranger),
            ], on: link("sms.example.org", router, stage))
        #expect(try await stage.rows().map(\.body) == ["one", "two", "three"])
        #expect(
            Set(answers.map(gist)) == [
                "iq result ada@example.org/phone", "presence - ada@example.org/phone",
                "registration-required auth mallory@example.org",
            ])
    }

    @Test("a stanza is for the domain that it names, and the answer goes over that domain's link")
    func domains() async throws {
        let stage = try await Stage()
        let mail = mail(stage)
        let desks = [stage.desk, mail]
        let smsLine = try await Line(stage, among: desks)
        let mailLine = try await Line(stage, mail, among: desks)
        try await smsLine.run {
            try await mailLine.run {
                try await eventually("the announcements are there") { smsLine.server.received.count == 2 }
                let mailbox = jid("+15550100099@mail.example.org")
                try await smsLine.server.send(chat("hi", id: "wrong link", to: mailbox), chat("ho", id: "right link"))
                try await eventually("the answer is there") { mailLine.server.received.count == 1 }
                #expect(mailLine.server.received.map(gist) == ["registration-required auth ada@example.org/phone"])
                #expect(mailLine.server.received.map(\.from) == [mailbox])
                try await smsLine.server.send(iq("get", Ping.element, id: "last"))
                try await eventually("what came later is answered") { smsLine.server.received.last?.id == "last" }
                #expect(smsLine.server.received.count == 3, "no answer but the last one's")
            }
        }
        #expect(try await stage.rows().map(\.body) == ["ho"])
    }

    @Test("a link that comes up announces the gateway and lets what waited go")
    func up() async throws {
        let line = try await Line(Stage())
        try await line.stage.arrive("hi")
        try await line.run {
            try await eventually("all is there") { line.server.received.count == 3 }
        }
        #expect(
            Set(line.server.received.map(gist)) == [
                "presence - ada@example.org", "presence - grace@example.org", "message chat ada@example.org",
            ])
    }
}
