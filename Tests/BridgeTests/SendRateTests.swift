// SPDX-License-Identifier: Apache-2.0

import Bridge
import Foundation
import Testing

@Suite("SendRate: a token bucket")
struct SendRateTests {
    private func limit(_ count: Int, per seconds: Double, _ scope: RateLimit.Scope = .gateway) -> RateLimit {
        RateLimit(count: count, span: .seconds(seconds), scope: scope)
    }

    @Test("lets a span's worth go at once, then one after another")
    func burst() throws {
        var rate = SendRate(limit(2, per: 1))
        #expect(rate.delay("a", now: start) == nil)
        #expect(rate.delay("a", now: start) == nil)
        let delay = rate.delay("a", now: start)
        let due = try #require(delay)
        #expect(abs(due.timeIntervalSince(start) - 0.5) < 0.002)
        #expect(rate.delay("a", now: due) == nil)
        #expect(rate.delay("a", now: due) != nil)
    }

    @Test("fills no higher than the limit")
    func ceiling() {
        var rate = SendRate(limit(1, per: 1))
        #expect(rate.delay("a", now: start) == nil)
        #expect(rate.delay("a", now: start + 3600) == nil)
        #expect(rate.delay("a", now: start + 3600) != nil)
    }

    @Test("a clock that goes back gives nothing away")
    func backwards() {
        var rate = SendRate(limit(1, per: 1))
        #expect(rate.delay("a", now: start) == nil)
        #expect(rate.delay("a", now: start - 60) != nil)
    }

    @Test("counts each key by itself")
    func keys() {
        var rate = SendRate(limit(1, per: 60))
        #expect(rate.delay("a", now: start) == nil)
        #expect(rate.delay("b", now: start) == nil)
        #expect(rate.delay("a", now: start) != nil)
    }

    @Test(
        "is counted for the number, the account or the gateway",
        arguments: [(RateLimit.Scope.number, "+1"), (.account, "ada"), (.gateway, "")])
    func scope(_ scope: RateLimit.Scope, _ key: String) {
        #expect(SendRate(limit(1, per: 1, scope)).key(account: "ada", number: "+1") == key)
    }

    /// The store keeps due times in whole milliseconds: a row that is due and finds no token would be leased for ever.
    @Test("is over when it says, also for whole milliseconds", arguments: [1, 3, 7, 30, 333])
    func milliseconds(_ count: Int) {
        var rate = SendRate(limit(count, per: 1))
        var now = start
        var steps = 0
        var sent = 0
        while sent < 3 * count, steps < 20 * count {
            steps += 1
            guard let due = rate.delay("a", now: now) else {
                sent += 1
                continue
            }
            let stored = Date(timeIntervalSince1970: (due.timeIntervalSince1970 * 1000).rounded() / 1000)
            #expect(stored > now)
            now = stored
        }
        #expect(sent == 3 * count)
        #expect(now.timeIntervalSince(start) >= 1.9)
    }

    @Test("forgets buckets that are full again, and no others")
    func memory() {
        var rate = SendRate(limit(1, per: 60))
        for index in 0..<10_001 { #expect(rate.delay("\(index)", now: start) == nil) }
        #expect(rate.delay("late", now: start + 30) == nil)
        #expect(rate.delay("0", now: start + 30) != nil)
        #expect(rate.delay("1", now: start + 90) == nil)
        #expect(rate.delay("0", now: start + 90) == nil)
    }
}
