// SPDX-License-Identifier: Apache-2.0

import GatewayKit
import Store
import Support
import Testing
import XMPP

@testable import Bridge

@Suite("Threads: to which a message belongs that came")
struct ThreadSearchTests {
    private let stage: Stage

    init() async throws { stage = try await Stage(FakeGateway(isMail: true)) }

    private func write(_ text: String, id: String, thread: String? = "T", subject: String? = nil) async {
        let extras = [thread.map(MessageThread.element), subject.map(MessageThread.subject)].compactMap { $0 }
        let outbound = Outbound(post: stage.post, store: stage.store, time: stage.time, logger: stage.logger)
        _ = await outbound.accept([chat(text, id: id, extras)])
    }

    /// Sends what waits first; the server takes it with these words, in which the adapter finds that id.
    private func send(_ words: String, naming id: String? = nil) async throws {
        let settlement = Settlement(post: stage.post, store: stage.store, time: stage.time, logger: stage.logger)
        await settlement.settle([try #require(await stage.lease())], .accepted(id: words, parts: nil, networkID: id))
    }

    /// A mail from `phone` to Ada, as the row that it became.
    private func receive(
        _ id: String, _ subject: String?, answering ancestors: [String] = [], from sender: Address = phone,
        _ change: (inout IncomingMessage) -> Void = { _ in }
    ) async throws -> OutboxRow {
        try await stage.receive(id, subject: subject, from: sender) { message in
            message.ancestors = ancestors
            change(&message)
        }
    }

    // MARK: - Subjects

    @Test(
        "the subject of an answer is no news, whatever is in front of it", arguments: ["AW: Tea", "RE: Tea", "re: TEA"])
    func noNews(_ subject: String) async throws {
        await write("one", id: "m1", subject: "Tea")
        let first = try #require(await stage.rows().last?.networkID)
        #expect(try await receive("<b1@x>", subject, answering: [first]).body == "hi")
        await write("two", id: "m2")
        let second = try #require(await stage.rows().last)
        #expect(second.subject?.lowercased().hasPrefix("re: ") ?? false, "our own mail has another")
        let last = try await receive("<b2@x>", subject, answering: [first, try #require(second.networkID)])
        #expect(last.body == "hi" && last.thread == "T")
    }

    @Test("another subject is", arguments: ["Green Tea", "Fwd: Tea", "Re: Te"])
    func news(_ subject: String) async throws {
        await write("one", id: "m1", subject: "Tea")
        let first = try #require(await stage.rows().last?.networkID)
        let row = try await receive("<b1@x>", subject, answering: [first])
        #expect(row.thread == "T" && row.body == "*\(subject)*\nhi")
    }

    @Test("a subject that ends like the thread's begins one of its own")
    func ending() async throws {
        await write("one", id: "m1", thread: nil, subject: "Tea")
        await write("two", id: "m2", thread: nil, subject: "Green Tea")
        await write("three", id: "m3", thread: nil, subject: "AW: Green Tea")
        let rows = try await stage.rows()
        #expect(rows[1].thread != rows[0].thread && rows[2].thread == rows[1].thread)
    }

    // MARK: - By subject and correspondent

    struct Joining: Sendable, CustomTestStringConvertible {
        let testDescription: String
        var subject: String? = "AW: Tea"
        var ancestors: [String] = []
        var sender = phone
        var days = 1
        var isUnproven = false
        var answerTo: Address?
        let joins: Bool
    }

    static let joinings = [
        Joining(testDescription: "an answer without ids", joins: true),
        Joining(testDescription: "an answer with strange ids", ancestors: ["<s@y>"], joins: true),
        Joining(testDescription: "strange ids and the same subject", subject: "Tea", ancestors: ["<s@y>"], joins: true),
        Joining(testDescription: "after six days", days: 6, joins: true),
        Joining(testDescription: "after eight days", days: 8, joins: false),
        Joining(testDescription: "of somebody else", sender: Address("+15550100098"), joins: false),
        Joining(testDescription: "about something else", subject: "AW: Milk", joins: false),
        Joining(testDescription: "about nothing", subject: "AW: ", joins: false),
        Joining(testDescription: "no subject", subject: nil, ancestors: ["<s@y>"], joins: false),
        Joining(testDescription: "the same subject anew", subject: "Tea", joins: false),
        Joining(testDescription: "unproven", isUnproven: true, joins: true),
        Joining(
            testDescription: "unproven, and answers are to go elsewhere", isUnproven: true,
            answerTo: Address("+15550100077"), joins: false),
        Joining(testDescription: "answers are to go elsewhere", answerTo: Address("+15550100077"), joins: true),
    ]

    @Test("an answer whose ids nobody knows joins by its subject", arguments: joinings)
    func joins(_ given: Joining) async throws {
        await write("one", id: "m1", subject: "Tea")
        stage.time.advance(by: .seconds(given.days * 86_400))
        let row = try await receive("<b@x>", given.subject, answering: given.ancestors, from: given.sender) { message in
            message.isUnproven = given.isUnproven
            message.answerTo = given.answerTo
        }
        #expect((row.thread == "T") == given.joins)
        #expect(row.answers == nil, "which message it answers is not known")
        if given.joins { #expect(!(row.body ?? "").hasPrefix("*")) }
    }

    @Test("the last thread of that subject is meant")
    func lastOne() async throws {
        await write("one", id: "m1", thread: "T1", subject: "Tea")
        await write("two", id: "m2", thread: "T2", subject: "Tea")
        await write("three", id: "m3", thread: "T3", subject: "Milk")
        #expect(try await receive("<b@x>", "AW: Tea").thread == "T2")
    }

    @Test("what answers the same strange message stays with it, whatever it is about later")
    func siblings() async throws {
        await write("one", id: "m1", subject: "Tea")
        #expect(try await receive("<b1@x>", "AW: Tea", answering: ["<s@y>"]).thread == "T")
        stage.time.advance(by: .seconds(30 * 86_400))
        #expect(try await receive("<b2@x>", "Milk", answering: ["<s@y>"]).thread == "T")
    }

    @Test("a message that will never arrive is answered by nobody")
    func failed() async throws {
        await write("one", id: "m1", subject: "Tea")
        let settlement = Settlement(post: stage.post, store: stage.store, time: stage.time, logger: stage.logger)
        await settlement.settle([try #require(await stage.lease())], .permanent(.content, "no"))
        #expect(try await receive("<b@x>", "AW: Tea").thread != "T")
    }

    // MARK: - Ids that a server replaced

    @Test("a server's own words tell the id, and what waits answers that")
    func toldAtOnce() async throws {
        await write("one", id: "m1", subject: "Tea")
        await write("two", id: "m2")
        let ours = try #require(await stage.rows().first?.networkID)
        try await send("taken", naming: "<given@server>")
        let rows = try await stage.rows()
        #expect(rows.map(\.networkID) == ["<given@server>", rows[1].networkID])
        #expect(rows[1].inReplyTo == "<given@server>")
        for (id, answered) in [("<b1@x>", "<given@server>"), ("<b2@x>", ours)] {
            let row = try await receive(id, "Something else", answering: [answered])
            #expect(row.thread == "T" && row.answers == "m1", "both ids mean it")
        }
    }

    @Test("the first answer tells it, and it is remembered")
    func toldByAnswer() async throws {
        await write("one", id: "m1", subject: "Tea")
        try await send("queued as 0123456789ab")
        let first = try await receive("<b1@x>", "Re: Tea", answering: ["<0123456789ab@server>"])
        #expect(first.thread == "T" && first.answers == "m1" && first.body == "hi")
        #expect(try await stage.rows().first?.networkID == "<0123456789ab@server>")
        await write("two", id: "m2")
        #expect(try await stage.rows().last?.inReplyTo == "<b1@x>")
        stage.time.advance(by: .seconds(30 * 86_400))
        let later = try await receive("<b2@x>", "Re: Tea", answering: ["<0123456789ab@server>"])
        #expect(later.thread == "T" && later.answers == "m1")
    }

    @Test("a report names a message by either id")
    func reports() async throws {
        for id in ["<given@server>", nil] {
            let stage = try await Stage(FakeGateway(isMail: true))
            let test = ThreadSearchTests(stage: stage)
            await test.write("one", id: "m1", subject: "Tea")
            let ours = try #require(await stage.rows().first?.networkID)
            try await test.send("taken", naming: "<given@server>")
            let report = DeliveryReport(networkID: id ?? ours, own: adasNumber, recipient: phone, state: .delivered)
            let inbound = Inbound(
                posts: [stage.post], store: stage.store, shelf: FileShelf(publicURL: "https://gw.example.org"),
                time: stage.time, logger: stage.logger)
            try await inbound.receive([.report(report)], gateway: "sms")
            #expect(try await stage.rows().first?.state == .delivered)
        }
    }

    private init(stage: Stage) { self.stage = stage }

    @Test("words that tell nothing change nothing")
    func notTold() async throws {
        await write("one", id: "m1", subject: "Tea")
        let ours = try #require(await stage.rows().first?.networkID)
        try await send("accepted")
        #expect(try await stage.rows().first?.networkID == ours)
    }

    @Test("an id of another account's message means nothing")
    func foreign() async throws {
        await write("one", id: "m1", subject: "Tea")
        let ours = try #require(await stage.rows().first?.networkID)
        try await send("taken", naming: "<given@server>")
        let row = try await receive("<b@x>", "Else", answering: [ours]) { $0.to = [gracesNumber] }
        #expect(row.account == grace && row.thread != "T")
    }
}
