// SPDX-License-Identifier: Apache-2.0

import GatewayKit
import Store

/// Keeps what is sent within a `RateLimit`, by the generic cell rate algorithm (ITU-T I.371): for each number, account or
/// gateway it knows the time at which all that was let go would have gone had it come evenly.
///
/// A row that comes too early gets a slot of its own, so that it has to be put back once and comes when it may go. One that
/// could not go in its slot, because no hand was free, goes as soon as the limit lets it. Times are those of a clock that
/// nobody can set. A value; its owner keeps it in one task.
package struct SendRate: Sendable {
    /// Times at which the next would go had everything come evenly.
    private struct Bucket {
        /// Of what has really gone, and of slots that take account of that.
        var gone: Duration
        /// Of that and of every slot that was given.
        var given: Duration
    }

    private struct Slot {
        let at: Duration
        /// It counts in `gone` already.
        let isCounted: Bool
    }

    private let limit: RateLimit
    private let interval: Duration
    private var buckets: [String: Bucket] = [:]
    /// By row.
    private var slots: [Int64: Slot] = [:]

    /// Above so many, those are forgotten that say nothing any more.
    private static let many = 10_000
    /// A row that comes this long after its slot has still come in it.
    private static let punctuality = Duration.seconds(1)
    /// Whoever has not come so long after its slot comes no more: it was cancelled, or went with another.
    private static let patience = Duration.seconds(3600)

    package init(_ limit: RateLimit) {
        self.limit = limit
        interval = limit.span / limit.count
    }

    /// Lets a row go: nil where it may go now, else how long it has to wait.
    package mutating func wait(of row: Int64, _ key: String, at now: Duration) -> Duration? {
        forget(at: now)
        let slot = slots[row]
        if let slot, slot.at > now { return slot.at - now }
        slots[row] = nil
        if let slot, slot.isCounted, now - slot.at <= Self.punctuality { return nil }
        var bucket = buckets[key] ?? Bucket(gone: now, given: now)
        defer { buckets[key] = bucket }
        if slot == nil {
            let at = max(now, earliest(max(bucket.given, bucket.gone)))
            bucket.given = max(bucket.given, bucket.gone, now) + interval
            guard at <= now else {
                slots[row] = Slot(at: at, isCounted: false)
                return at - now
            }
        }
        let at = max(now, earliest(bucket.gone))
        bucket.gone = max(bucket.gone, now) + interval
        guard at > now else { return nil }
        slots[row] = Slot(at: at, isCounted: true)
        return at - now
    }

    /// The rows that have a slot.
    var waiting: [Int64] { slots.keys.sorted() }

    /// What the limit is counted for: the row's own number, its account, or everything.
    package func key(account: String, number: String) -> String {
        switch limit.scope {
        case .number: number
        case .account: account
        case .gateway: ""
        }
    }

    /// A whole span's worth may go at once.
    private func earliest(_ time: Duration) -> Duration { time - interval * (limit.count - 1) }

    private mutating func forget(at now: Duration) {
        if buckets.count > Self.many { buckets = buckets.filter { max($0.value.gone, $0.value.given) > now } }
        if slots.count > Self.many { slots = slots.filter { $0.value.at + Self.patience > now } }
    }
}
