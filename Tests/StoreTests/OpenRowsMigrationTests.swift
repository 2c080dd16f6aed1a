// SPDX-License-Identifier: Apache-2.0

import Foundation
import GatewayKit
import Support
import Testing
import XMPP

@testable import Store

/// A store of a version that kept the turn by triggers, in the middle of its work, goes on.
@Suite("From an older version, with open rows of every state")
struct OpenRowsMigrationTests {
    let scratch: Scratch

    init() throws { scratch = try Scratch() }

    /// In each state a conversation of its own: an older row in that state, and a younger one that is queued behind it.
    /// Then two that are on their way in for each state of those that are, and one conversation without account.
    private func make(_ version: Int) async throws {
        let now = scratch.time.now.milliseconds
        let columns =
            "kind, gateway, direction, account, peer, state, turn, attempts, created, updated, due, settled, "
            + "expires, lifetime, reference, body, providerID"
        func row(
            _ direction: String, _ account: String, _ peer: String, _ state: OutboxState, turn: Int, _ reference: String
        ) -> String {
            let isDone = !state.isOpen && !(direction == "in" && state == .accepted)
            return """
                INSERT INTO outbox (\(columns)) VALUES ('message', 'sms', '\(direction)', \(account), '\(peer)',
                    '\(state.rawValue)', \(turn), \(state == .queued ? 0 : 1), \(now), \(now), \(now),
                    \(isDone ? "\(now)" : "NULL"), \(now + 3_600_000), 3600000, '\(reference)', 'text of \(reference)',
                    \(state == .accepted ? "'P-\(reference)'" : "NULL"));

                """
        }
        var rows = ""
        for state in OutboxState.allCases {
            rows += row("out", "'\(ada)'", "+\(state)", state, turn: state.isOpen ? 1 : 0, "old \(state)")
        }
        for state in OutboxState.allCases {
            rows += row("out", "'\(ada)'", "+\(state)", .queued, turn: state.isOpen ? 0 : 1, "new \(state)")
        }
        rows += row("out", "NULL", "nobody", .queued, turn: 1, "bounce 1")
        rows += row("out", "NULL", "nobody", .queued, turn: 0, "bounce 2")
        for state in OutboxState.allCases where state.isOpen || state == .accepted {
            rows += row("in", "'\(ada)'", "\(phone)", state, turn: 0, "in \(state)")
        }
        rows += "INSERT INTO pause VALUES ('mail', 'no funds', \(now - 5000));"
        try await scratch.makeStore(ofVersion: version, rows)
    }

    private func lease(_ store: Store) async throws -> Set<String> {
        try await store.commit { tx in
            Set(try tx.lease(gateway: "sms", limit: 100, now: tx.now).map(\.reference))
        }
    }

    @Test("It opens, and every conversation goes on where it was, in order", arguments: [2, 4])
    func goesOn(version: Int) async throws {
        try await make(version)
        let store = try scratch.open()
        let before = try await store.read { tx in try tx.list().map { "\($0.reference) \($0.state)" } }
        #expect(before.count == 21)
        #expect(before.prefix(8) == ArraySlice(OutboxState.allCases.map { "old \($0) \($0)" }))
        try await store.commit { tx throws in
            #expect(try tx.integer("PRAGMA user_version") == 5)
            #expect(try tx.integer("SELECT count(*) FROM pragma_integrity_check WHERE integrity_check <> 'ok'") == 0)
            #expect(try tx.integer("SELECT count(*) FROM sqlite_master WHERE type = 'trigger'") == 0)
            #expect(try tx.recover(gateway: "sms", repeatsAreSafe: true).isEmpty)
            let written = try tx.leaseForLink(gateway: "sms", limit: 9).map(\.reference)
            #expect(written == ["in queued", "in sending", "in accepted"])
        }
        let closed = OutboxState.allCases.filter { !$0.isOpen }
        let first = Set(["old queued", "old sending", "bounce 1"] + closed.map { "new \($0)" })
        #expect(try await lease(store) == first)
        #expect(try await lease(store).isEmpty)
        try await settleAll(store)
        #expect(try await lease(store) == ["new queued", "new sending", "bounce 2"])
        try await settleAll(store)
        #expect(try await lease(store).isEmpty)
    }

    private func settleAll(_ store: Store) async throws {
        try await store.commit { tx throws in
            for row in try tx.list(OutboxFilter(state: .sending)) where row.direction == .out {
                #expect(try tx.settle(row.id, as: .accepted, error: nil, providerID: nil, parts: nil) != nil)
            }
        }
    }

    @Test("What had failed before is sent again at its old place", arguments: [2, 4])
    func retried(version: Int) async throws {
        try await make(version)
        let store = try scratch.open()
        let again: [OutboxState] = [.failed, .expired, .cancelled, .uncertain]
        try await store.commit { tx throws in
            for row in try tx.list() where row.reference.hasPrefix("old ") && again.contains(row.state) {
                #expect(try tx.retry(row.id) == .queued)
            }
        }
        let leased = try await lease(store)
        #expect(leased.isSuperset(of: again.map { "old \($0)" }))
        #expect(leased.isDisjoint(with: again.map { "new \($0)" }))
    }

    @Test("What comes anew stands behind, a report finds its row, and admins who were told are not told again")
    func afterwards() async throws {
        try await make(2)
        let store = try scratch.open()
        let id = try await store.fill(text("late", to: Address("+queued")))[0]
        try await store.commit { tx throws in
            #expect(try tx.row(id)?.account == ada)
            #expect(try tx.openCount(gateway: "sms", account: ada) == 11)
            let accepted = try #require(try tx.row(gateway: "sms", providerID: "P-old accepted", recipient: nil))
            let settled = try tx.settle(accepted.id, as: .delivered, error: nil, providerID: nil, parts: nil)
            #expect(settled?.state == .delivered)
            #expect(try tx.isPaused(gateway: "mail"))
            #expect(try !tx.tellsOfPause(gateway: "mail", silence: .seconds(3600)))
            #expect(try tx.mendTurns(gateway: "sms") == 0, "no turn was lost on the way")
        }
        #expect(try await !lease(store).contains("late"))
    }
}
