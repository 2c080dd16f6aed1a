// SPDX-License-Identifier: Apache-2.0

import GatewayKit
import Logging
import Store

import struct Foundation.Date

/// What has to be done now and then: bodies are erased within a minute of their time, old rows are forgotten, and what
/// another process wrote into the store is noticed.
package struct Housekeeping: Sendable {
    /// How long things are kept (`[store]` of the configuration).
    package struct Retention: Sendable {
        package var bodies: Duration
        package var failed: Duration
        package var metadata: Duration
        package var files: Duration

        package init(bodies: Duration, failed: Duration, metadata: Duration, files: Duration) {
            self.bodies = bodies
            self.failed = failed
            self.metadata = metadata
            self.files = files
        }
    }

    /// The command line writes into the same file; its work is seen within this span.
    static let tick = Duration.milliseconds(250)
    /// Design section 3: erased within a minute.
    static let sweep = Duration.seconds(20)

    let store: Store
    let time: any TimeSource
    let logger: Logger

    /// Calls `onTick` on every tick, with whether something may have become ready of which nobody has rung: another process
    /// has changed the store, or the clock on the wall was set.
    func watch(_ onTick: @Sendable (_ mayHaveWork: Bool) async -> Void) async {
        while (try? await time.sleep(for: Self.tick)) != nil {
            let wasSet = await followClock()
            await onTick((try? await store.hasForeignChanges()) ?? false || wasSet)
        }
    }

    /// Whatever waits is moved along with a clock that was set. The next commit does that; there may be none for long.
    private func followClock() async -> Bool {
        if store.seesClockJump { try? await store.commit { _ in } }
        guard let jump = store.takeClockJump() else { return false }
        let direction = jump > .zero ? "forward" : "back"
        logger.notice(
            "The clock of this machine was set \(direction) by \(Int(abs(jump.seconds))) s; what waits waits as long as before."
        )
        return true
    }

    func sweep(_ retention: @Sendable () -> Retention, posts: [GatewayPost]) async {
        while !Task.isCancelled {
            let retention = retention()
            for post in posts { await trying { () throws(StoreFailure) in try await giveUpOverdue(post) } }
            let now = time.now
            await trying { () throws(StoreFailure) in
                try await store.eraseBodies(now: now, keepBodies: retention.bodies, keepFailed: retention.failed)
                try await store.purge(now: now, keepMetadata: retention.metadata, keepFiles: retention.files)
            }
            guard (try? await time.sleep(for: Self.sweep)) != nil else { return }
        }
    }

    /// What fails in one thing holds up no other.
    private func trying(_ work: () async throws(StoreFailure) -> Void) async {
        do throws(StoreFailure) { try await work() } catch { logger.error("\(error.sentence)") }
    }

    /// A message gives up by age even while nothing is sent at all, as behind a pause; its sender hears of it.
    private func giveUpOverdue(_ post: GatewayPost) async throws(StoreFailure) {
        let name = post.name
        let terms = post.terms
        let age = terms.policy.giveUpAfter
        let count = try await store.commit { tx in
            // What crossed another writer's transaction, or a process that died could not look at again.
            let mended = try tx.mendTurns(gateway: name)
            let crossed = try DeliveryReports(gateway: name, terms: terms).applyCrossed(now: tx.now, in: tx)
            let late = try tx.delayed(
                gateway: name, createdBefore: tx.now.addingTimeInterval(-RetryPolicy.patience.seconds))
            for row in late { try Settlement.tellDelayed(row, in: tx) }
            let overdue = try tx.expireOverdue(gateway: name)
            for row in overdue {
                try Settlement.tell(row.state == .uncertain ? .uncertain : .gaveUp(after: age), row, in: tx)
            }
            return overdue.count + late.count + mended + crossed
        }
        if count > 0 { post.ring() }
    }
}
