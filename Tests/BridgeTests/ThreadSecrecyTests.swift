// SPDX-License-Identifier: Apache-2.0

import GatewayKit
import Store
import Support
import Testing
import XMPP

@testable import Bridge

@Suite("Threads: nothing goes where it does not belong")
struct ThreadSecrecyTests {
    private static let elsewhere = Address("+15550100077")
    private static let other = Address("+15550100098")
    private static let otherContact = jid("+15550100098@sms.example.org")

    private func write(_ stanza: Stanza, on stage: Stage) async throws -> OutboxRow {
        let outbound = Outbound(post: stage.post, store: stage.store, time: stage.time, logger: stage.logger)
        #expect(await outbound.accept([stanza]).isEmpty)
        return try #require(await stage.rows().last)
    }

    private func receive(
        _ id: String, from peer: Address = phone, subject: String = "Lunch", on stage: Stage,
        _ change: (inout IncomingMessage) -> Void = { _ in }
    ) async throws -> OutboxRow {
        try await stage.receive(id, subject: subject, from: peer, change)
    }

    @Test("the further answers go where answers were asked for as well, until the next mail says otherwise")
    func answerTo() async throws {
        let stage = try await Stage(FakeGateway(isMail: true))
        _ = try await receive("<a@x>", on: stage) { $0.answerTo = Self.elsewhere }
        for id in ["m1", "m2", "m3"] {
            let row = try await write(chat(id, id: id), on: stage)
            #expect(row.peer == phone && row.recipient == Self.elsewhere, "\(id)")
        }
        _ = try await receive("<b@x>", on: stage) { $0.ancestors = ["<a@x>"] }
        #expect(try await write(chat("m4", id: "m4"), on: stage).recipient == nil)
    }

    @Test("and a new subject goes to the contact")
    func newSubject() async throws {
        let stage = try await Stage(FakeGateway(isMail: true))
        _ = try await receive("<a@x>", on: stage) { $0.answerTo = Self.elsewhere }
        #expect(try await write(chat("hi", [MessageThread.subject("Dinner")]), on: stage).recipient == nil)
    }

    @Test("a mail that nobody vouches for has its answers sent elsewhere only where it is answered itself")
    func unproven() async throws {
        let stage = try await Stage(FakeGateway(isMail: true))
        let mail = try await receive("<a@x>", on: stage) { message in
            message.answerTo = Self.elsewhere
            message.isUnproven = true
        }
        #expect(mail.isUnproven)
        for id in ["m1", "m2"] {
            #expect(try await write(chat(id, id: id), on: stage).recipient == nil, "\(id)")
        }
        let reply = MessageReplies.element(to: try #require(mail.stanzaID), by: contact)
        #expect(try await write(chat("m3", id: "m3", [reply]), on: stage).recipient == Self.elsewhere)
        // That one was meant for there, and so is what follows it.
        #expect(try await write(chat("m4", id: "m4"), on: stage).recipient == Self.elsewhere)
    }

    @Test("its thread names it as well")
    func unprovenThread() async throws {
        let stage = try await Stage(FakeGateway(isMail: true))
        let mail = try await receive("<a@x>", on: stage) { message in
            message.answerTo = Self.elsewhere
            message.isUnproven = true
        }
        let thread = MessageThread.element(try #require(mail.thread))
        #expect(try await write(chat("hi", [thread]), on: stage).recipient == Self.elsewhere)
    }

    @Test("one thread used with two contacts tells neither of the other")
    func oneThread() async throws {
        let stage = try await Stage(FakeGateway(isMail: true))
        let thread = MessageThread.element("T")
        let secret = try await write(chat("one", id: "m1", [thread, MessageThread.subject("Secret")]), on: stage)
        let first = try await write(chat("two", id: "m2", to: Self.otherContact, [thread]), on: stage)
        #expect(first.inReplyTo == nil && first.subject == "About two" && first.thread == "T")
        _ = try await write(chat("three", id: "m3", [thread]), on: stage)
        for (id, extras) in [("m4", [thread]), ("m5", [])] {
            let next = try await write(chat(id, id: id, to: Self.otherContact, extras), on: stage)
            #expect(next.subject == "Re: About two" && next.thread == "T", "\(id)")
            #expect(next.inReplyTo != secret.networkID && next.inReplyTo != nil, "\(id)")
        }
        let ancestors = try await sent(stage).filter { $0.to == Self.other }.map(\.thread.ancestors)
        let own = try await stage.rows([.message]).filter { $0.peer == Self.other }.map(\.networkID)
        #expect(
            ancestors == [[], own.prefix(1).compactMap { $0 }, own.prefix(2).compactMap { $0 }],
            "and no ids of the others' messages")
    }

    /// What the network's courier would hand over, in order of the conversations.
    private func sent(_ stage: Stage) async throws -> [OutgoingMessage] {
        var sent: [OutgoingMessage] = []
        while true {
            let now = stage.time.now
            let messages = try await stage.store.commit { [profile = stage.gateway.profile] tx in
                try tx.lease(gateway: "sms", limit: 9, now: now).map { row in
                    _ = try tx.settle(row.id, as: .accepted, error: nil, providerID: nil, parts: nil)
                    return try Consignment(row, profile, in: tx).message
                }
            }
            if messages.isEmpty { return sent }
            sent += messages.compactMap { $0 }
        }
    }

    @Test("a reply to a message of somebody else is no answer here")
    func foreignReply() async throws {
        let stage = try await Stage(FakeGateway(isMail: true))
        let mail = try await receive("<a@x>", subject: "Secret", on: stage) { $0.answerTo = Self.elsewhere }
        let reply = MessageReplies.element(to: try #require(mail.stanzaID), by: contact)
        let row = try await write(chat("hi", to: Self.otherContact, [reply]), on: stage)
        #expect(row.inReplyTo == nil && row.thread == row.reference && row.recipient == nil)
        #expect(row.subject == "About hi")
    }

    @Test("a reply to a message that names the contact is one, and goes to the contact")
    func replyToCopy() async throws {
        let stage = try await Stage(FakeGateway(isMail: true))
        let mail = try await receive("<a@x>", on: stage) { message in
            message.others = [Recipient(Self.other, role: .cc)]
            message.answerTo = Self.elsewhere
        }
        let reply = MessageReplies.element(to: try #require(mail.stanzaID), by: contact)
        let row = try await write(chat("hi", to: Self.otherContact, [reply]), on: stage)
        #expect(row.inReplyTo == "<a@x>" && row.subject == "Re: Lunch" && row.peer == Self.other)
        #expect(row.recipient == nil, "only its sender asked for answers elsewhere")
    }

    @Test("an id that is too long for a thread names none")
    func longID() async throws {
        let stage = try await Stage(FakeGateway(isMail: true))
        let long = "<" + String(repeating: "a", count: MessageThread.longest) + "@x>"
        let row = try await receive(long, on: stage)
        #expect(row.thread == row.reference)
    }
}
