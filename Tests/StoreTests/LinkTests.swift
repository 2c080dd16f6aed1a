// SPDX-License-Identifier: Apache-2.0

import GatewayKit
import Store
import Testing
import XMPP

@Suite("The way to XMPP: written, confirmed, written again")
struct LinkTests {
    let scratch: Scratch
    let store: Store

    init() throws {
        scratch = try Scratch()
        store = try scratch.open()
    }

    private func states(_ ids: [Int64]) async throws -> [OutboxState?] {
        try await store.read { tx in try ids.map { try tx.row($0)?.state } }
    }

    @Test("Several rows of a conversation go in one batch, oldest first; outbound rows never do")
    func batch() async throws {
        let ids = try await store.fill(
            incoming("a"), text("x"), incoming("b"), incoming("c"), incoming("d", gateway: "other"))
        try await store.commit { tx throws in
            let first = try tx.leaseForLink(gateway: "sms", limit: 2)
            #expect(first.map(\.id) == [ids[0], ids[2]])
            #expect(first.allSatisfy { $0.state == .sending && $0.attempts == 1 })
            #expect(try tx.leaseForLink(gateway: "sms", limit: 2).map(\.id) == [ids[3]])
            #expect(try tx.leaseForLink(gateway: "sms", limit: 2).isEmpty)
        }
        #expect(try await states(ids) == [.sending, .queued, .sending, .sending, .queued])
    }

    @Test("Written is accepted, confirmed is delivered, and neither touches another row")
    func confirm() async throws {
        let ids = try await store.fill(incoming("a"), incoming("b"), incoming("c"), text("x"))
        try await store.commit { tx throws in
            _ = try tx.leaseForLink(gateway: "sms", limit: 2)
            _ = try tx.lease(gateway: "sms", limit: 1, now: tx.now)
            try tx.markWritten([ids[0], ids[2], ids[3], 999])
        }
        #expect(try await states(ids) == [.accepted, .sending, .queued, .sending])
        try await store.commit { tx in try tx.confirmRelayed([ids[0], ids[1], ids[2], ids[3]]) }
        #expect(try await states(ids) == [.delivered, .delivered, .queued, .sending])
        try await store.commit { tx throws in
            try tx.markWritten([])
            try tx.confirmRelayed([])
        }
        #expect(try await states(ids) == [.delivered, .delivered, .queued, .sending])
    }

    @Test("After a lost link what was not confirmed is written again, with the same stanza id")
    func rewrite() async throws {
        let ids = try await store.fill(incoming("a"), incoming("b"), incoming("c"), incoming("d", gateway: "other"))
        try await store.commit { tx throws in
            _ = try tx.leaseForLink(gateway: "sms", limit: 3)
            _ = try tx.leaseForLink(gateway: "other", limit: 3)
            try tx.markWritten([ids[0], ids[1]])
            try tx.confirmRelayed([ids[0]])
            try tx.requeueUnconfirmed(gateway: "sms")
            let again = try tx.leaseForLink(gateway: "sms", limit: 10)
            #expect(again.map(\.id) == [ids[1], ids[2]])
            #expect(again.map(\.stanzaID) == ["stanza-b", "stanza-c"])
            #expect(again.map(\.attempts) == [2, 2])
        }
        #expect(try await states(ids) == [.delivered, .sending, .sending, .sending])
    }
}
