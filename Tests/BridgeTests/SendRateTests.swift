// SPDX-License-Identifier: Apache-2.0

import Bridge
import GatewayKit
import Testing

@Suite("SendRate: each row its own slot")
struct SendRateTests {
    private func limit(_ count: Int, per seconds: Double, _ scope: RateLimit.Scope = .gateway) -> RateLimit {
        RateLimit(count: count, span: .seconds(seconds), scope: scope)
    }

    private let now = Duration.seconds(1000)

    @Test("lets a span's worth go at once, then gives one slot after another")
    func burst() {
        var rate = SendRate(limit(2, per: 1))
        let waits = (1...6).map { rate.wait(of: $0, "a", at: now) }
        #expect(waits == [nil, nil, .seconds(0.5), .seconds(1), .seconds(1.5), .seconds(2)])
        #expect(
            rate.wait(of: 4, "a", at: now + .seconds(0.9)) == .seconds(0.1), "the slot is kept, and no other is taken")
        let inSlots = (3...6).map { rate.wait(of: $0, "a", at: now + .seconds(Double($0 - 2) / 2)) }
        #expect(inSlots == [nil, nil, nil, nil])
    }

    @Test("fills no higher than the limit")
    func ceiling() {
        var rate = SendRate(limit(1, per: 1))
        #expect(rate.wait(of: 1, "a", at: now) == nil)
        #expect(rate.wait(of: 2, "a", at: now + .seconds(3600)) == nil)
        #expect(rate.wait(of: 3, "a", at: now + .seconds(3600)) == .seconds(1))
    }

    @Test("counts each key by itself")
    func keys() {
        var rate = SendRate(limit(1, per: 60))
        #expect(rate.wait(of: 1, "a", at: now) == nil)
        #expect(rate.wait(of: 2, "b", at: now) == nil)
        #expect(rate.wait(of: 3, "a", at: now) == .seconds(60))
    }

    @Test(
        "is counted for the number, the account or the gateway",
        arguments: [(RateLimit.Scope.number, "+1"), (.account, "ada"), (.gateway, "")])
    func scope(_ scope: RateLimit.Scope, _ key: String) {
        #expect(SendRate(limit(1, per: 1, scope)).key(account: "ada", number: "+1") == key)
    }

    /// How long the provider takes for each text.
    enum Provider: CaseIterable, Sendable {
        case fast, slow, verySlow, slowAtFirst, slowAtTimes

        func time(_ number: Int) -> Duration {
            switch self {
            case .fast: .seconds(0.1)
            case .slow: .seconds(4)
            case .verySlow: .seconds(90)
            case .slowAtFirst: number <= 8 ? .seconds(300) : .seconds(0.1)
            case .slowAtTimes: number % 20 < 8 ? .seconds(120) : .seconds(0.1)
            }
        }
    }

    /// Sixty rows and eight hands, which take what is due as soon as one is free. Gives when each went, and how often each
    /// was put back.
    private func run(_ limit: RateLimit, _ provider: Provider) -> (gone: [Duration], putBack: [Int64: Int]) {
        var rate = SendRate(limit)
        var due: [(row: Int64, at: Duration)] = (1...60).map { ($0, now) }
        var hands = Array(repeating: now, count: 8)
        var gone: [Duration] = []
        var putBack: [Int64: Int] = [:]
        while let next = due.map(\.at).min(), let hand = hands.min() {
            let clock = max(next, hand, gone.last ?? now)
            due.sort { $0.at < $1.at }
            let taken = due.prefix(hands.count { $0 <= clock }).filter { $0.at <= clock }
            due.removeFirst(taken.count)
            for row in taken {
                if let wait = rate.wait(of: row.row, "a", at: clock) {
                    due.append((row.row, clock + wait))
                    putBack[row.row, default: 0] += 1
                } else {
                    gone.append(clock)
                    hands.sort()
                    hands[0] = clock + provider.time(gone.count)
                }
            }
        }
        return (gone, putBack)
    }

    @Test(
        "keeps the limit however slow the provider is, and puts nobody back for ever", arguments: [1, 5],
        Provider.allCases)
    func hands(_ count: Int, _ provider: Provider) {
        let (gone, putBack) = run(limit(count, per: 10), provider)
        #expect(gone.count == 60)
        // In no stretch of time more than a span's worth at once and one for each interval of it.
        let interval = 10 / Double(count)
        var excess: [Double] = []
        for first in gone.indices {
            for last in gone.indices.dropFirst(first + count) {
                excess.append(Double(last - first - count + 1) * interval - (gone[last] - gone[first]).seconds)
            }
        }
        #expect(excess.allSatisfy { $0 < 0.001 })
        #expect((putBack.values.max() ?? 0) <= (provider == .slowAtTimes ? 4 : 2))
    }

    @Test("forgets buckets that are empty again, and slots that nobody came for")
    func memory() {
        var rate = SendRate(limit(1, per: 60, .number))
        for index in 0..<10_001 { #expect(rate.wait(of: Int64(index), "\(index)", at: now) == nil) }
        #expect(rate.wait(of: 20_000, "late", at: now + .seconds(30)) == nil)
        #expect(rate.wait(of: 20_001, "0", at: now + .seconds(30)) == .seconds(30))
        #expect(rate.wait(of: 20_002, "1", at: now + .seconds(90)) == nil)
    }
}
