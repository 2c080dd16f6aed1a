// SPDX-License-Identifier: Apache-2.0

/// The seconds of a session.
struct SessionClock: Sendable {
    /// Since the connection began.
    var age = 0
    /// Since the last reply, or the last bytes of a message.
    var quiet = 0
    /// Since the message began, and what has come of it, in octets.
    private(set) var messageAge = 0
    private(set) var octets = 0

    mutating func beginMessage() {
        messageAge = 0
        octets = 0
        quiet = 0
    }

    /// Octets of a message; those of a command that is not complete are no sign of life.
    mutating func received(_ count: Int) {
        octets += count
        quiet = 0
    }

    mutating func tickMessage() {
        messageAge += 1
    }
}
