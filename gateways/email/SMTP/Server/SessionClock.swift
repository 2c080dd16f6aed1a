// SPDX-License-Identifier: Apache-2.0

/// The seconds of a session.
struct SessionClock: Sendable {
    /// Since the connection began.
    var age = 0
    /// Since the last reply, or the last bytes of a message.
    var quiet = 0
    /// Since the message began.
    private(set) var messageAge = 0
    /// Octets of the message in each of its last seconds, and in the one that is not over; a ring, `second` its newest.
    private var seconds: [Int] = []
    private var second = 0
    private var current = 0

    mutating func beginMessage() {
        messageAge = 0
        seconds = []
        (second, current) = (0, 0)
        quiet = 0
    }

    /// Octets of a message; those of a command that is not complete are no sign of life.
    mutating func received(_ count: Int) {
        current += count
        quiet = 0
    }

    /// - Parameter memory: how many seconds are remembered.
    mutating func tickMessage(memory: Int) {
        messageAge += 1
        if seconds.count < memory {
            second = seconds.count
            seconds.append(current)
        } else if memory > 0 {
            second = (second + 1) % seconds.count
            seconds[second] = current
        }
        current = 0
    }

    /// What the message brought in so many seconds until now, those that are remembered.
    func octets(inLast span: Int) -> Int {
        var octets = current
        for back in 0..<min(span, seconds.count) {
            octets += seconds[(second - back + seconds.count) % seconds.count]
        }
        return octets
    }
}
