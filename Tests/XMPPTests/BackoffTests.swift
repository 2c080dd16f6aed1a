// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import XMPP

@Suite("The backoff")
struct BackoffTests {
    private struct Fixed: RandomNumberGenerator {
        let value: UInt64
        mutating func next() -> UInt64 { value }
    }

    @Test("doubles from one second to a minute, less up to half, and begins anew after a reset")
    func doubles() {
        for low in [true, false] {
            var generator = Fixed(value: low ? 0 : .max)
            var backoff = Backoff()
            for seconds in [1, 2, 4, 8, 16, 32, 60, 60, 60] {
                let delay = backoff.next(using: &generator)
                let ceiling = Duration.seconds(seconds)
                #expect(delay <= ceiling && delay >= ceiling / 2)
                #expect(low ? delay == ceiling / 2 : delay > ceiling * 0.99, "\(delay) at \(seconds) s")
            }
            backoff.reset()
            #expect(backoff.next(using: &generator) <= .seconds(1))
        }
    }
}
