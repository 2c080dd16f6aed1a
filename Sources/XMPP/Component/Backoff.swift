// SPDX-License-Identifier: Apache-2.0

/// How long to wait before each next attempt: twice as long as before, from one second to a minute, less a random
/// part, so that all the links of a restarted server do not come back in the same moment.
package struct Backoff: Sendable {
    package static let first = Duration.seconds(1)
    package static let longest = Duration.seconds(60)

    private var ceiling = first

    package init() {}

    /// Between half of the ceiling and all of it; then doubles the ceiling.
    package mutating func next(using generator: inout some RandomNumberGenerator) -> Duration {
        defer { ceiling = min(ceiling * 2, Self.longest) }
        return ceiling * Double.random(in: 0.5...1, using: &generator)
    }

    package mutating func next() -> Duration {
        var generator = SystemRandomNumberGenerator()
        return next(using: &generator)
    }

    /// After a link that held.
    package mutating func reset() {
        ceiling = Self.first
    }
}
