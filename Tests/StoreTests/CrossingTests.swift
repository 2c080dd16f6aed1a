// SPDX-License-Identifier: Apache-2.0

import Foundation
import GatewayKit
import Support
import Testing

@testable import Store

/// What two writers, or a late one, might do to each other.
@Suite("Whoever comes late changes nothing")
struct CrossingTests {
    let scratch: Scratch
    let store: Store

    init() throws {
        scratch = try Scratch()
        store = try scratch.open()
    }

    @Test("One receipt and one word of a delay are noted once, and the second is told so")
    func once() async throws {
        let id = try await store.fill(text("a"))[0]
        try await store.commit { tx throws in
            #expect(try [tx.markTicked(id), tx.markTicked(id)] == [true, false])
            #expect(try [tx.markToldDelayed(id), tx.markToldDelayed(id)] == [true, false])
            #expect(try !tx.markTicked(999) && !tx.markToldDelayed(999))
        }
    }

    @Test("An attempt puts back only what it has in hand itself", arguments: [true, false])
    func attempts(counts: Bool) async throws {
        let id = try await store.fill(text("a"))[0]
        @Sendable func putBack(_ attempt: Int, _ tx: Transaction) throws -> Bool {
            try counts
                ? tx.postpone(id, attempt: attempt, until: tx.now, error: "busy")
                : tx.release(id, attempt: attempt, until: tx.now)
        }
        try await store.commit { tx throws in
            _ = try tx.lease(gateway: "sms", limit: 1, now: tx.now)
            _ = try tx.recover(gateway: "sms", repeatsAreSafe: true)
            let again = try #require(try tx.lease(gateway: "sms", limit: 1, now: tx.now).first)
            #expect(again.attempts == 2)
            #expect(try !putBack(1, tx), "the first is over")
            #expect(try tx.row(id)?.state == .sending && tx.row(id)?.error == nil)
            #expect(try putBack(2, tx))
            #expect(try !putBack(2, tx), "it is in nobody's hand")
            #expect(try tx.row(id)?.attempts == (counts ? 2 : 1))
        }
    }

    @Test("Only what is queued still joins a bundle")
    func joins() async throws {
        let ids = try await store.fill(text("a"), text("b"), text("c"), text("d"))
        try await store.commit { tx throws in
            let lead = try #require(try tx.lease(gateway: "sms", limit: 1, now: tx.now).first)
            _ = try tx.cancel(ids[1])
            #expect(try tx.join(lead, Array(ids.dropFirst())).map(\.id) == [ids[2], ids[3]])
            #expect(try tx.join(lead, Array(ids.dropFirst())).isEmpty, "they are under way")
            #expect(try tx.row(ids[1])?.state == .cancelled)
        }
    }

    @Test("Leases have an owner as long as they last, and only the dead one's are freed")
    func owners() async throws {
        let ids = try await store.fill(text("a"), incoming("b"))
        let dead = try await store.commit { tx throws in
            _ = try tx.lease(gateway: "sms", limit: 1, now: tx.now)
            _ = try tx.leaseForLink(gateway: "sms", limit: 1)
            return tx.owner
        }
        await store.close()
        let next = try scratch.open()
        let later = try await next.fill(text("c", to: Address("+1")), incoming("d"))
        try await next.commit { tx throws in
            #expect(tx.owner != dead)
            _ = try tx.lease(gateway: "sms", limit: 1, now: tx.now)
            _ = try tx.leaseForLink(gateway: "sms", limit: 1)
            #expect(try tx.integer("SELECT count(*) FROM outbox WHERE owner = '\(dead)'") == 2)
            #expect(try tx.integer("SELECT count(*) FROM outbox WHERE owner = '\(tx.owner)'") == 2)
            _ = try tx.recover(gateway: "sms", repeatsAreSafe: true, owner: dead)
            #expect(try (ids + later).map { try tx.row($0)?.state } == [.queued, .queued, .sending, .sending])
            _ = try tx.settle(later[0], as: .accepted, error: nil, providerID: nil, parts: nil)
            try tx.markWritten([later[1]])
            #expect(try tx.integer("SELECT count(owner) FROM outbox") == 1, "written, and not confirmed yet")
            try tx.confirmRelayed([later[1]])
            #expect(try tx.integer("SELECT count(owner) FROM outbox") == 0)
        }
    }

    @Test("A report that was kept while the answer to its send was stored is found, and no other")
    func crossedReports() async throws {
        let ids = try await store.fill(
            text("answered") { $0.networkID = "<N>" }, text("waiting", to: Address("+1")),
            text("other", gateway: "mail"))
        let crossed = [
            DeliveryReport(providerID: "P", state: .delivered), DeliveryReport(networkID: "<N>", state: .delayed),
            DeliveryReport(reference: "answered", state: .sent),
        ]
        let others = [
            DeliveryReport(providerID: "Q", state: .delivered), DeliveryReport(reference: "waiting", state: .sent),
            DeliveryReport(reference: "other", state: .sent), DeliveryReport(networkID: "<O>", state: .delivered),
        ]
        try await store.commit { tx throws in
            _ = try tx.lease(gateway: "sms", limit: 1, now: tx.now)
            _ = try tx.settle(ids[0], as: .accepted, error: nil, providerID: "P", parts: nil)
            for report in crossed + others { try tx.keep(report, gateway: "sms", until: tx.now + 600) }
            let found = try tx.crossedReports(gateway: "sms", limit: 10)
            #expect(found.map(\.report) == crossed)
            #expect(found.allSatisfy { $0.until == tx.now + 600 })
            #expect(try tx.crossedReports(gateway: "sms", limit: 1).map(\.report) == [crossed[2]], "the newest")
            #expect(try tx.crossedReports(gateway: "mail", limit: 10).isEmpty)
            try tx.forget(found[0])
            #expect(try tx.crossedReports(gateway: "sms", limit: 10).count == 2)
        }
        scratch.time.advance(by: .seconds(600))
        #expect(try await store.read { tx in try tx.crossedReports(gateway: "sms", limit: 10).isEmpty }, "too old")
    }
}
