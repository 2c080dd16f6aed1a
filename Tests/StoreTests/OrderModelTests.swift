// SPDX-License-Identifier: Apache-2.0

import Foundation
import GatewayKit
import Store
import Support
import Testing
import XMPP

/// The order rule against a model that looks at everything, under random verbs.
@Suite("The order rule, at random")
struct OrderModelTests {
    @Test(
        "Whatever happens, a lease takes exactly the oldest open row of each conversation",
        arguments: Thoroughness.seeds(12))
    func model(seed: UInt64) async throws {
        let scratch = try Scratch()
        let store = try scratch.open()
        try await store.commit { tx throws in
            var game = Game(tx: tx, random: SplitMix(state: seed))
            for step in 0..<400 { try game.play("seed \(seed), step \(step)") }
        }
    }
}

private struct Game {
    struct Row {
        let id: Int64
        let conversation: Int
        var state = OutboxState.queued
        var due: Date
    }

    let tx: Transaction
    var random: SplitMix
    var rows: [Row] = []
    var now: Date

    init(tx: Transaction, random: SplitMix) {
        self.tx = tx
        self.random = random
        now = tx.now
    }

    mutating func play(_ comment: Comment) throws {
        switch Int.random(in: 0..<12, using: &random) {
        case 0...3: try enqueue()
        case 4...5: try lease(comment)
        case 6...7: try settle()
        case 8: try putBack()
        case 9: try retry()
        case 10: try cancel()
        default: try restart()
        }
        try compare(comment)
    }

    private mutating func enqueue() throws {
        let conversation = Int.random(in: 0..<4, using: &random)
        let id = try tx.enqueue(text("r\(rows.count)", to: Address("+\(conversation)"))).id
        rows.append(Row(id: id, conversation: conversation, due: tx.now))
    }

    private mutating func lease(_ comment: Comment) throws {
        now += Double(Int.random(in: 0..<20, using: &random))
        let limit = Int.random(in: 1..<5, using: &random)
        let expected = oldest().filter { rows[$0].state == .queued && rows[$0].due <= now }
            .sorted { (rows[$0].due, rows[$0].id) < (rows[$1].due, rows[$1].id) }.prefix(limit)
        let leased = try tx.lease(gateway: "sms", limit: limit, now: now).map(\.id)
        #expect(leased == expected.map { rows[$0].id }, comment)
        for index in expected { rows[index].state = .sending }
    }

    private mutating func settle() throws {
        guard let index = any(where: { $0 == .sending || $0 == .uncertain }) else { return }
        let states: [OutboxState] = [.accepted, .delivered, .failed, .uncertain]
        guard let state = states.randomElement(using: &random) else { return }
        if try tx.settle(rows[index].id, as: state, error: nil, providerID: nil, parts: nil) != nil {
            rows[index].state = state
        }
    }

    private mutating func putBack() throws {
        guard let index = any(where: { $0 == .sending }) else { return }
        let due = now + Double(Int.random(in: 0..<30, using: &random))
        if Bool.random(using: &random) {
            try tx.postpone(rows[index].id, until: due, error: "busy")
        } else {
            try tx.release(rows[index].id, until: due)
        }
        rows[index].state = .queued
        rows[index].due = due
    }

    private mutating func retry() throws {
        guard let index = any(where: { [.failed, .uncertain, .cancelled].contains($0) }) else { return }
        guard try tx.retry(rows[index].id) == .queued else { return }
        rows[index].state = .queued
        rows[index].due = tx.now
    }

    private mutating func cancel() throws {
        guard let index = any(where: { $0 == .queued }) else { return }
        if try tx.cancel(rows[index].id) == .cancelled { rows[index].state = .cancelled }
    }

    private mutating func restart() throws {
        let isSafe = Bool.random(using: &random)
        _ = try tx.recover(gateway: "sms", repeatsAreSafe: isSafe)
        for index in rows.indices where rows[index].state == .sending {
            rows[index].state = isSafe ? .queued : .uncertain
        }
    }

    private func compare(_ comment: Comment) throws {
        let stored = try tx.list().map { "\($0.id) \($0.state)" }
        #expect(stored == rows.map { "\($0.id) \($0.state)" }, comment)
        let next = oldest().filter { rows[$0].state == .queued }.map { rows[$0].due }.min()
        #expect(try tx.nextDue(gateway: "sms") == next, comment)
    }

    /// The oldest open row of each conversation.
    private func oldest() -> [Int] {
        (0..<4).compactMap { conversation in
            rows.firstIndex { $0.conversation == conversation && $0.state.isOpen }
        }
    }

    private mutating func any(where isWanted: (OutboxState) -> Bool) -> Int? {
        rows.indices.filter { isWanted(rows[$0].state) }.randomElement(using: &random)
    }
}
