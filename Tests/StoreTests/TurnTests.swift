// SPDX-License-Identifier: Apache-2.0

import Foundation
import GatewayKit
import Support
import Testing
import XMPP

@testable import Store

/// The turn is a hint: where it is wrong, order holds all the same, and nothing waits for ever.
@Suite("Turns that lie")
struct TurnTests {
    let scratch: Scratch
    let store: Store

    init() throws {
        scratch = try Scratch()
        store = try scratch.open()
    }

    private func lease() async throws -> [Int64] {
        try await store.commit { tx in try tx.lease(gateway: "sms", limit: 10, now: tx.now).map(\.id) }
    }

    @Test("Where everybody seems to have the turn, each conversation's oldest open row is taken, and nothing else")
    func tooMany() async throws {
        let ids = try await store.fill(text("a"), text("b"), text("c", to: Address("+1")), text("d"))
        try await store.commit { tx in try tx.execute("UPDATE outbox SET turn = 1") }
        #expect(try await lease() == [ids[0], ids[2]])
        #expect(try await lease() == [])
        try await store.commit { tx throws in
            #expect(try tx.nextDue(gateway: "sms") == nil)
            #expect(try tx.nextForLease(gateway: "sms") == nil)
            _ = try tx.settle(ids[0], as: .accepted, error: nil, providerID: nil, parts: nil)
        }
        #expect(try await lease() == [ids[1]])
    }

    @Test("Of what is overdue with a turn that is not its own, nothing is given up before the older ones")
    func overdue() async throws {
        let ids = try await store.fill(text("a") { $0.expires = nil }, text("b"))
        try await store.commit { tx in try tx.execute("UPDATE outbox SET turn = 1") }
        scratch.time.advance(by: .seconds(5 * 3600))
        #expect(try await store.commit { tx in try tx.expireOverdue(gateway: "sms").isEmpty })
        try await store.commit { tx in _ = try tx.cancel(ids[0]) }
        #expect(try await store.commit { tx in try tx.expireOverdue(gateway: "sms").map(\.id) } == [ids[1]])
    }

    /// What ends or begins something, as if another writer had not let us see who is next.
    static let crossings: [(String, @Sendable (Transaction, [Int64]) throws -> Void)] = [
        (
            "a row is settled",
            { tx, ids in _ = try tx.settle(ids[0], as: .failed, error: nil, providerID: nil, parts: nil) }
        ),
        ("a row is cancelled", { tx, ids in _ = try tx.cancel(ids[0]) }),
        ("a row is parked", { tx, ids in _ = try tx.park(ids[0], error: "unread") }),
        ("a row is stored", { tx, _ in try tx.enqueue(text("c")) }),
    ]

    @Test("Whoever ends or begins something looks again after the commit", arguments: crossings.map(\.0))
    func lookedAtAgain(_ name: String) async throws {
        let ids = try await store.fill(text("a"), text("b"), text("other", to: Address("+1")))
        let crossing = try #require(Self.crossings.first { $0.0 == name })
        try await store.commit { tx throws in
            try crossing.1(tx, ids)
            try tx.execute("UPDATE outbox SET turn = 0 WHERE peer = '\(phone.text)'")
        }
        // The transaction after this one comes behind the second look.
        let (heads, turns) = try await store.commit { tx in
            (
                try tx.integer("SELECT min(id) FROM outbox WHERE state = 'queued' AND peer = '\(phone.text)'"),
                try tx.integer("SELECT max(id) FROM outbox WHERE turn = 1 AND peer = '\(phone.text)'")
            )
        }
        #expect(heads == turns)
    }

    @Test("What nobody looked at again, housekeeping finds")
    func mended() async throws {
        let ids = try await store.fill(text("a"), text("b"), text("c", to: Address("+1")), text("d", gateway: "other"))
        try await store.commit { tx in try tx.execute("UPDATE outbox SET turn = 0") }
        #expect(try await lease() == [])
        #expect(try await store.commit { tx in try tx.mendTurns(gateway: "sms") } == 2)
        #expect(try await store.commit { tx in try tx.mendTurns(gateway: "sms") } == 0)
        #expect(try await lease() == [ids[0], ids[2]])
    }

    @Test("Neither account nor peer, or only one of them, is a conversation too")
    func conversations() async throws {
        let ids = try await store.fill(
            text("a"), text("b") { $0.peer = nil }, text("c") { $0.account = nil },
            text("d") { ($0.account, $0.peer) = (nil, nil) }, text("e") { ($0.account, $0.peer) = (nil, nil) })
        #expect(try await lease() == Array(ids.prefix(4)))
    }

    @Test("What an account has open is counted, and of no account whose name goes on")
    func spans() async throws {
        try await store.fill(
            text("a"), text("b", to: Address("+1")), text("c") { $0.peer = nil },
            text("d", from: jid("ada@example.org.uk")), text("e", from: jid("adam@example.org")))
        try await store.commit { tx throws in
            #expect(try tx.openCount(gateway: "sms", account: ada) == 3)
            #expect(try tx.openCount(gateway: "sms", account: ada, upTo: 2) == 2)
            #expect(try tx.openCount(gateway: "sms") == 5)
        }
    }
}
