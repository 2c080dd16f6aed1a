// SPDX-License-Identifier: Apache-2.0

/// What a session bears. Times are in seconds.
package struct SessionLimits: Sendable {
    /// Octets of a line of the message with its CRLF: RFC 5321 section 4.5.3.1.6 says 1,000, real mail says more.
    package static let textLine = 2000
    /// Octets that are read and dropped, to answer at the end of a message that is too large.
    package static let discarded = 64 << 20

    /// Recipients of one message (section 4.5.3.1.8).
    package var recipients = 100
    /// Recipients beyond that which are answered before the connection ends.
    package var excessRecipients = 1000
    /// Commands that are none, or come at the wrong time, since the last message that was taken.
    package var badCommands = 10
    /// Recipients that we do not have, since the last message that was taken: more of them is guessing. A relay that
    /// speaks LMTP guesses for others, and is not counted.
    package var unknownRecipients = 20
    /// Commands that lead nowhere (NOOP, RSET, VRFY…), since the last message that was taken.
    package var idleCommands = 100
    /// `Received` fields, after which a message is held to go in circles (section 6.3).
    package var hops = 30

    /// Without a command (section 4.5.3.2.7).
    package var idle = 300
    /// From STARTTLS to the first command.
    package var handshake = 60
    /// Of a whole connection, from the first greeting on.
    package var session = 3600
    /// Without a byte of a message that has begun (section 4.5.3.2.5).
    package var dataIdle = 180
    /// For one message.
    package var message = 1800
    /// From this second of a message on, `dataRate` is asked for.
    package var dataGrace = 60
    /// Octets a second that a message brings on average of its last `dataGrace` and `dataIdle` seconds, the grace not
    /// counted.
    package var dataRate = 256
    /// Octets a second that a message brings in its last seconds, so many, if it is to keep its memory when others find
    /// none: a sixteenth of what the slowest line brings that is sold for a mail server, 2 Mbit/s.
    package var pace = 16 << 10
    package var paceSpan = 10

    package init() {}
}
