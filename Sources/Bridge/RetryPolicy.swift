// SPDX-License-Identifier: Apache-2.0

import GatewayKit

package import struct Foundation.Date

/// When to try again. Giving up is by age, not by count: a message is as late after ten quick tries as after two slow ones.
package struct RetryPolicy: Sendable {
    /// The first pause; it doubles with each attempt.
    static let shortest = Duration.seconds(5)
    static let longest = Duration.seconds(15 * 60)
    /// After this long of trying, the sender is told once that the message is delayed (design section 3).
    package static let patience = Duration.seconds(5 * 60)

    /// After so many attempts of which nobody knows the result it ends as uncertain, also where repeats are safe: each may
    /// have made a copy.
    static let mostDoubts = 5

    /// A number in 0..<1. Jitter keeps messages that failed together from coming back together.
    private let random: @Sendable () -> Double

    package init(random: @escaping @Sendable () -> Double = { Double.random(in: 0..<1) }) {
        self.random = random
    }

    /// The time of the next attempt: after the provider's own pause where it asked for one, and never later than the
    /// moment the message is given up, so that its sender hears of it then.
    package func next(attempts: Int, retryAfter: Duration?, now: Date, expires: Date?) -> Date {
        let doubled = Self.shortest * Double(1 << min(max(attempts - 1, 0), 16))
        let pause = min(doubled, Self.longest) * (0.75 + 0.5 * random())
        let next = now.addingTimeInterval(max(pause, retryAfter ?? .zero).seconds)
        return expires.map { min($0, next) } ?? next
    }
}
