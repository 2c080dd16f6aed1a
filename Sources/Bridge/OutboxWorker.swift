// SPDX-License-Identifier: Apache-2.0

package import GatewayKit
package import Logging
package import Store
import Synchronization
import XMPP

import struct Foundation.Date

/// The network's courier: leases rows as they fall due, sends each once, and hands the result to `Settlement`.
///
/// One for each gateway. Conversations go side by side, up to the policy's `parallel`; within one only the oldest open
/// row is ever in hand (the store sees to that).
package struct OutboxWorker: Sendable {
    private let post: GatewayPost
    private let store: Store
    private let settlement: Settlement
    private let time: any TimeSource
    private let logger: Logger
    private let hand = Hand()

    package init(post: GatewayPost, store: Store, time: any TimeSource, logger: Logger) {
        self.post = post
        self.store = store
        self.time = time
        self.logger = logger
        settlement = Settlement(post: post, store: store, time: time, logger: logger)
    }

    /// Works until the bell is closed, finishes what is in hand, and returns; a cancelled task cuts that off.
    package func run() async {
        await withDiscardingTaskGroup { group in
            var rate = post.policy.rate.map(SendRate.init)
            var limit = post.policy.rate
            post.outbox.ring()
            for await _ in post.outbox.rings {
                let policy = post.policy
                if policy.rate != limit {
                    limit = policy.rate
                    rate = limit.map(SendRate.init)
                }
                await fill(&group, parallel: policy.parallel, rate: &rate)
            }
        }
    }

    /// Leases as many rows as there are free hands, again and again until there are no more of either.
    private func fill(_ group: inout DiscardingTaskGroup, parallel: Int, rate: inout SendRate?) async {
        while true {
            let free = parallel - hand.count
            guard free > 0 else { return }
            do throws(StoreFailure) {
                let now = time.now
                let (consignments, next) = try await lease(free, now: now)
                let ready = await holdBack(consignments, rate: &rate, now: now)
                for consignment in ready { deliver(consignment, in: &group) }
                guard !consignments.isEmpty else { return wake(at: next) }
            } catch {
                logger.error("\(error.sentence)", metadata: ["gateway": "\(post.name)"])
                return wake(at: time.now.addingTimeInterval(Insistence.pause.seconds))
            }
        }
    }

    private func lease(_ limit: Int, now: Date) async throws(StoreFailure) -> ([Consignment], Date?) {
        let name = post.name
        let adapter = post.adapter
        return try await store.commit { tx in
            let rows = try tx.lease(gateway: name, limit: limit, now: now)
            let consignments = try rows.map { try Consignment($0, by: adapter, in: tx) }
            return (consignments, rows.isEmpty ? try tx.nextDue(gateway: name) : nil)
        }
    }

    /// Puts back what the rate limit does not let go yet.
    private func holdBack(
        _ consignments: [Consignment], rate: inout SendRate?, now: Date
    ) async -> [Consignment] {
        guard rate != nil else { return consignments }
        var ready: [Consignment] = []
        var early: [(id: Int64, until: Date)] = []
        for consignment in consignments {
            let lead = consignment.lead
            let key = rate?.key(account: lead.account?.description ?? "", number: lead.own?.text ?? "") ?? ""
            if let until = rate?.delay(key, now: now) {
                early += consignment.rows.map { ($0.id, until) }
            } else {
                ready.append(consignment)
            }
        }
        let held = early
        if !held.isEmpty {
            await insistence.commit { tx in
                for row in held { try tx.release(row.id, until: row.until) }
            }
        }
        return ready
    }

    private var insistence: Insistence {
        Insistence(store: store, time: time, logger: logger, gateway: post.name)
    }

    private func deliver(_ consignment: Consignment, in group: inout DiscardingTaskGroup) {
        hand.take()
        let adapter = post.adapter
        group.addTask {
            await settlement.settle(consignment.rows, await send(consignment, by: adapter))
            hand.release()
            post.outbox.ring()
        }
    }

    private func send(_ consignment: Consignment, by adapter: any Gateway) async -> SendResult {
        guard let message = consignment.message else {
            return .permanent(.content, "the text of this message is no longer stored")
        }
        return await adapter.send(message)
    }

    private func wake(at date: Date?) {
        hand.wakeTime = date
    }

    /// Called by the daemon's tick: rings where a due time has come.
    func tick(now: Date) {
        if let wakeTime = hand.wakeTime, wakeTime <= now { post.outbox.ring() }
    }
}

/// How many deliveries are in hand, and when there is something to do without being woken.
private final class Hand: Sendable {
    private struct State {
        var count = 0
        var wakeTime: Date?
    }

    private let state = Mutex(State())

    var count: Int { state.withLock { $0.count } }

    func take() { state.withLock { $0.count += 1 } }

    func release() { state.withLock { $0.count -= 1 } }

    var wakeTime: Date? {
        get { state.withLock { $0.wakeTime } }
        set { state.withLock { $0.wakeTime = newValue } }
    }
}
