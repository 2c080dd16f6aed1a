// SPDX-License-Identifier: Apache-2.0

import Support
import Testing

@testable import XMPP

@Suite("The backoff")
struct BackoffTests {
    @Test("doubles from one second to a minute, less up to half by chance, and begins anew after a reset")
    func doubles() {
        var generator = SplitMix(state: 1)
        var seen: Set<Duration> = []
        var backoff = Backoff()
        for _ in 0..<20 {
            for seconds in [1, 2, 4, 8, 16, 32, 60, 60, 60] {
                let delay = backoff.next(using: &generator)
                #expect(delay <= .seconds(seconds) && delay >= .seconds(seconds) / 2, "\(delay) at \(seconds) s")
                seen.insert(delay)
            }
            backoff.reset()
        }
        #expect(seen.count > 150, "the delays differ")
    }
}
