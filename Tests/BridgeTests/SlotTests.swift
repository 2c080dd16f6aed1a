// SPDX-License-Identifier: Apache-2.0

import Foundation
import GatewayKit
import Store
import Support
import Testing

@testable import Bridge

@Suite("A rate limit and many who wait", .patience)
struct SlotTests {
    /// How many transactions it took to send so many conversations' texts, one a second.
    private func commits(for conversations: Int) async throws -> Int {
        let limit = RateLimit(count: 1, span: .seconds(1), scope: .number)
        let stage = try await Stage(policy: GatewayPolicy(rate: limit))
        let expires = stage.time.now + 86_400
        try await stage.store.commit { tx in
            for number in 0..<conversations {
                var draft = OutboxDraft(
                    kind: .message, gateway: "sms", direction: .out, account: ada, reference: "r\(number)")
                draft.own = adasNumber
                draft.peer = Address("+1555\(1_000_000 + number)")
                draft.body = "\(number)"
                draft.expires = expires
                try tx.enqueue(draft)
            }
        }
        let before = stage.store.commits
        let worker = OutboxWorker(post: stage.post, store: stage.store, time: stage.time, logger: stage.logger)
        let running = Task { await worker.run() }
        for count in 1...conversations {
            var accepted = 0
            try await eventually("\(count) are sent, and nothing is in hand") {
                worker.tick(now: stage.time.now)
                let (states, due) = try await stage.store.survey { tx in
                    (try tx.counts(), try tx.nextDue(gateway: "sms"))
                }
                accepted = states.first { $0.state == .accepted }?.count ?? 0
                let isInHand = states.contains { $0.state == .sending }
                return accepted >= count && !isInHand && due.map { $0 > stage.time.now } ?? true
            }
            #expect(accepted == count, "one a second, and no more")
            stage.time.advance(by: .seconds(1))
        }
        stage.post.outbox.close()
        await running.value
        #expect(Set(stage.gateway.texts).count == conversations && stage.gateway.texts.count == conversations)
        return stage.store.commits - before
    }

    @Test("so many conversations cost a few commits each, and twice as many twice as much")
    func linear() async throws {
        let (half, whole) = (try await commits(for: 100), try await commits(for: 200))
        // For each: its first look, its lease, its result; and a look now and then that finds nothing.
        #expect(whole <= 6 * 200, "\(whole)")
        #expect(Double(whole) <= 2.5 * Double(half), "\(half), \(whole)")
    }
}
