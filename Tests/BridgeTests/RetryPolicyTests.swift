// SPDX-License-Identifier: Apache-2.0

import Bridge
import Foundation
import Testing

@Suite("RetryPolicy: when to try again")
struct RetryPolicyTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let attempts: Int
        var random = 0.5
        var retryAfter: Duration?
        var expires: TimeInterval?
        /// Seconds from now.
        let expected: TimeInterval
    }

    static let cases = [
        Case(testDescription: "first", attempts: 1, expected: 5),
        Case(testDescription: "second", attempts: 2, expected: 10),
        Case(testDescription: "fourth", attempts: 4, expected: 40),
        Case(testDescription: "never leased", attempts: 0, expected: 5),
        Case(testDescription: "a quarter of an hour at most", attempts: 9, expected: 900),
        Case(testDescription: "after very many", attempts: 100_000, expected: 900),
        Case(testDescription: "least jitter", attempts: 1, random: 0, expected: 3.75),
        Case(testDescription: "most jitter", attempts: 1, random: 1, expected: 6.25),
        Case(testDescription: "the provider's longer pause", attempts: 1, retryAfter: .seconds(60), expected: 60),
        Case(testDescription: "the provider's shorter pause", attempts: 4, retryAfter: .seconds(1), expected: 40),
        Case(testDescription: "not later than the end", attempts: 9, expires: 100, expected: 100),
        Case(
            testDescription: "the end before the provider's pause", attempts: 1, retryAfter: .seconds(3600),
            expires: 100, expected: 100),
        Case(testDescription: "the end is far", attempts: 1, expires: 100, expected: 5),
    ]

    @Test("doubles, with jitter, within the message's time", arguments: cases)
    func next(_ example: Case) {
        let policy = RetryPolicy(random: { example.random })
        let next = policy.next(
            attempts: example.attempts, retryAfter: example.retryAfter, now: start,
            expires: example.expires.map { start + $0 })
        #expect(abs(next.timeIntervalSince(start) - example.expected) < 0.001)
    }

    @Test("spreads messages that failed together")
    func jitter() {
        let policy = RetryPolicy()
        let pauses = (0..<200).map { _ in
            policy.next(attempts: 3, retryAfter: nil, now: start, expires: nil).timeIntervalSince(start)
        }
        #expect(pauses.allSatisfy { (15...25).contains($0) })
        #expect(Set(pauses).count > 100)
    }
}
