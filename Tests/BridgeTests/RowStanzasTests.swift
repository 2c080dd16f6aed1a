// SPDX-License-Identifier: Apache-2.0

import Foundation
import GatewayKit
import Store
import Support
import Testing
import XMPP

@testable import Bridge

@Suite("RowStanzas: a row as it is written to the link")
struct RowStanzasTests {
    private func write(_ row: OutboxRow, on stage: Stage) -> [Stanza] {
        RowStanzas(domain: stage.post.domain, addresses: stage.post.addresses).stanzas(for: row, now: stage.time.now)
    }

    /// What a text from `phone` looks like.
    private func stanzas(
        after delay: Duration = .zero, _ change: (inout OutboxDraft) -> Void = { _ in }
    ) async throws -> [Stanza] {
        let stage = try await Stage()
        let id = try await stage.arrive("hi", change)
        stage.time.advance(by: delay)
        return write(try #require(await stage.row(id)), on: stage)
    }

    private func body(_ text: String) -> Element { Element("body", Namespace.component, text: text) }

    @Test("a text comes from its sender's contact, with the row's id")
    func text() async throws {
        let expected = Stanza(.message, type: "chat", id: "in-hi", from: contact, to: ada, [body("hi")])
        #expect(try await stanzas() == [expected])
    }

    @Test("an alphanumeric sender is escaped, and keeps its name")
    func nickname() async throws {
        let stanzas = try await stanzas {
            $0.peer = Address("Acme Ltd")
            $0.nickname = "Acme Ltd"
        }
        #expect(stanzas.map(\.from) == [jid("acme\\20ltd@sms.example.org")])
        #expect(stanzas.first.flatMap(Nickname.text) == "Acme Ltd")
    }

    @Test("a link is a message of its own, as clients show pictures")
    func media() async throws {
        let links = ["https://files.example.org/1", "https://files.example.org/2"]
        let stanzas = try await stanzas { $0.media = links }
        #expect(stanzas.map(\.id) == ["in-hi", "in-hi-1", "in-hi-2"])
        #expect(stanzas.map(\.body) == ["hi", links[0], links[1]])
        #expect(stanzas.map(OutOfBandData.urls) == [[], [links[0]], [links[1]]])
        let alone = try await self.stanzas {
            $0.body = ""
            $0.media = [links[0]]
        }
        #expect(alone.map(\.id) == ["in-hi"] && alone.map(\.body) == [links[0]])
    }

    struct Delay: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let waited: Int
        /// Seconds before it was stored; nil where the network does not say.
        var sentBefore: Double?
        /// Seconds from the start; nil: no stamp.
        var stamp: Double?
    }

    @Test(
        "one that is older than a minute says when it was sent",
        arguments: [
            Delay(testDescription: "at once", waited: 0),
            Delay(testDescription: "after a minute", waited: 60),
            Delay(testDescription: "after more than a minute", waited: 61, stamp: 0),
            Delay(testDescription: "it was on its way for long", waited: 0, sentBefore: 300, stamp: -300),
            Delay(testDescription: "the network's own time", waited: 100, sentBefore: 5, stamp: -5),
        ])
    func delay(_ example: Delay) async throws {
        let stanzas = try await stanzas(after: .seconds(example.waited)) { draft in
            draft.sentAt = example.sentBefore.map { start - $0 }
        }
        #expect(stanzas.map(DelayedDelivery.stamp) == [example.stamp.map { start + $0 }])
        if example.stamp != nil {
            #expect(stanzas.first?.first("delay", DelayedDelivery.namespace)?["from"] == "sms.example.org")
        }
    }

    @Test("a receipt names the message, and is kept for clients that are offline")
    func receipt() async throws {
        let stage = try await Stage()
        let row = try #require(await stage.row(stage.queue("hi")))
        let written = try await written(.receipt(for: row), stage)
        #expect(written.count == 1 && written.first?.from == contact && written.first?.to == adasPhone)
        let stanza = try #require(written.first)
        #expect(DeliveryReceipts.receivedID(in: stanza) == "id-hi" && stanza.id != "id-hi" && stanza.body == nil)
        #expect(stanza.payload.contains(MessageHints.store))
    }

    @Test("a failure is the error that answers the message")
    func failure() async throws {
        let stage = try await Stage()
        let row = try #require(await stage.row(stage.queue("hi") { $0.language = "de" }))
        let stanza = try #require(await written(.failure(.rejected(.optedOut), for: row), stage).first)
        #expect(gist(stanza) == "forbidden auth ada@example.org/phone")
        #expect(stanza.id == "id-hi" && stanza.from == contact && stanza.kind == .message)
        #expect(StanzaError(in: stanza) == Failure.rejected(.optedOut).error(language: "de"))
    }

    @Test("a notice comes from the gateway itself, in the reader's language")
    func notice() async throws {
        let stage = try await Stage()
        let sentence = Sentence("All is well.", german: "Alles ist gut.")
        let stanza = try #require(
            await written(.notice(sentence, to: ada, gateway: "sms", language: "de"), stage).first)
        #expect(stanza.from == gatewayJID && stanza.to == ada && stanza.type == "chat" && stanza.language == "de")
        #expect(stanza.body == "Alles ist gut.")
    }

    @Test("is the same each time it is written")
    func again() async throws {
        let stage = try await Stage()
        let row = try #require(await stage.row(stage.arrive("hi") { $0.media = ["https://files.example.org/1"] }))
        #expect(write(row, on: stage) == write(row, on: stage))
    }

    @Test("comes from the gateway itself where the sender's name fits in no JID, with the name before the text")
    func unwritableSender() async throws {
        let stanza = try #require(
            try await stanzas {
                $0.peer = Address(String(repeating: "9", count: 1024))
                $0.nickname = "A\u{A0}Shop"
                $0.body = "Your code is 1"
            }.first)
        #expect(stanza.from == gatewayJID && stanza.body == "A\u{A0}Shop:\nYour code is 1")
    }

    @Test("is nothing where the text is erased, or nobody has the number")
    func nothing() async throws {
        #expect(try await stanzas { $0.body = nil }.isEmpty)
        #expect(try await stanzas { $0.contact = nil }.isEmpty)
    }

    struct Size: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let text: String
    }

    @Test(
        "stays small, whatever somebody takes for a subject or a name",
        arguments: [
            Size(testDescription: "quotes", text: String(repeating: "\"", count: 90 * 1024)),
            Size(testDescription: "ampersands", text: String(repeating: "&", count: 90 * 1024)),
            Size(
                testDescription: "one character of many accents",
                text: "e" + String(repeating: "\u{301}", count: 45 * 1024)),
        ])
    func size(_ example: Size) async throws {
        let stanzas = try await stanzas { draft in
            draft.subject = example.text
            draft.nickname = example.text
            draft.others = [Recipient(gracesNumber, name: example.text, role: .cc)]
        }
        let stanza = try #require(stanzas.first)
        #expect(stanzas.count == 1 && stanza.body == "hi")
        #expect(MessageThread.subject(in: stanza)?.unicodeScalars.count == RowStanzas.longestSubject)
        #expect(Nickname.text(in: stanza)?.unicodeScalars.count == RowStanzas.longestName)
        var writer = XMLWriter()
        writer.write(stanza)
        let bytes = writer.bytes.count
        #expect(bytes < 12 * 1024, "\(bytes) bytes")
    }

    private func written(_ draft: OutboxDraft, _ stage: Stage) async throws -> [Stanza] {
        let id = try await stage.store.commit { tx in try tx.enqueue(draft).id }
        return write(try #require(await stage.row(id)), on: stage)
    }
}
