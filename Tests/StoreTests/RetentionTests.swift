// SPDX-License-Identifier: Apache-2.0

import Foundation
import GatewayKit
import Store
import Support
import Testing
import XMPP

@Suite("What is kept, and how long")
struct RetentionTests {
    let scratch: Scratch
    let store: Store

    init() throws {
        scratch = try Scratch()
        store = try scratch.open()
    }

    /// One row for each state that a body can be in, in the order of `OutboxState.allCases`.
    private func fillAllStates() async throws -> [Int64] {
        try await store.commit { tx throws in
            let ids = try OutboxState.allCases.map { state in
                try tx.enqueue(text("\(state)", to: Address("\(state)"))).id
            }
            _ = try tx.cancel(ids[6])
            _ = try tx.lease(gateway: "sms", limit: 20, now: tx.now)
            try tx.release(ids[0], attempt: 1, until: tx.now)
            for (id, state) in zip(ids, OutboxState.allCases) where state != .queued {
                _ = try tx.settle(id, as: state, error: nil, providerID: nil, parts: nil)
            }
            return ids
        }
    }

    private func erased(_ ids: [Int64]) async throws -> [OutboxState] {
        try await store.read { tx throws in
            try ids.compactMap { try tx.row($0) }.filter(\.isErased).map(\.state)
        }
    }

    @Test("A delivered body goes after keep_bodies, others after keep_failed, an open one never")
    func erase() async throws {
        let ids = try await fillAllStates()
        let bodies = Duration.seconds(60), failed = Duration.seconds(600)
        let sweep = { (seconds: Double) in
            try await store.eraseBodies(now: scratch.time.now + seconds, keepBodies: bodies, keepFailed: failed)
        }
        #expect(try await sweep(59.999) == 0)
        #expect(try await sweep(60) == 1)
        #expect(try await erased(ids) == [.delivered])
        #expect(try await sweep(599.999) == 0)
        #expect(try await sweep(600) == 5)
        #expect(try await erased(ids) == [.accepted, .delivered, .failed, .expired, .cancelled, .uncertain])
        #expect(try await sweep(1_000_000) == 0)
        let row = try #require(try await store.read { tx in try tx.row(ids[3]) })
        #expect(row.body == nil && row.media.isEmpty && row.nickname == nil && row.peer != nil && row.isErased)
    }

    @Test("A row on its way to XMPP keeps its text until the server has confirmed it")
    func unconfirmed() async throws {
        let id = try await store.fill(incoming("a"))[0]
        try await store.commit { tx throws in
            _ = try tx.leaseForLink(gateway: "sms", limit: 1)
            try tx.markWritten([id])
        }
        let later = scratch.time.now + 1_000_000
        #expect(try await store.eraseBodies(now: later, keepBodies: .zero, keepFailed: .zero) == 0)
        try await store.commit { tx in try tx.confirmRelayed([id]) }
        #expect(try await store.eraseBodies(now: later, keepBodies: .zero, keepFailed: .zero) == 1)
    }

    @Test("An erased text is gone from the disk, not merely from the table")
    func bytes() async throws {
        let marker = "SESQUIPEDALIAN"
        let lengths = [1, 20, 300, 40, 5000, 2, 700]
        for round in 0..<5 {
            try await store.commit { tx throws in
                for (index, length) in lengths.enumerated() {
                    let body = String(repeating: marker + " ", count: length)
                    try tx.enqueue(
                        text("\(round)-\(index)", to: Address("+\(round)\(index)")) { draft in
                            draft.body = body
                            draft.nickname = marker
                            draft.media = ["https://example.org/\(marker)"]
                        })
                }
            }
            // Rows move between pages as they change: no copy may stay behind.
            try await store.commit { tx throws in
                for row in try tx.lease(gateway: "sms", limit: 100, now: tx.now) {
                    try tx.note(row.id, error: String(repeating: "a long reason ", count: 20))
                    _ = try tx.settle(row.id, as: .delivered, error: nil, providerID: "P", parts: 1)
                }
            }
        }
        #expect(try scratch.bytes().range(of: Data(marker.utf8)) != nil, "the test looks at the wrong place")
        #expect(try await store.eraseBodies(now: scratch.time.now, keepBodies: .zero, keepFailed: .zero) == 35)
        #expect(try scratch.bytes().range(of: Data(marker.utf8)) == nil)
        #expect(try await store.read { tx in try tx.list().count } == 35)
    }

    @Test("Metadata goes after its time, once the body is gone; open rows and known repeats stay")
    func purge() async throws {
        let ids = try await fillAllStates()
        let known = try await store.fill(
            text("known", to: Address("+9")) { draft in
                draft.state = .failed
                draft.dedupe = "k"
            })[0]
        let now = scratch.time.now
        #expect(try await store.purge(now: now + 5, keepMetadata: .zero, keepFiles: .zero) == 0)
        try await store.eraseBodies(now: now, keepBodies: .zero, keepFailed: .zero)
        #expect(try await store.purge(now: now + 5, keepMetadata: .seconds(6), keepFiles: .zero) == 0)
        #expect(try await store.purge(now: now + 6, keepMetadata: .seconds(6), keepFiles: .zero) == 6)
        let left = try await store.read { tx in try tx.list().map(\.id) }
        #expect(left == [ids[0], ids[1], known])
        #expect(try await store.purge(now: now + 24 * 3600, keepMetadata: .seconds(6), keepFiles: .zero) == 1)
    }

    @Test("An id is never used again, even when the newest row is gone")
    func idsAreNotReused() async throws {
        let id = try await store.fill(text("a") { $0.state = .failed })[0]
        try await store.eraseBodies(now: scratch.time.now, keepBodies: .zero, keepFailed: .zero)
        #expect(try await store.purge(now: scratch.time.now, keepMetadata: .zero, keepFiles: .zero) == 1)
        #expect(try await store.fill(text("b"))[0] > id)
    }

    @Test("The keys of repeats go after their time")
    func dedupeKeys() async throws {
        let until = scratch.time.now + 100
        let id = try await store.fill(
            text("a") { draft in
                draft.dedupe = "k"
                draft.dedupeUntil = until
            })[0]
        try await store.purge(now: until - 1, keepMetadata: .seconds(1000), keepFiles: .zero)
        #expect(try await store.read { tx in try tx.row(id)?.dedupe } == "k")
        try await store.purge(now: until, keepMetadata: .seconds(1000), keepFiles: .zero)
        #expect(try await store.read { tx in try tx.row(id)?.dedupe } == nil)
    }

    @Test("More rows than fit into one commit are all erased and all forgotten")
    func manyRows() async throws {
        try await store.commit { tx throws in
            for index in 0..<4500 { try tx.enqueue(text("r\(index)") { $0.state = .delivered }) }
        }
        let now = scratch.time.now
        #expect(try await store.eraseBodies(now: now, keepBodies: .zero, keepFailed: .zero) == 4500)
        #expect(try await store.purge(now: now, keepMetadata: .zero, keepFiles: .zero) == 4500)
        #expect(try await store.read { tx in try tx.list().isEmpty })
    }
}
