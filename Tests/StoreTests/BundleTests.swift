// SPDX-License-Identifier: Apache-2.0

import Foundation
import GatewayKit
import Store
import Support
import Testing
import XMPP

@Suite("Messages that go as one")
struct BundleTests {
    let scratch: Scratch
    let store: Store

    init() throws {
        scratch = try Scratch()
        store = try scratch.open()
    }

    /// Ten bytes of text, in a thread.
    private static func mail(
        _ reference: String, to peer: Address = phone, _ change: (inout OutboxDraft) -> Void = { _ in }
    ) -> OutboxDraft {
        text(reference, to: peer) { draft in
            draft.body = String(repeating: "x", count: 10)
            draft.thread = "t"
            draft.networkID = "<\(reference)>"
            change(&draft)
        }
    }

    /// Leases what is due and gives the references of each lead and of its followers.
    private func lease(limit: Int = 10, bytes: Int = 1000) async throws -> [[String]] {
        try await store.commit { tx throws in
            try tx.lease(gateway: "sms", limit: 10, now: tx.now).map { lead in
                let followers = try tx.bundle(lead, limit: limit, bytes: bytes, by: .plain)
                #expect(followers.allSatisfy { $0.state == .sending && $0.attempts == lead.attempts })
                #expect(followers.allSatisfy { $0.leased == lead.leased && $0.networkID == lead.networkID })
                return [lead.reference] + followers.map(\.reference)
            }
        }
    }

    private func all(_ change: @escaping @Sendable (Transaction, OutboxRow) throws -> Void) async throws {
        try await store.commit { tx throws in
            for row in try tx.list(OutboxFilter(state: .sending)) { try change(tx, row) }
        }
    }

    @Test("What was written shortly after goes with the first, due or not")
    func together() async throws {
        let later = scratch.time.now + 10
        let ids = try await store.fill(
            Self.mail("a"), Self.mail("b") { $0.due = later }, Self.mail("elsewhere", to: Address("+1")),
            Self.mail("c") { $0.due = later })
        #expect(try await lease() == [["a", "b", "c"], ["elsewhere"]])
        try await store.commit { tx throws in
            let rows = try ids.compactMap { try tx.row($0) }
            #expect(rows.map(\.bundle) == [ids[0], ids[0], nil, ids[0]])
            #expect(rows.map(\.networkID) == ["<a>", "<a>", "<elsewhere>", "<a>"])
            #expect(try tx.bundleMates(of: rows[1]).map(\.id) == [ids[0], ids[3]])
            #expect(try tx.bundleMates(of: rows[2]).isEmpty)
            #expect(try tx.lease(gateway: "sms", limit: 10, now: later).isEmpty)
        }
    }

    @Test("Whoever has only the lead as it was leased finds its mates")
    func matesOfStaleLead() async throws {
        try await store.fill(Self.mail("a"), Self.mail("b"))
        try await store.commit { tx throws in
            let lead = try #require(try tx.lease(gateway: "sms", limit: 1, now: tx.now).first)
            _ = try tx.bundle(lead, limit: 10, bytes: 1000, by: .plain)
            #expect(lead.bundle == nil)
            #expect(try tx.bundleMates(of: lead).map(\.reference) == ["b"])
        }
    }

    @Test("What does not fit ends the bundle, and nothing overtakes it", arguments: misfits)
    func endOfBundle(_ misfit: OutboxDraft) async throws {
        try await store.fill(Self.mail("a") { $0.subject = "s" }, Self.mail("b"), misfit, Self.mail("d"))
        #expect(try await lease() == [["a", "b"]])
    }

    static let misfits: [OutboxDraft] = [
        mail("thread") { $0.thread = "u" }, mail("no thread") { $0.thread = nil },
        mail("subject") { $0.subject = "more s" },
        mail("recipient") { $0.recipient = Address("+2") }, mail("own") { $0.own = Address("+3") },
        mail("others") { $0.others = [Recipient(Address("+4"), role: .cc)] }, mail("role") { $0.role = .cc },
        mail("long") { $0.body = String(repeating: "x", count: 981) },
        mail("media") { $0.media = (0...20).map { "https://example.org/\($0)" } },
        mail("answer") { $0.inReplyTo = "<other>" },
        mail("overdue") { $0.expires = Date(timeIntervalSince1970: 1_600_000_000) },
        {
            var failure = OutboxDraft(
                kind: .failure, gateway: "sms", direction: .out, account: ada, reference: "failure")
            failure.peer = phone
            failure.own = mail("x").own
            failure.thread = "t"
            return failure
        }(),
    ]

    @Test("A lead that is alone by nature takes nothing", arguments: [true, false])
    func loneLead(hasOthers: Bool) async throws {
        try await store.fill(
            Self.mail("a") { draft in
                if hasOthers { draft.others = [Recipient(Address("+4"), role: .to)] } else { draft.role = .bcc }
            }, Self.mail("b"))
        #expect(try await lease() == [["a"]])
        #expect(try await store.read { tx in try tx.list().map(\.bundle) } == [nil, nil])
    }

    @Test(
        "A bundle has as many rows and bytes as it may, the lead's included",
        arguments: [(10, 1000, 5), (3, 1000, 3), (1, 1000, 1), (0, 1000, 1), (10, 49, 4), (10, 50, 5), (10, 5, 1)])
    func limits(_ limit: Int, _ bytes: Int, _ expected: Int) async throws {
        try await store.fill(
            Self.mail("a"), Self.mail("b"), Self.mail("c"), Self.mail("d"), Self.mail("e") { $0.subject = nil })
        #expect(try await lease(limit: limit, bytes: bytes).map(\.count) == [expected])
    }

