// SPDX-License-Identifier: Apache-2.0

import GatewayKit
import Store

package import struct Foundation.Date

/// Counts what was sent against a `RateLimit`: a token bucket for each number, account or gateway. A value; its owner keeps
/// it in one task.
package struct SendRate: Sendable {
    private struct Bucket {
        var tokens: Double
        var filled: Date
    }

    private let limit: RateLimit
    private var buckets: [String: Bucket] = [:]

    /// Above this many buckets the full ones are forgotten: they say nothing that a new one does not.
    private static let manyBuckets = 10_000

    package init(_ limit: RateLimit) {
        self.limit = limit
    }

    /// Takes a token for a row; nil where it may go now, else when it may.
    package mutating func delay(_ key: String, now: Date) -> Date? {
        forgetFullBuckets(now: now)
        let perSecond = Double(limit.count) / limit.span.seconds
        var bucket = buckets[key] ?? Bucket(tokens: Double(limit.count), filled: now)
        let elapsed = max(0, now.timeIntervalSince(bucket.filled))
        bucket.tokens = min(Double(limit.count), bucket.tokens + elapsed * perSecond)
        bucket.filled = now
        defer { buckets[key] = bucket }
        guard bucket.tokens < 1 else {
            bucket.tokens -= 1
            return nil
        }
        // Rounded up, because the store counts in milliseconds: a row that is due must find its token.
        let milliseconds = ((1 - bucket.tokens) / perSecond * 1000).rounded(.up)
        return now.addingTimeInterval(max(1, milliseconds) / 1000)
    }

    /// What the limit is counted for: the row's own number, its account, or everything.
    package func key(account: String, number: String) -> String {
        switch limit.scope {
        case .number: number
        case .account: account
        case .gateway: ""
        }
    }

    private mutating func forgetFullBuckets(now: Date) {
        guard buckets.count > Self.manyBuckets else { return }
        let span = limit.span.seconds
        buckets = buckets.filter { now.timeIntervalSince($0.value.filled) < span }
    }
}
