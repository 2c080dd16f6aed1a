// SPDX-License-Identifier: Apache-2.0

import Foundation
import GatewayKit
import Support
import Testing
import XMPP

@testable import Store

@Suite("After a dead process")
struct RecoveryTests {
    let scratch: Scratch

    init() throws { scratch = try Scratch() }

    @Test(
        "What was being sent is queued again where repeats are safe, else uncertain and returned",
        arguments: [true, false])
    func leases(repeatsAreSafe: Bool) async throws {
        let store = try scratch.open()
        let ids = try await store.fill(
            text("a"), text("behind a"), text("waiting", to: Address("+1")) { $0.due = $0.expires },
            text("other", gateway: "other"), incoming("written"), incoming("leased"))
        try await store.commit { tx throws in
            for gateway in ["sms", "other"] { _ = try tx.lease(gateway: gateway, limit: 10, now: tx.now) }
            _ = try tx.leaseForLink(gateway: "sms", limit: 10)
            try tx.markWritten([ids[4]])
            let uncertain = try tx.recover(gateway: "sms", repeatsAreSafe: repeatsAreSafe)
            #expect(uncertain.map(\.id) == (repeatsAreSafe ? [] : [ids[0]]))
            #expect(uncertain.allSatisfy { $0.state == .uncertain && $0.error != nil })
        }
        let states = try await store.read { tx in try ids.map { try tx.row($0)?.state } }
        let first: OutboxState = repeatsAreSafe ? .queued : .uncertain
        #expect(states == [first, .queued, .queued, .sending, .queued, .queued])
        let doubts = try await store.read { tx in try ids.map { try tx.row($0)?.doubts } }
        #expect(doubts == [repeatsAreSafe ? 1 : 0, 0, 0, 0, 0, 0], "it may have been sent before the end")
        let next = try await store.commit { tx in try tx.lease(gateway: "sms", limit: 10, now: tx.now).map(\.id) }
        #expect(next == [repeatsAreSafe ? ids[0] : ids[1]])
    }

    @Test("A process killed in the middle of a transaction leaves what it had committed, and nothing else")
    func killed() async throws {
        let folder = scratch.folder
        await #expect(processExitsWith: .signal(SIGKILL)) { [folder = folder as String] in
            let store = try Store(path: folder + "/postern.db", role: .daemon)
            try await store.fill(text("committed"))
            try await store.commit { tx throws in
                try tx.enqueue(text("lost"))
                for index in 0..<2000 { try tx.enqueue(text("lost-\(index)")) }
                kill(getpid(), SIGKILL)
            }
        }
        let store = try scratch.open()
        #expect(try await store.read { tx in try tx.list().map(\.reference) } == ["committed"])
        #expect(try await store.read { tx in try tx.integer("SELECT count(*) FROM pragma_integrity_check") } == 1)
    }

    @Test("A full disk fails what does not fit, keeps what was there, and is over once there is room")
    func fullDisk() async throws {
        let store = try scratch.open()
        let kept = try await store.fill(text("kept"))[0]
        try await store.commit { tx throws in
            let pages = try tx.integer("PRAGMA page_count") ?? 0
            _ = try tx.integer("PRAGMA max_page_count = \(pages + 2)")
        }
        let large = String(repeating: "x", count: 200_000)
        await #expect(throws: StoreFailure.full(path: scratch.path)) {
            try await store.fill(text("large") { $0.body = large })
        }
        try await store.fill(text("small"))
        try await store.commit { tx in _ = try tx.integer("PRAGMA max_page_count = 1000000") }
        try await store.fill(text("large") { $0.body = large })
        let references = try await store.read { tx in try tx.list().map(\.reference) }
        #expect(references == ["kept", "small", "large"])
        #expect(try await store.state(kept) == .queued)
    }
}
