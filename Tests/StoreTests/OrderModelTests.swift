// SPDX-License-Identifier: Apache-2.0

import Foundation
import GatewayKit
import Support
import Testing
import XMPP

@testable import Store

/// The order rule against a model that looks at everything, under random verbs.
@Suite("The order rule, at random")
struct OrderModelTests {
    /// Games of so many steps for each seed: 4,800 steps in all, or a million with `scripts/test --all`.
    private static let games = Thoroughness.isAll ? 100 : 1
    private static let seeds: ClosedRange<UInt64> = 1...(Thoroughness.isAll ? 25 : 12)
    private static let steps = 400

    @Test("Whatever happens, a lease takes exactly the oldest open row of each conversation", arguments: seeds)
    func model(seed: UInt64) async throws {
        for game in 0..<Self.games {
            let scratch = try Scratch()
            let store = try scratch.open()
            try await store.commit { tx throws in
                var play = Game(tx: tx, random: SplitMix(state: seed &+ UInt64(game) << 32))
                for step in 0..<Self.steps { try play.play("seed \(seed), game \(game), step \(step)") }
            }
            await store.close()
        }
    }
}

private struct Game {
    struct Row {
        let id: Int64
        let conversation: Int
        var state = OutboxState.queued
        var due: Date
        /// How often it was leased, as far as that counts.
        var attempts = 0
    }

    let tx: Transaction
    var random: SplitMix
    var rows: [Row] = []
    var now: Date
    /// Turns have been lost or doubled, as writers do who do not see each other.
    var isLying = false

    init(tx: Transaction, random: SplitMix) {
        self.tx = tx
        self.random = random
        now = tx.now
    }

    mutating func play(_ comment: Comment) throws {
        switch Int.random(in: 0..<14, using: &random) {
        case 0...3: try enqueue()
        case 4...5: try lease(comment)
        case 6...7: try settle()
        case 8: try putBack()
        case 9: try retry()
        case 10: try cancel()
        case 11: try restart()
        case 12 where Int.random(in: 0..<4, using: &random) == 0: try lie()
        default: try mend()
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
        let due = oldest().filter { rows[$0].state == .queued && rows[$0].due <= now }
            .sorted { (rows[$0].due, rows[$0].id) < (rows[$1].due, rows[$1].id) }
        let leased = try tx.lease(gateway: "sms", limit: limit, now: now)
        // A lost turn may pass a row over, and a lie lets none out of order.
        let passed = Set(leased.map(\.id))
        let expected = isLying ? due.filter { passed.contains(rows[$0].id) } : Array(due.prefix(limit))
        #expect(leased.map(\.id) == expected.map { rows[$0].id }, comment)
        for (index, row) in zip(expected, leased) {
            rows[index].state = .sending
            rows[index].attempts += 1
            #expect(row.attempts == rows[index].attempts, comment)
        }
    }

    private mutating func lie() throws {
        let (divisor, rest) = (Int.random(in: 1..<4, using: &random), Int.random(in: 0..<3, using: &random))
        try tx.execute(Self.lying, [divisor, rest])
        isLying = true
    }

    private static let lying = Statement(
        """
        UPDATE outbox SET turn = CASE WHEN id % ?1 = ?2 THEN 1 ELSE 0 END WHERE state IN ('queued', 'sending')
        """)

    private mutating func mend() throws {
        _ = try tx.mendTurns(gateway: "sms")
        isLying = false
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
        let attempt = rows[index].attempts
        if Bool.random(using: &random) {
            #expect(try !tx.postpone(rows[index].id, attempt: attempt + 1, until: due, error: "not this one"))
            #expect(try tx.postpone(rows[index].id, attempt: attempt, until: due, error: "busy"))
        } else {
            #expect(try tx.release(rows[index].id, attempt: attempt, until: due))
            rows[index].attempts -= 1
        }
        rows[index].state = .queued
        rows[index].due = due
    }

    private mutating func retry() throws {
        guard let index = any(where: { [.failed, .uncertain, .cancelled].contains($0) }) else { return }
        guard try tx.retry(rows[index].id) == .queued else { return }
        rows[index].state = .queued
        rows[index].due = tx.now
        rows[index].attempts = 0
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

    private static let states = Statement("SELECT id, state FROM outbox ORDER BY id")

    private func compare(_ comment: Comment) throws {
        let stored = try tx.all(Self.states) { fields in "\(fields[0] as Int64) \(fields[1] as String)" }
        #expect(stored == rows.map { "\($0.id) \($0.state)" }, comment)
        let waiting = oldest().filter { rows[$0].state == .queued }.map { rows[$0].due }
        let next = try tx.nextDue(gateway: "sms")
        #expect(isLying ? next.map(waiting.contains) ?? true : next == waiting.min(), comment)
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
