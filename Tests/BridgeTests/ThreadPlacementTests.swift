// SPDX-License-Identifier: Apache-2.0

import GatewayKit
import Store
import Support
import Testing
import XMPP

@testable import Bridge

@Suite("Threads: which message goes behind which")
struct ThreadPlacementTests {
    private func outbound(_ stage: Stage) -> Outbound {
        Outbound(post: stage.post, store: stage.store, time: stage.time, logger: stage.logger)
    }

    private func inbound(_ stage: Stage) -> Inbound {
        Inbound(
            posts: [stage.post], store: stage.store, shelf: FileShelf(publicURL: "https://gw.example.org"),
            time: stage.time, logger: stage.logger)
    }

    /// A mail from `phone` to Ada.
    private static func mail(
        _ id: String?, _ text: String = "hi", answering ancestors: [String] = [], subject: String? = "Lunch"
    ) -> WebhookEvent {
        var message = IncomingMessage(eventID: id, from: phone, to: [adasNumber], text: text)
        message.networkID = id
        message.ancestors = ancestors
        message.subject = subject
        return .message(message)
    }

    private static func thread(_ id: String) -> Element { MessageThread.element(id) }

    @Test("a first message begins a thread, and the next ones go on with it")
    func goesOn() async throws {
        let stage = try await Stage(FakeGateway(isMail: true))
        for (id, text) in [("m1", "one"), ("m2", "two")] { _ = await outbound(stage).accept([chat(text, id: id)]) }
        let rows = try await stage.rows()
        #expect(rows.map(\.thread) == [rows[0].reference, rows[0].reference])
        #expect(rows.map(\.subject) == ["About one", "Re: About one"])
        #expect(rows.map(\.networkID) == rows.map { "<\($0.reference)>" })
        #expect(rows.map(\.inReplyTo) == [nil, rows[0].networkID])
    }

    @Test("an answer from the network comes in the thread that the client named, and is answered in it")
    func bothWays() async throws {
        let stage = try await Stage(FakeGateway(isMail: true))
        _ = await outbound(stage).accept([chat("one", id: "m1", [Self.thread("T"), MessageThread.subject("Plans")])])
        let first = try #require(await stage.rows().first)
        let ours = try #require(first.networkID)
        try await inbound(stage).receive([Self.mail("<a@x>", answering: [ours], subject: "Re: Plans")], gateway: "sms")
        _ = await outbound(stage).accept([chat("three", id: "m3", [Self.thread("T")])])
        let rows = try await stage.rows()
        #expect(rows.map(\.thread) == ["T", "T", "T"])
        #expect(rows.map(\.subject) == ["Plans", "Re: Plans", "Re: Plans"])
        #expect(rows.map(\.inReplyTo) == [nil, ours, "<a@x>"])
        #expect(rows[1].answers == "m1", "the client learns which message it answers")
        #expect(rows[1].body == "hi", "the subject is no news")
    }

    @Test("a mail out of the blue begins a thread named after its oldest ancestor, and shows its subject")
    func outOfTheBlue() async throws {
        let stage = try await Stage(FakeGateway(isMail: true))
        try await inbound(stage).receive([Self.mail("<b@x>", answering: ["<a@x>"])], gateway: "sms")
        try await inbound(stage).receive([Self.mail("<c@x>", "again", answering: ["<a@x>", "<b@x>"])], gateway: "sms")
        try await inbound(stage).receive([Self.mail("<d@x>", "else", subject: "Dinner")], gateway: "sms")
        let rows = try await stage.rows()
        #expect(rows.map(\.thread) == ["<a@x>", "<a@x>", "<d@x>"])
        #expect(rows.map(\.body) == ["*Lunch*\nhi", "again", "*Dinner*\nelse"])
    }

    @Test("a client without threads answers what was last talked about")
    func withoutThreads() async throws {
        let stage = try await Stage(FakeGateway(isMail: true))
        try await inbound(stage).receive([Self.mail("<a@x>"), Self.mail("<b@x>", subject: "Dinner")], gateway: "sms")
        _ = await outbound(stage).accept([chat("yes")])
        let row = try #require(await stage.rows().last)
        #expect(row.thread == "<b@x>" && row.inReplyTo == "<b@x>" && row.subject == "Re: Dinner")
    }

    @Test("a reply (XEP-0461) goes to the thread of what it answers, whichever came last")
    func reply() async throws {
        let stage = try await Stage(FakeGateway(isMail: true))
        try await inbound(stage).receive([Self.mail("<a@x>"), Self.mail("<b@x>", subject: "Dinner")], gateway: "sms")
        let first = try #require(await stage.rows().first?.stanzaID)
        for id in [first, first + "-1"] {
            _ = await outbound(stage).accept([
                chat("yes", id: "answer-\(id)", [MessageReplies.element(to: id, by: contact)])
            ])
            let row = try #require(await stage.rows().last)
            #expect(row.thread == "<a@x>" && row.inReplyTo == "<a@x>" && row.subject == "Re: Lunch")
        }
    }

    @Test(
        "a subject of its own begins a thread, the thread's own does not",
        arguments: [("Holidays", true), ("Lunch", false), ("Re: Lunch", false)])
    func subject(_ subject: String, _ isNew: Bool) async throws {
        let stage = try await Stage(FakeGateway(isMail: true))
        try await inbound(stage).receive([Self.mail("<a@x>")], gateway: "sms")
        _ = await outbound(stage).accept([chat("yes", [MessageThread.subject(subject)])])
        let row = try #require(await stage.rows().last)
        #expect((row.thread != "<a@x>") == isNew && (row.inReplyTo == nil) == isNew && row.subject == subject)
    }

    @Test("who asked for answers elsewhere gets them there, under the same contact")
    func answerTo() async throws {
        let stage = try await Stage(FakeGateway(isMail: true))
        var message = IncomingMessage(eventID: "1", from: phone, to: [adasNumber], text: "hi")
        message.networkID = "<a@x>"
        message.answerTo = Address("+15550100077")
        try await inbound(stage).receive([.message(message)], gateway: "sms")
        _ = await outbound(stage).accept([chat("yes")])
        let rows = try await stage.rows()
        #expect(rows[0].body == "Reply-To: +15550100077\nhi")
        #expect(rows[1].peer == phone && rows[1].recipient == Address("+15550100077"))
        #expect(OutgoingMessage(rows[1])?.to == Address("+15550100077"))
    }

    @Test("a network without threads has none")
    func noThreads() async throws {
        let stage = try await Stage()
        _ = await outbound(stage).accept([chat("hi", [Self.thread("T"), MessageThread.subject("Plans")])])
        let row = try #require(await stage.rows().first)
        #expect(row.thread == nil && row.subject == nil && row.networkID == nil)
    }
}
