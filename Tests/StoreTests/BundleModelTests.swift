// SPDX-License-Identifier: Apache-2.0

import Foundation
import GatewayKit
import Support
import Testing
import XMPP

@testable import Store

/// What must hold of the outbox whatever happens to rows that go as one, under random verbs.
@Suite("Bundles, at random")
struct BundleModelTests {
    @Test("Of each conversation the oldest open row has the turn, and no other", arguments: Thoroughness.seeds(12))
    func model(seed: UInt64) async throws {
        let scratch = try Scratch()
        let store = try scratch.open()
        try await store.commit { tx throws in
            var game = BundleGame(tx: tx, random: SplitMix(state: seed))
            for step in 0..<400 { try game.play("seed \(seed), step \(step)") }
            #expect(game.bundles >= 10, "too little was tried")
        }
    }
}

private struct BundleGame {
    let tx: Transaction
    var random: SplitMix
    var enqueued = 0
    var bundles = 0

    init(tx: Transaction, random: SplitMix) {
        self.tx = tx
        self.random = random
    }

    mutating func play(_ comment: Comment) throws {
        switch Int.random(in: 0..<18, using: &random) {
        case 0...6: try enqueue()
        case 7...10: try lease(comment)
        case 11: try settleOne()
        case 12...13: try settleBundle()
        case 14: try putBack()
        case 15: try retry()
        case 16: if let row = try any(.queued) { _ = try tx.cancel(row.id) }
        default: try housekeeping()
        }
        #expect(try conversationsWithWrongTurns() == 0, comment)
    }

    private mutating func enqueue() throws {
        enqueued += 1
        let overdue = Int.random(in: 0..<12, using: &random) == 0
        let subject = Int.random(in: 0..<6, using: &random) == 0 ? "s" : nil
        try tx.enqueue(
            text("r\(enqueued)", to: Address("+\(Int.random(in: 0..<3, using: &random))")) { draft in
                draft.networkID = "<\(draft.reference)>"
                draft.thread = "t"
                draft.subject = subject
                draft.expires = tx.now + (overdue ? -1 : 3600)
            })
    }

    private mutating func lease(_ comment: Comment) throws {
        for lead in try tx.lease(gateway: "sms", limit: 5, now: tx.now) {
            let before = try tx.bundleMates(of: lead).filter { $0.state == .queued && $0.expires ?? tx.now > tx.now }
            let followers = try tx.bundle(lead, limit: 4, bytes: 1000, by: .plain)
            if lead.bundle != nil { #expect(followers.map(\.id) == before.map(\.id), comment) }
            #expect(followers.allSatisfy { $0.id > lead.id && $0.peer == lead.peer }, comment)
            #expect(followers.allSatisfy { $0.networkID == lead.networkID && $0.state == .sending }, comment)
            if !followers.isEmpty { bundles += 1 }
        }
    }

    private mutating func settleOne() throws {
        guard let row = try any(.sending) else { return }
        try settle([row])
    }

    private mutating func settleBundle() throws {
        guard let row = try any(.sending) else { return }
        try settle(([row] + tx.bundleMates(of: row)).shuffled(using: &random))
    }

    private mutating func settle(_ rows: [OutboxRow]) throws {
        let state = [OutboxState.accepted, .delivered, .failed, .uncertain].randomElement(using: &random) ?? .failed
        for row in rows { _ = try tx.settle(row.id, as: state, error: nil, providerID: nil, parts: nil) }
    }

    private mutating func putBack() throws {
        guard let row = try any(.sending) else { return }
        let counts = Bool.random(using: &random)
        for row in try [row] + tx.bundleMates(of: row) {
            if counts {
                try tx.postpone(row.id, attempt: row.attempts, until: tx.now, error: nil)
            } else {
                try tx.release(row.id, attempt: row.attempts, until: tx.now)
            }
        }
    }

    private mutating func retry() throws {
        let states = [OutboxState.failed, .cancelled, .uncertain, .expired]
        guard let state = states.randomElement(using: &random), let row = try any(state) else { return }
        #expect(try tx.retry(row.id) == .queued)
    }

    private mutating func housekeeping() throws {
        if Bool.random(using: &random) {
            _ = try tx.expireOverdue(gateway: "sms")
        } else {
            _ = try tx.recover(gateway: "sms", repeatsAreSafe: Bool.random(using: &random))
        }
    }

    private mutating func any(_ state: OutboxState) throws -> OutboxRow? {
        try tx.list(OutboxFilter(state: state)).randomElement(using: &random)
    }

    /// In how many conversations another than the oldest open row has the turn, or several have, or none has.
    private func conversationsWithWrongTurns() throws -> Int64? {
        try tx.integer(
            """
            SELECT count(*) FROM (
                SELECT 1 FROM outbox WHERE state IN ('queued', 'sending') GROUP BY peer
                HAVING sum(turn) <> 1 OR min(CASE turn WHEN 1 THEN id END) <> min(id))
            """)
    }
}
