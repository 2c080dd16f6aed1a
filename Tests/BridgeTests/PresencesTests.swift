// SPDX-License-Identifier: Apache-2.0

import Store
import Testing
import XMPP

@testable import Bridge

@Suite("Presences: the gateway and its contacts are there")
struct PresencesTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let presence: Stanza
        /// As kind and type, and to whom.
        let answers: [String]
    }

    private static let bad = jid("bob@sms.example.org")

    @Test(
        "answer whoever is registered, and refuse others",
        arguments: [
            Case(
                testDescription: "subscribe to a contact", presence: presence("subscribe"),
                answers: ["presence subscribed ada@example.org", "presence - ada@example.org"]),
            Case(
                testDescription: "subscribe to the gateway", presence: presence("subscribe", to: gatewayJID),
                answers: ["presence subscribed ada@example.org", "presence - ada@example.org"]),
            Case(
                testDescription: "a stranger subscribes", presence: presence("subscribe", from: stranger),
                answers: ["presence unsubscribed mallory@example.org"]),
            Case(
                testDescription: "subscribe to no number", presence: presence("subscribe", to: bad),
                answers: ["presence unsubscribed ada@example.org"]),
            Case(
                testDescription: "unsubscribe", presence: presence("unsubscribe"),
                answers: ["presence unsubscribed ada@example.org", "presence unavailable ada@example.org"]),
            Case(
                testDescription: "probe of a contact", presence: presence("probe"),
                answers: ["presence - ada@example.org/phone"]),
            Case(
                testDescription: "a stranger's probe", presence: presence("probe", from: stranger),
                answers: ["presence unsubscribed mallory@example.org"]),
            Case(
                testDescription: "logging in to the gateway", presence: presence(to: gatewayJID),
                answers: ["presence - ada@example.org/phone"]),
            Case(
                testDescription: "a stranger logs in", presence: presence(from: stranger, to: gatewayJID), answers: []),
            Case(
                testDescription: "logging out", presence: presence("unavailable", to: gatewayJID),
                answers: ["presence unavailable ada@example.org/phone"]),
            Case(testDescription: "available to a contact", presence: presence(), answers: []),
            Case(testDescription: "subscribed", presence: presence("subscribed"), answers: []),
            Case(testDescription: "an error", presence: presence("error"), answers: []),
            Case(
                testDescription: "a room is asked for",
                presence: Stanza(
                    .presence, id: "p", from: adasPhone, to: jid("+15550100099@sms.example.org/nick"),
                    [Element("x", RoomPresence.namespace)]),
                answers: ["feature-not-implemented cancel ada@example.org/phone"]),
        ])
    func answers(_ example: Case) async throws {
        let stage = try await Stage()
        let answers = await stage.desk.answer(example.presence)
        #expect(answers.map(gist) == example.answers)
        #expect(answers.allSatisfy { $0.from?.bare == example.presence.to?.bare && $0.id != nil })
        #expect(try await stage.summary().isEmpty)
    }

    @Test("without the store nothing is said, so that no contact is lost from a roster")
    func storeFailure() async throws {
        let stage = try await Stage()
        await stage.store.close()
        for type in ["subscribe", "unsubscribe", "probe"] {
            #expect(await stage.desk.answer(presence(type)).isEmpty, "\(type)")
        }
    }

    @Test("everybody who is registered hears that the gateway is there")
    func announcement() async throws {
        let stage = try await Stage()
        let presences = Presences(post: stage.post, store: stage.store)
        let all = await presences.announcement(after: nil, limit: 10)
        #expect(all.presences.map(gist) == ["presence - ada@example.org", "presence - grace@example.org"])
        #expect(all.presences.allSatisfy { $0.from == gatewayJID } && all.last == grace)
        let first = await presences.announcement(after: nil, limit: 1)
        #expect(first.presences.map(gist) == ["presence - ada@example.org"] && first.last == ada)
        #expect(await presences.announcement(after: grace, limit: 1).last == nil)
    }
}
