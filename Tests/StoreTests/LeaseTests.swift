// SPDX-License-Identifier: Apache-2.0

import Foundation
import GatewayKit
import Store
import Support
import Testing
import XMPP

@Suite("Leases and the order of a conversation")
struct LeaseTests {
    let scratch: Scratch
    let store: Store

    init() throws {
        scratch = try Scratch()
        store = try scratch.open()
    }

    @Test("A lease counts the attempt and takes nothing twice")
    func lease() async throws {
        let ids = try await store.fill(text("a"), text("b", from: grace), text("c", gateway: "other"), incoming("d"))
        try await store.commit { tx throws in
            let leased = try tx.lease(gateway: "sms", limit: 10, now: tx.now)
            #expect(leased.map(\.id) == [ids[0], ids[1]])
            #expect(leased.allSatisfy { $0.state == .sending && $0.attempts == 1 && $0.leased == tx.now })
            #expect(try tx.lease(gateway: "sms", limit: 10, now: tx.now).isEmpty)
        }
    }

    @Test(
        "The next of a conversation follows once the one before it is done, whatever became of it",
        arguments: [OutboxState.accepted, .delivered, .failed, .expired, .uncertain])
    func order(_ result: OutboxState) async throws {
        let ids = try await store.fill(text("a"), text("b"), text("c", to: Address("+1")))
        try await store.commit { tx throws in
            #expect(try tx.lease(gateway: "sms", limit: 10, now: tx.now).map(\.id) == [ids[0], ids[2]])
            #expect(try tx.lease(gateway: "sms", limit: 10, now: tx.now).isEmpty)
            _ = try tx.settle(ids[0], as: result, error: nil, providerID: nil, parts: nil)
            #expect(try tx.lease(gateway: "sms", limit: 10, now: tx.now).map(\.id) == [ids[1]])
        }
    }

    @Test("A postponed row holds its conversation until it is due; a released one does not count the attempt")
    func putBack() async throws {
        let ids = try await store.fill(text("a"), text("b"))
        let later = scratch.time.now + 60
        try await store.commit { tx throws in
            _ = try tx.lease(gateway: "sms", limit: 1, now: tx.now)
            try tx.postpone(ids[0], attempt: 1, until: later, error: "busy")
            #expect(try tx.nextDue(gateway: "sms") == later)
            #expect(try tx.lease(gateway: "sms", limit: 10, now: later - 0.001).isEmpty)
            let again = try tx.lease(gateway: "sms", limit: 10, now: later)
            #expect(again.map(\.id) == [ids[0]] && again[0].attempts == 2 && again[0].error == "busy")
            try tx.release(ids[0], attempt: 2, until: later)
            #expect(try tx.row(ids[0])?.attempts == 1)
            try tx.postpone(ids[0], attempt: 1, until: tx.now, error: "not leased")
            #expect(try tx.row(ids[0])?.due == later)
        }
    }

    @Test("Rows go by due time, then by age, up to the limit")
    func priority() async throws {
        let now = scratch.time.now
        let ids = try await store.fill(
            text("a", to: Address("+1")) { $0.due = now - 1 }, text("b", to: Address("+2")) { $0.due = now - 2 },
            text("c", to: Address("+3")) { $0.due = now - 2 }, text("d", to: Address("+4")) { $0.due = now + 1 })
        try await store.commit { tx throws in
            #expect(try tx.lease(gateway: "sms", limit: 2, now: now).map(\.id) == [ids[1], ids[2]])
            #expect(try tx.lease(gateway: "sms", limit: 2, now: now).map(\.id) == [ids[0]])
            #expect(try tx.nextDue(gateway: "sms") == now + 1)
            #expect(try tx.nextDue(gateway: "other") == nil)
        }
    }

    @Test("A retried row has its old place before the younger ones")
    func retryTakesTheTurn() async throws {
        let ids = try await store.fill(text("a"), text("b"), text("c"))
        try await store.commit { tx throws in
            _ = try tx.lease(gateway: "sms", limit: 1, now: tx.now)
            _ = try tx.settle(ids[0], as: .failed, error: "no", providerID: nil, parts: nil)
            #expect(try tx.retry(ids[0]) == .queued)
            #expect(try tx.lease(gateway: "sms", limit: 10, now: tx.now).map(\.id) == [ids[0]])
            #expect(try tx.cancel(ids[1]) == .cancelled)
            _ = try tx.settle(ids[0], as: .accepted, error: nil, providerID: nil, parts: nil)
            #expect(try tx.lease(gateway: "sms", limit: 10, now: tx.now).map(\.id) == [ids[2]])
            #expect(try tx.retry(ids[1]) == .queued)
            #expect(try tx.lease(gateway: "sms", limit: 10, now: tx.now).map(\.id) == [ids[1]])
        }
    }

