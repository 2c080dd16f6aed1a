// SPDX-License-Identifier: Apache-2.0

import Foundation
import GatewayKit
import Store
import Support
import Testing
import XMPP

@testable import Bridge

@Suite("Outbound: a stanza becomes a row, or an error says why not")
struct OutboundTests {
    private func outbound(_ stage: Stage) -> Outbound {
        Outbound(post: stage.post, store: stage.store, time: stage.time, logger: stage.logger)
    }

    @Test("a message is stored with all that is needed later, and nothing is answered")
    func stored() async throws {
        let stage = try await Stage()
        let message = chat("hi", language: "de", [DeliveryReceipts.request])
        #expect(await outbound(stage).accept([message]).isEmpty)
        let row = try #require(await stage.rows().first)
        #expect(try await stage.summary() == ["out message queued"])
        #expect(row.account == ada && row.own == adasNumber && row.peer == phone && row.contact == adasPhone)
        #expect(row.stanzaID == "m1" && row.body == "hi" && row.wantsReceipt && row.language == "de")
        #expect(row.expires == start + 4 * 3600)
        #expect(row.reference.utf8.count <= 40)
        #expect(
            row.reference.unicodeScalars.allSatisfy {
                $0.properties.isAlphabetic || "0123456789-_".unicodeScalars.contains($0)
            })
        #expect(stage.gateway.sent.isEmpty)
    }

    @Test(
        "a receipt is due only where it was asked for, of a message with an id",
        arguments: [
            (chat("hi"), false), (chat("hi", [DeliveryReceipts.request]), true),
            (chat("hi", id: nil, [DeliveryReceipts.request]), false),
        ])
    func receipt(_ message: Stanza, _ isDue: Bool) async throws {
        let stage = try await Stage()
        #expect(await outbound(stage).accept([message]).isEmpty)
        #expect(try await stage.rows().map(\.wantsReceipt) == [isDue])
    }

    struct Refused: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let message: Stanza
        let answer: String
        var policy = GatewayPolicy()
        var isPaused = false
    }

    private static let omemo = Element("encrypted", "urn:xmpp:omemo:2")
    private static let bad = jid("bob@sms.example.org")
    private static let none = GatewayPolicy(quota: MessageQuota(count: 0, span: .seconds(3600)))

    /// In the order of the checks: each case also deserves the errors of those behind it.
    static let refused = [
        Refused(
            testDescription: "a stranger", message: chat("x", from: stranger, to: bad, [omemo]),
            answer: "registration-required auth mallory@example.org", policy: none, isPaused: true),
        Refused(
            testDescription: "encrypted", message: chat("x", to: bad, [omemo]),
            answer: "not-acceptable modify ada@example.org/phone", policy: none, isPaused: true),
        Refused(
            testDescription: "no number", message: chat("x", to: bad),
            answer: "jid-malformed modify ada@example.org/phone", policy: none, isPaused: true),
        Refused(
            testDescription: "paused", message: chat(FakeGateway.forbidden),
            answer: "service-unavailable cancel ada@example.org/phone", policy: none, isPaused: true),
        Refused(
            testDescription: "over quota", message: chat(FakeGateway.forbidden),
            answer: "resource-constraint wait ada@example.org/phone", policy: none),
        Refused(
            testDescription: "does not fit", message: chat(FakeGateway.forbidden),
            answer: "policy-violation modify ada@example.org/phone"),
    ]

    @Test("is refused in the order of the checks, and not stored", arguments: refused)
    func refusal(_ example: Refused) async throws {
        let stage = try await Stage(policy: example.policy)
        if example.isPaused { try await pause(stage) }
        let answers = await outbound(stage).accept([example.message])
        #expect(answers.map(gist) == [example.answer])
        #expect(answers.map(\.id) == ["m1"] && answers.first?.from == example.message.to)
        #expect(try await stage.summary().isEmpty)
    }

    @Test("an error speaks the sender's language")
    func language() async throws {
        let stage = try await Stage()
        let answer = try #require(await outbound(stage).accept([chat("x", to: Self.bad, language: "de-DE")]).first)
        #expect(StanzaError(in: answer).text == FakeGateway.noNumber.sentence.german)
        #expect(StanzaError(in: answer).language == "de")
    }

    @Test("what has nothing to say is not answered, not even to a stranger")
    func silence() async throws {
        let stage = try await Stage()
        let state = chat(nil, from: stranger, [ChatState.composing.element])
        #expect(await outbound(stage).accept([state, chat("  ")]).isEmpty)
        #expect(try await stage.summary().isEmpty)
    }

    @Test("one read with good and bad messages: each gets its own")
    func batch() async throws {
        let stage = try await Stage()
        let answers = await outbound(stage).accept([
            chat("one", id: "1"), chat("two", id: "2", from: stranger), chat("three", id: "3"),
            chat("four", id: "4", to: Self.bad),
        ])
        #expect(answers.map(\.id) == ["2", "4"])
        #expect(try await stage.rows().map(\.body) == ["one", "three"])
    }

    @Test("a repeat is stored once; the same id with another text is another message")
    func repeats() async throws {
        let stage = try await Stage()
        let outbound = outbound(stage)
        #expect(await outbound.accept([chat("hi"), chat("hi")]).isEmpty)
        #expect(await outbound.accept([chat("hi"), chat("ho")]).isEmpty)
        #expect(try await stage.rows().map(\.body) == ["hi", "ho"])
    }

    @Test(
        "what did not get through is not repeated but sent again",
        arguments: [OutboxState.failed, .expired, .uncertain])
    func sentAgain(_ state: OutboxState) async throws {
        let stage = try await Stage()
        _ = await outbound(stage).accept([chat("hi")])
        let row = try #require(await stage.lease())
        try await stage.store.commit { tx in
            _ = try tx.settle(row.id, as: state, error: "x", providerID: nil, parts: nil)
        }
        #expect(await outbound(stage).accept([chat("hi")]).isEmpty)
        #expect(try await stage.summary() == ["out message \(state.rawValue)", "out message queued"])
    }

    @Test("after a day an id with the same text is a new message")
    func memory() async throws {
        let stage = try await Stage()
        _ = await outbound(stage).accept([chat("yes")])
        stage.time.advance(by: .seconds(24 * 3600 - 1))
        _ = await outbound(stage).accept([chat("yes")])
        #expect(try await stage.rows().count == 1)
        stage.time.advance(by: .seconds(1))
        _ = await outbound(stage).accept([chat("yes")])
        #expect(try await stage.rows().count == 2)
    }

    @Test("a quota counts what an account wrote within its span, and a repeat is not refused")
    func quota() async throws {
        let stage = try await Stage(policy: GatewayPolicy(quota: MessageQuota(count: 2, span: .seconds(3600))))
        let outbound = outbound(stage)
        let answers = await outbound.accept([
            chat("1", id: "1"), chat("2", id: "2"), chat("2", id: "2"), chat("3", id: "3"), chat("4", from: grace),
        ])
        #expect(answers.map(gist) == ["resource-constraint wait ada@example.org/phone"])
        #expect(answers.map(\.id) == ["3"])
        #expect(try await stage.rows().map(\.body) == ["1", "2", "4"])
        stage.time.advance(by: .seconds(3601))
        #expect(await outbound.accept([chat("3", id: "3")]).isEmpty)
    }

    @Test("a quota counts each recipient of a message")
    func quotaOfCopies() async throws {
        let policy = GatewayPolicy(quota: MessageQuota(count: 3, span: .seconds(3600)))
        let stage = try await Stage(FakeGateway(isMail: true), policy: policy)
        let copy = ExtendedAddress.element([ExtendedAddress(.cc, jid: jid("+15550100098@sms.example.org"))])
        let answers = await outbound(stage).accept([
            chat("two", id: "1", [copy]), chat("one too many", id: "2", [copy]), chat("one", id: "3"),
            chat("none left", id: "4"), chat("two", id: "1", [copy]),
        ])
        #expect(answers.map(\.id) == ["2", "4"])
        #expect(answers.map { StanzaError(in: $0).condition } == [.resourceConstraint, .resourceConstraint])
        #expect(try await stage.rows().map(\.body) == ["two", "two", "one"])
    }

    @Test("a queue of a thousand is full, for its account alone")
    func queueFull() async throws {
        let stage = try await Stage()
        let outbound = outbound(stage)
        let thousand = (0..<Outbound.longestQueue).map { chat("hi", id: "\($0)") }
        #expect(await outbound.accept(thousand).isEmpty)
        let answers = await outbound.accept([chat("hi", id: "0"), chat("one more"), chat("hi", from: grace)])
        #expect(answers.map(gist) == ["resource-constraint wait ada@example.org/phone"])
        #expect(StanzaError(in: try #require(answers.first)).text == Failure.queueFull.sentence.english)
    }

    @Test("while the gateway is paused, what was stored before is not refused when it is sent again")
    func pausedRepeat() async throws {
        let stage = try await Stage()
        _ = await outbound(stage).accept([chat("hi")])
        try await pause(stage)
        #expect(await outbound(stage).accept([chat("hi")]).isEmpty)
        #expect(try await stage.summary() == ["out message queued"])
    }

    @Test("what cannot be stored is not accepted")
    func storeFailure() async throws {
        let stage = try await Stage()
        await stage.store.close()
        let answers = await outbound(stage).accept([chat("hi"), chat(nil), chat("ho", id: "m2", from: stranger)])
        #expect(
            answers.map(gist) == [
                "resource-constraint wait ada@example.org/phone", "resource-constraint wait mallory@example.org",
            ])
        #expect(StanzaError(in: try #require(answers.first)).text == Failure.storeUnavailable.sentence.english)
    }

    private func pause(_ stage: Stage) async throws {
        _ = try await stage.store.commit { tx in try tx.pause(gateway: "sms", reason: "no funds", since: tx.now) }
    }
}
