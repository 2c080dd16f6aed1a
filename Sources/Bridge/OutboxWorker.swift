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
                    await forget(rate)
                    limit = policy.rate
                    rate = limit.map(SendRate.init)
                }
                await fill(&group, parallel: policy.parallel, rate: &rate)
            }
        }
    }

    /// Leases as many rows as there are free hands, again and again until there are no more of either.
    private func fill(_ group: inout DiscardingTaskGroup, parallel: Int, rate: inout SendRate?) async {
        // Where one of several cannot be read, they are taken one by one, and which it is shows.
        var most = Int.max
        while true {
            let free = min(parallel - hand.count, most)
            guard free > 0 else { return }
            do throws(StoreFailure) {
                let (consignments, next) = try await lease(free)
                let ready = await holdBack(consignments, rate: &rate)
                for consignment in ready { deliver(consignment, in: &group) }
                guard !consignments.isEmpty else { return wake(at: next) }
            } catch {
                if error.isPassing || error == .closed { return wake(after: Insistence.pause, because: error) }
                if free == 1, await !putAside(because: error) {
                    return wake(after: Insistence.longPause, because: error)
                }
                most = free == 1 ? .max : 1
            }
        }
    }

    private func wake(after pause: Duration, because failure: StoreFailure) {
        logger.error("\(failure.sentence)", metadata: ["gateway": "\(post.name)"])
        wake(at: time.now.addingTimeInterval(pause.seconds))
    }

    private func putAside(because failure: StoreFailure) async -> Bool {
        let name = post.name
        return await insistence.parkNext(because: failure) { tx in try tx.nextForLease(gateway: name) }
    }

    private func lease(_ limit: Int) async throws(StoreFailure) -> ([Consignment], Date?) {
        let name = post.name
        let profile = post.adapter.profile
        return try await store.commit { tx in
            let rows = try tx.lease(gateway: name, limit: limit, now: tx.now)
            let consignments = try rows.map { try Consignment($0, profile, in: tx) }
            return (consignments, rows.isEmpty ? try tx.nextDue(gateway: name) : nil)
        }
    }

    /// Puts back what the rate limit does not let go yet.
    private func holdBack(_ consignments: [Consignment], rate: inout SendRate?) async -> [Consignment] {
        guard rate != nil else { return consignments }
        let now = time.uptime
        var ready: [Consignment] = []
        var early: [Int64: (attempt: Int, wait: Duration)] = [:]
        for consignment in consignments {
            let lead = consignment.lead
            let key = rate?.key(account: lead.account?.description ?? "", number: lead.own?.text ?? "") ?? ""
            if let wait = rate?.wait(of: lead.id, key, at: now) {
                for row in consignment.rows { early[row.id] = (row.attempts, wait) }
            } else {
                ready.append(consignment)
            }
        }
        await release(early)
        return ready
    }

    private func release(_ waits: [Int64: (attempt: Int, wait: Duration)]) async {
        guard !waits.isEmpty else { return }
        _ = await insistence.commit(rows: waits.keys.sorted()) { ids, tx in
            for id in ids {
                guard let (attempt, wait) = waits[id] else { continue }
                // Rounded up, because the store counts in milliseconds: a row that is due must have come to its slot.
                let milliseconds = (wait.seconds * 1000).rounded(.up)
                try tx.release(id, attempt: attempt, until: tx.now.addingTimeInterval(max(1, milliseconds) / 1000))
            }
        }
    }

    /// Whoever waits for a slot of a limit that holds no longer waits no more.
    private func forget(_ rate: SendRate?) async {
        let waiting = rate?.waiting ?? []
        guard !waiting.isEmpty else { return }
        _ = await insistence.commit { tx in try tx.makeDue(waiting) }
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
        guard var message = consignment.message else {
            return .permanent(
                .content, "the text of this message is no longer stored",
                german: "der Text dieser Nachricht ist nicht mehr gespeichert")
        }
        message.fetched = FetchShelf(store: store, gateway: post.name)
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
