// SPDX-License-Identifier: Apache-2.0

import Foundation
import GatewayKit
import Store
import Support
import Testing
import XMPP

@Suite("Into the outbox, and found again")
struct EnqueueTests {
    let scratch: Scratch
    let store: Store

    init() throws {
        scratch = try Scratch()
        store = try scratch.open()
    }

    @Test("A row comes back as it was drafted")
    func roundTrip() async throws {
        let sent = Date(timeIntervalSince1970: 1_600_000_000.125)
        let draft = text("r1") { draft in
            draft.nickname = "Bäckerei"
            draft.media = ["https://example.org/a.jpg", "https://example.org/b?c=d,e"]
            draft.wantsReceipt = true
            draft.language = "de"
            draft.sentAt = sent
            draft.dedupe = "key"
            draft.answers = "m1"
            draft.condition = "item-not-found"
            draft.action = "cancel"
        }
        let id = try await store.fill(draft)[0]
        let row = try #require(try await store.read { tx in try tx.row(id) })
        #expect(row.kind == .message && row.gateway == "sms" && row.direction == .out && row.state == .queued)
        #expect(row.account == ada && row.contact == jid("ada@example.org/phone"))
        #expect(row.own == draft.own && row.peer == phone && row.reference == "r1")
        #expect(row.body == "hello r1" && row.nickname == "Bäckerei" && row.media == draft.media && !row.isErased)
        #expect(row.wantsReceipt && !row.toldDelayed && row.language == "de" && row.sentAt == sent)
        #expect(row.dedupe == "key" && row.stanzaID == "stanza-r1" && row.answers == "m1")
        #expect(row.condition == "item-not-found" && row.action == "cancel")
        #expect(row.attempts == 0 && row.leased == nil && row.error == nil && row.providerID == nil)
        #expect(row.created == scratch.time.now && row.updated == row.created && row.due == row.created)
        #expect(row.expires == draft.expires)
    }

    @Test("What a network with threads needs comes back as it was drafted")
    func threadedRoundTrip() async throws {
        let draft = text("r1") { draft in
            draft.subject = "Grüße \"und\"\n mehr"
            draft.thread = "t1"
            draft.networkID = "<m1@example.org>"
            draft.inReplyTo = "<m0@example.org>"
            draft.others = [
                Recipient(Address("b@example.org"), name: "B, \"C\" \u{1F600}", role: .cc),
                Recipient(Address("c@example.org"), role: .bcc), Recipient(Address("a@example.org"), role: .to),
            ]
            draft.role = .bcc
            draft.recipient = Address("list@example.org")
            draft.answerTo = Address("answers@example.org")
            draft.returnAddress = Address("bounces@example.org")
            draft.wantsDisplayed = true
            draft.isAutomatic = true
        }
        let id = try await store.fill(draft)[0]
        let row = try #require(try await store.read { tx in try tx.row(id) })
        #expect(row.subject == draft.subject && row.thread == "t1" && row.networkID == "<m1@example.org>")
        #expect(row.inReplyTo == "<m0@example.org>" && row.others == draft.others && row.role == .bcc)
        #expect(row.recipient == draft.recipient && row.answerTo == draft.answerTo)
        #expect(row.returnAddress == draft.returnAddress && row.wantsDisplayed && row.isAutomatic)
        #expect(row.bundle == nil && !row.ticked && !row.goesAlone)
    }

    @Test("A row of nothing but what it must have comes back so")
    func bareRow() async throws {
        let id = try await store.fill(OutboxDraft(kind: .notice, gateway: "sms", direction: .in, reference: "r"))[0]
        let row = try #require(try await store.read { tx in try tx.row(id) })
        #expect(row.account == nil && row.peer == nil && row.own == nil && row.contact == nil && row.body == nil)
        #expect(row.media.isEmpty && row.expires == nil && row.sentAt == nil && row.dedupe == nil)
        #expect(row.subject == nil && row.thread == nil && row.networkID == nil && row.inReplyTo == nil)
        #expect(row.others.isEmpty && row.role == .to && row.recipient == nil && row.answerTo == nil)
        #expect(row.returnAddress == nil && row.bundle == nil && !row.goesAlone)
        #expect(!row.wantsDisplayed && !row.ticked && !row.isAutomatic)
    }

    @Test("A draft can be recorded as failed; nobody leases it")
    func recordedAsFailed() async throws {
        let id = try await store.fill(
            incoming("r") { draft in
                draft.state = .failed
                draft.error = "nobody has it"
                draft.contact = nil
            })[0]
        let row = try await store.commit { tx throws in
            #expect(try tx.leaseForLink(gateway: "sms", limit: 10).isEmpty)
            return try tx.row(id)
        }
        #expect(row?.state == .failed && row?.error == "nobody has it")
    }

