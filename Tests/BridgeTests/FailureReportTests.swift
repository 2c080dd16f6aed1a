// SPDX-License-Identifier: Apache-2.0

import Foundation
import GatewayKit
import Store
import Support
import Testing
import XMPP

@testable import Bridge

@Suite("Failure reports: a mail that did not reach its reader", .patience)
struct FailureReportTests {
    private func comeBack(_ id: String, from: JID = ada, on stage: Stage) async {
        let error = StanzaError(.itemNotFound, .cancel).element
        _ = await stage.desk.answer(Stanza(.message, type: "error", id: id, from: from, to: contact, [error]))
    }

    private func stage() async throws -> Stage {
        let stage = try await Stage(FakeGateway(isMail: true))
        try await stage.arrive("hi") { draft in
            draft.returnAddress = phone
            draft.networkID = "<a@x>"
        }
        return stage
    }

    @Test("a report holds up nothing that the person writes to that address, nor is it held up")
    func conversation() async throws {
        let stage = try await stage()
        await comeBack("in-hi", on: stage)
        try await stage.queue("hello")
        let leased = try await [stage.lease(), stage.lease(), stage.lease()].compactMap { $0 }
        #expect(leased.map(\.kind) == [.failure, .message])
        #expect(leased.allSatisfy { $0.peer == phone && $0.own == adasNumber })
        #expect(leased.first?.account == nil)
    }

    @Test("it is none of the person's messages: no queue is full of it, and no quota")
    func counts() async throws {
        let stage = try await stage()
        await comeBack("in-hi", on: stage)
        let counts = try await stage.store.read { tx in
            (
                try tx.openCount(gateway: "sms", account: ada),
                try tx.sentCount(gateway: "sms", account: ada, since: start)
            )
        }
        #expect(counts == (0, 0))
        #expect(try await stage.store.read { tx in try tx.openCount(gateway: "sms") } == 1)
    }

    @Test("it is given up by age, and nobody is told of that")
    func expiry() async throws {
        let stage = try await stage()
        await comeBack("in-hi", on: stage)
        let report = try #require(await stage.rows([.failure]).first)
        #expect(report.expires == start + 4 * 3600)
        let row = try #require(await stage.lease())
        stage.time.advance(by: .seconds(4 * 3600))
        await Settlement(post: stage.post, store: stage.store, time: stage.time, logger: stage.logger)
            .settle([row], .temporary("busy", retryAfter: nil))
        #expect(try await stage.summary() == ["in message failed", "out failure expired"])
    }

    @Test("one that failed itself is not made again by a further error")
    func once() async throws {
        let stage = try await stage()
        await comeBack("in-hi", on: stage)
        let row = try #require(await stage.lease())
        await Settlement(post: stage.post, store: stage.store, time: stage.time, logger: stage.logger)
            .settle([row], .permanent(.recipient, "550"))
        await comeBack("in-hi-1", on: stage)
        #expect(try await stage.summary() == ["in message failed", "out failure failed"])
    }

    @Test("what several admins read is reported by none of their copies")
    func admins() async throws {
        let stage = try await Stage(FakeGateway(isMail: true), policy: GatewayPolicy(admins: [ada, grace]))
        var message = IncomingMessage(eventID: "e1", from: phone, to: [Address("+15550100000")], text: "hi")
        message.isForOperators = true
        message.returnAddress = phone
        let inbound = Inbound(
            posts: [stage.post], store: stage.store, shelf: FileShelf(publicURL: "https://gw.example.org"),
            time: stage.time, logger: stage.logger)
        try await inbound.receive([.message(message)], gateway: "sms")
        for row in try await stage.rows() {
            await comeBack(try #require(row.stanzaID), from: try #require(row.contact), on: stage)
        }
        #expect(try await stage.summary() == ["in message failed", "in message failed"])
    }

    @Test("what the courier gives up is reported once, though an error comes back as well", arguments: [true, false])
    func givenUp(_ mayBeTold: Bool) async throws {
        let line = try await Line(Stage(FakeGateway(isMail: true)))
        try await line.stage.arrive("erased") { draft in
            draft.body = nil
            draft.returnAddress = mayBeTold ? phone : nil
        }
        let expected = ["in message failed"] + (mayBeTold ? ["out failure queued"] : [])
        try await line.run {
            try await eventually("it is given up") { try await line.stage.summary() == expected }
        }
        await comeBack("in-erased", on: line.stage)
        #expect(try await line.stage.summary() == expected)
        #expect(line.messages.isEmpty)
    }
}