    @Test("A paused gateway leases nothing; another does")
    func pause() async throws {
        let ids = try await store.fill(text("a"), text("b", gateway: "other"))
        try await store.commit { tx throws in
            #expect(try tx.pause(gateway: "sms", reason: "no funds", since: tx.now))
            #expect(try !tx.pause(gateway: "sms", reason: "again", since: tx.now))
            #expect(try tx.pauses().map(\.reason) == ["no funds"])
            #expect(try tx.isPaused(gateway: "sms") && !tx.isPaused(gateway: "other"))
            #expect(try tx.lease(gateway: "sms", limit: 10, now: tx.now).isEmpty)
            #expect(try tx.nextDue(gateway: "sms") == nil)
            #expect(try tx.lease(gateway: "other", limit: 10, now: tx.now).map(\.id) == [ids[1]])
            try tx.resume(gateway: "sms")
            #expect(try tx.pauses().isEmpty)
            #expect(try tx.lease(gateway: "sms", limit: 10, now: tx.now).map(\.id) == [ids[0]])
        }
    }

    @Test("What ran out of time while it waited is given up, one behind the other, and nothing else")
    func overdue() async throws {
        let ids = try await store.fill(
            text("a"), text("b"), text("late") { $0.expires = $0.expires.map { $0 + 3600 } },
            text("sending", to: Address("+1")), text("other", gateway: "other"),
            text("never", to: Address("+2")) { $0.expires = nil })
        try await store.commit { tx throws in
            let leased = try tx.lease(gateway: "sms", limit: 10, now: tx.now)
            for row in leased where row.id != ids[3] { try tx.release(row.id, attempt: 1, until: tx.now) }
            #expect(try tx.expireOverdue(gateway: "sms").isEmpty)
        }
        scratch.time.advance(by: .seconds(4 * 3600))
        try await store.commit { tx throws in
            #expect(try tx.expireOverdue(gateway: "sms", limit: 1).map(\.id) == [ids[0]])
            #expect(try tx.expireOverdue(gateway: "sms").map(\.id) == [ids[1]])
            #expect(try tx.expireOverdue(gateway: "sms").isEmpty)
        }
        let states = try await store.read { tx in try ids.map { try tx.row($0)?.state } }
        #expect(states == [.expired, .expired, .queued, .sending, .queued, .queued])
    }

    @Test("What may have been sent is uncertain when its time runs out, until an operator begins anew")
    func doubts() async throws {
        let id = try await store.fill(text("a"))[0]
        try await store.commit { tx throws in
            for doubt in [false, true] {
                _ = try tx.lease(gateway: "sms", limit: 1, now: tx.now)
                try tx.postpone(id, attempt: doubt ? 2 : 1, until: tx.now, error: "no answer", isDoubtful: doubt)
                #expect(try tx.row(id)?.doubts == (doubt ? 1 : 0))
            }
        }
        scratch.time.advance(by: .seconds(4 * 3600))
        try await store.commit { tx throws in
            let overdue = try tx.expireOverdue(gateway: "sms")
            #expect(overdue.map(\.state) == [.uncertain] && overdue.first?.error == "no answer")
            #expect(try tx.retry(id) == .queued)
            #expect(try tx.row(id)?.doubts == 0)
        }
        scratch.time.advance(by: .seconds(4 * 3600))
        #expect(try await store.commit { tx in try tx.expireOverdue(gateway: "sms").map(\.state) } == [.expired])
    }

    @Test("A conversation of 5,000 rows drains in order, each row looked at once")
    func giantConversation() async throws {
        let count = 5000
        let leased = try await store.commit { tx throws in
            for index in 0..<count { try tx.enqueue(text("r\(index)")) }
            var leased: [String] = []
            while let row = try tx.lease(gateway: "sms", limit: 10, now: tx.now).first {
                leased.append(row.reference)
                _ = try tx.settle(row.id, as: .accepted, error: nil, providerID: nil, parts: nil)
            }
            return leased
        }
        #expect(leased == (0..<count).map { "r\($0)" })
    }
}