    @Test("A chain of answers within is no obstacle, and what stays behind answers the lead")
    func answersWithin() async throws {
        let ids = try await store.fill(
            Self.mail("a") { $0.inReplyTo = "<0>" }, Self.mail("b") { $0.inReplyTo = "<a>" },
            Self.mail("c") { $0.inReplyTo = "<b>" }, Self.mail("d") { $0.inReplyTo = "<0>" },
            Self.mail("e") { draft in
                draft.inReplyTo = "<d>"
                draft.subject = "else"
            }, Self.mail("f") { $0.inReplyTo = "<e>" })
        #expect(try await lease() == [["a", "b", "c", "d"]])
        let answered = try await store.read { tx in try ids.map { try tx.row($0)?.inReplyTo } }
        #expect(answered == ["<0>", "<a>", "<a>", "<0>", "<a>", "<e>"])
    }

    @Test("A bundle that was put back goes again as it was, and takes nobody new", arguments: [true, false])
    func again(counts: Bool) async throws {
        let later = scratch.time.now + 60
        try await store.fill(Self.mail("a"), Self.mail("b"))
        #expect(try await lease() == [["a", "b"]])
        try await all { tx, row in
            if counts {
                try tx.postpone(row.id, attempt: row.attempts, until: later, error: "busy")
            } else {
                try tx.release(row.id, attempt: row.attempts, until: later)
            }
        }
        try await store.fill(Self.mail("c"))
        #expect(try await lease() == [])
        scratch.time.advance(by: .seconds(60))
        #expect(try await lease() == [["a", "b"]])
        try await all { tx, row in _ = try tx.settle(row.id, as: .accepted, error: nil, providerID: nil, parts: nil) }
        #expect(try await lease() == [["c"]])
    }

    @Test("A row that was tried by itself takes nobody later")
    func triedAlone() async throws {
        try await store.fill(Self.mail("a"))
        #expect(try await lease() == [["a"]])
        try await all { tx, row in try tx.postpone(row.id, attempt: row.attempts, until: tx.now, error: nil) }
        try await store.fill(Self.mail("b"))
        #expect(try await lease() == [["a"]])
    }

    @Test("A cancelled or overdue lead leaves the others together", arguments: [true, false])
    func withoutLead(cancelled: Bool) async throws {
        let ids = try await store.fill(
            Self.mail("a") { $0.expires = Date(timeIntervalSince1970: 1_700_000_060) }, Self.mail("b"), Self.mail("c"),
            Self.mail("d") { $0.subject = "else" })
        #expect(try await lease() == [["a", "b", "c"]])
        try await all { tx, row in try tx.postpone(row.id, attempt: row.attempts, until: tx.now, error: nil) }
        scratch.time.advance(by: .seconds(3600))
        try await store.commit { tx throws in
            if cancelled {
                #expect(try tx.cancel(ids[0]) == .cancelled)
            } else {
                #expect(try tx.expireOverdue(gateway: "sms").map(\.id) == [ids[0]])
            }
        }
        #expect(try await lease() == [["b", "c"]])
        try await all { tx, row in _ = try tx.settle(row.id, as: .accepted, error: nil, providerID: nil, parts: nil) }
        #expect(try await lease() == [["d"]])
    }

    @Test("After a dead process a bundle is repeated as it was, or uncertain as a whole", arguments: [true, false])
    func recovery(repeatsAreSafe: Bool) async throws {
        try await store.fill(Self.mail("a"), Self.mail("b"), Self.mail("c") { $0.subject = "else" })
        #expect(try await lease() == [["a", "b"]])
        let uncertain = try await store.commit { tx in
            try tx.recover(gateway: "sms", repeatsAreSafe: repeatsAreSafe).map(\.reference)
        }
        #expect(uncertain == (repeatsAreSafe ? [] : ["a", "b"]))
        #expect(try await lease() == [repeatsAreSafe ? ["a", "b"] : ["c"]])
    }

    @Test("What is retried goes by itself: with its id where it was alone, without one where it was not")
    func retry() async throws {
        let ids = try await store.fill(Self.mail("a"), Self.mail("b"), Self.mail("alone", to: Address("+1")))
        #expect(try await lease() == [["a", "b"], ["alone"]])
        try await all { tx, row in _ = try tx.settle(row.id, as: .failed, error: "no", providerID: nil, parts: nil) }
        try await store.fill(Self.mail("c"))
        try await store.commit { tx throws in
            for id in ids { #expect(try tx.retry(id) == .queued) }
            let rows = try ids.compactMap { try tx.row($0) }
            #expect(rows.map(\.networkID) == [nil, nil, "<alone>"])
            #expect(rows.allSatisfy { $0.bundle == nil && $0.goesAlone })
        }
        #expect(try await lease() == [["a"], ["alone"]])
        for next in ["b", "c"] {
            try await all { tx, row in
                _ = try tx.settle(row.id, as: .accepted, error: nil, providerID: nil, parts: nil)
            }
            #expect(try await lease() == [[next]])
        }
    }
}

extension SubjectRule {
    /// Of a network that writes `Re: ` alone.
    static let plain = SubjectRule(answerMark: "Re: ", knownMarks: ["re"])
}