    @Test("A repeat is known by its key, until its time is over, and within its gateway")
    func repeats() async throws {
        let until = scratch.time.now + 24 * 3600
        let draft = { @Sendable (reference: String, gateway: String) in
            text(reference, gateway: gateway) { draft in
                draft.dedupe = "k"
                draft.dedupeUntil = until
            }
        }
        let first = try await store.commit { tx in try tx.enqueue(draft("a", "sms")) }
        #expect(try await store.commit { tx in try tx.enqueue(draft("b", "sms")) } == .repeated(first.id))
        let elsewhere = try await store.commit { tx in try tx.enqueue(draft("c", "other")) }
        #expect(elsewhere != .repeated(first.id))
        scratch.time.advance(by: .seconds(24 * 3600))
        let again = try await store.commit { tx in try tx.enqueue(draft("d", "sms")) }
        #expect(again == .stored(again.id) && again.id != first.id)
        #expect(try await store.read { tx in try tx.list().map(\.reference) } == ["a", "c", "d"])
    }

    @Test("A key without an end holds as long as the row")
    func repeatForEver() async throws {
        let first = try await store.commit { tx in try tx.enqueue(incoming("a") { $0.dedupe = "event" }) }
        scratch.time.advance(by: .seconds(30 * 24 * 3600))
        #expect(
            try await store.commit { tx in try tx.enqueue(incoming("b") { $0.dedupe = "event" }) }
                == .repeated(first.id))
    }

    @Test("Two rows never have one reference")
    func referencesAreUnique() async throws {
        try await store.fill(text("a"))
        await #expect(throws: StoreFailure.self) { try await store.fill(text("a")) }
        #expect(try await store.read { tx in try tx.list().count } == 1)
    }

    @Test("An outbound row is found by reference and by the provider's id and recipient")
    func lookup() async throws {
        let other = Address("+15550100098")
        let ids = try await store.fill(text("a"), text("b", to: other), text("c", gateway: "other"))
        try await store.commit { tx throws in
            _ = try tx.lease(gateway: "sms", limit: 9, now: tx.now)
            for id in ids { _ = try tx.settle(id, as: .accepted, error: nil, providerID: "P", parts: nil) }
        }
        try await store.read { tx throws in
            #expect(try tx.row(reference: "b")?.id == ids[1])
            #expect(try tx.row(reference: "x") == nil)
            #expect(try tx.row(gateway: "sms", providerID: "P", recipient: phone)?.id == ids[0])
            #expect(try tx.row(gateway: "sms", providerID: "P", recipient: other)?.id == ids[1])
            #expect(try tx.row(gateway: "sms", providerID: "P", recipient: Address("+1")) == nil)
            #expect(try tx.row(gateway: "sms", providerID: "Q", recipient: nil) == nil)
        }
    }

    @Test("A stanza that comes back is found by its id and the person it went to")
    func returned() async throws {
        let ids = try await store.fill(incoming("a"), incoming("b", to: grace) { $0.stanzaID = "stanza-a" }, text("a2"))
        try await store.read { tx throws in
            #expect(try tx.row(gateway: "sms", stanzaID: "stanza-a", to: jid("ada@example.org/x"))?.id == ids[0])
            #expect(try tx.row(gateway: "sms", stanzaID: "stanza-a", to: grace)?.id == ids[1])
            #expect(try tx.row(gateway: "sms", stanzaID: "stanza-a2", to: ada) == nil)
            #expect(try tx.row(gateway: "other", stanzaID: "stanza-a", to: ada) == nil)
        }
    }

    @Test("What waits and what was sent is counted by account")
    func counting() async throws {
        let early = try await store.fill(text("a"), text("b"), text("c", from: grace), incoming("d"))
        scratch.time.advance(by: .seconds(100))
        let since = scratch.time.now
        try await store.fill(text("e"))
        try await store.commit { tx in _ = try tx.cancel(early[0]) }
        try await store.read { tx throws in
            #expect(try tx.openCount(gateway: "sms") == 3)
            #expect(try tx.openCount(gateway: "sms", upTo: 2) == 2)
            #expect(try tx.openCount(gateway: "sms", account: ada) == 2)
            #expect(try tx.openCount(gateway: "other", account: ada) == 0)
            #expect(try tx.sentCount(gateway: "sms", account: ada, since: since) == 1)
            #expect(try tx.sentCount(gateway: "sms", account: ada, since: since - 100) == 3)
            #expect(try tx.sentCount(gateway: "other", account: ada, since: since - 100) == 0)
        }
    }
}
