// SPDX-License-Identifier: Apache-2.0

import Foundation
import GatewayKit
import Store
import Support
import Testing
import XMPP

@Suite("What an operator asks for")
struct OperatorTests {
    let scratch: Scratch
    let store: Store

    init() throws {
        scratch = try Scratch()
        store = try scratch.open()
    }

    @Test(
        "A listing is filtered, and from old to new",
        arguments: [
            (OutboxFilter(), ["a", "b", "c", "d", "e"]), (OutboxFilter(limit: 2), ["d", "e"]),
            (OutboxFilter(state: .cancelled), ["b"]), (OutboxFilter(gateway: "mail"), ["c"]),
            (OutboxFilter(account: jid("ada@example.org/phone")), ["a", "b", "c", "e"]),
            (OutboxFilter(kinds: [.receipt, .failure]), ["e"]), (OutboxFilter(kinds: []), []),
            (OutboxFilter(state: .queued, gateway: "sms", account: ada, kinds: [.message], limit: 5), ["a"]),
        ])
    func list(_ filter: OutboxFilter, _ expected: [String]) async throws {
        var receipt = OutboxDraft(kind: .receipt, gateway: "sms", direction: .in, account: ada, reference: "e")
        receipt.answers = "m1"
        let ids = try await store.fill(
            text("a"), text("b"), text("c", gateway: "mail"), text("d", from: grace), receipt)
        try await store.commit { tx in _ = try tx.cancel(ids[1]) }
        #expect(try await store.read { tx in try tx.list(filter).map(\.reference) } == expected)
    }

    @Test("A retry starts over with as much time as at first")
    func retry() async throws {
        let id = try await store.fill(text("a"))[0]
        try await store.commit { tx throws in
            _ = try tx.lease(gateway: "sms", limit: 1, now: tx.now)
            _ = try tx.settle(id, as: .failed, error: "no", providerID: "P", parts: 2)
            _ = try tx.countDeliveredPart(id, eventID: "e")
            try tx.markToldDelayed(id)
            _ = try tx.markTicked(id)
        }
        for _ in 0..<2 {
            scratch.time.advance(by: .seconds(24 * 3600 - 1))
            try await store.commit { tx throws in
                #expect(try tx.retry(id) == .queued)
                let row = try #require(try tx.row(id))
                #expect(row.state == .queued && row.attempts == 0 && row.due == tx.now && row.error == nil)
                #expect(row.expires == tx.now + 4 * 3600 && !row.toldDelayed && row.reference == "a")
                #expect(row.providerID == nil && row.parts == nil && row.deliveredParts == 0 && !row.ticked)
                #expect(try tx.retry(id) == .stillOpen)
                #expect(try tx.countDeliveredPart(id, eventID: "e") == (1, nil))
                _ = try tx.settle(id, as: .expired, error: nil, providerID: nil, parts: nil)
            }
        }
    }

    @Test("What cannot be sent again says why")
    func retryRefused() async throws {
        let ids = try await store.fill(text("erased"), text("delivered"), text("accepted"), text("sending"))
        try await store.commit { tx throws in
            for (id, state) in zip(ids, [OutboxState.failed, .delivered, .accepted]) {
                _ = try tx.lease(gateway: "sms", limit: 1, now: tx.now)
                _ = try tx.settle(id, as: state, error: nil, providerID: nil, parts: nil)
            }
            _ = try tx.lease(gateway: "sms", limit: 1, now: tx.now)
        }
        try await store.eraseBodies(now: scratch.time.now, keepBodies: .seconds(60), keepFailed: .seconds(0))
        try await store.commit { tx throws in
            let results = try (ids + [999]).map { try tx.retry($0) }
            #expect(results == [.bodyErased, .alreadyDelivered, .stillOpen, .stillOpen, .notFound])
        }
    }

    @Test("A text to an address that nobody had goes, on retry, to whoever has it now")
    func retryUnowned() async throws {
        let id = try await store.fill(
            incoming("a") { draft in
                draft.account = nil
                draft.contact = nil
                draft.state = .failed
            })[0]
        try await store.commit { tx throws in
            #expect(try tx.retry(id) == .noRecipient)
            #expect(try tx.row(id)?.state == .failed)
            try tx.add(account(grace, "+15550100001"))
            #expect(try tx.retry(id) == .queued)
            let leased = try tx.leaseForLink(gateway: "sms", limit: 1)
            #expect(leased.map(\.contact) == [grace] && leased.map(\.account) == [grace])
        }
    }

    @Test("Only what waits can be cancelled")
    func cancel() async throws {
        let ids = try await store.fill(text("a"), text("b"), incoming("c"), incoming("d"))
        try await store.commit { tx throws in
            _ = try tx.lease(gateway: "sms", limit: 1, now: tx.now)
            #expect(try tx.cancel(ids[0]) == .inFlight)
            #expect(try tx.cancel(ids[1]) == .cancelled)
            #expect(try tx.cancel(ids[1]) == .alreadyFinal)
            _ = try tx.settle(ids[0], as: .accepted, error: nil, providerID: nil, parts: nil)
            #expect(try tx.cancel(ids[0]) == .inFlight)
            #expect(try tx.cancel(999) == .notFound)
            #expect(try tx.cancel(ids[2]) == .cancelled)
            #expect(try tx.leaseForLink(gateway: "sms", limit: 9).map(\.id) == [ids[3]])
        }
    }

    @Test("Rows are counted by gateway, direction and state, and the oldest open one is known")
    func counts() async throws {
        let start = scratch.time.now
        let ids = try await store.fill(text("a"))
        scratch.time.advance(by: .seconds(10))
        try await store.fill(text("b"), incoming("c"), text("d", gateway: "mail"))
        try await store.read { tx throws in
            let counts = try tx.counts().map { "\($0.gateway) \($0.direction) \($0.state) \($0.count)" }
            #expect(counts == ["mail out queued 1", "sms in queued 1", "sms out queued 2"])
            #expect(try tx.oldestOpen(gateway: "sms") == start)
            #expect(try tx.oldestOpen(gateway: "other") == nil)
        }
        try await store.commit { tx in _ = try tx.cancel(ids[0]) }
        #expect(try await store.read { tx in try tx.oldestOpen(gateway: "sms") } == start + 10)
    }
}
