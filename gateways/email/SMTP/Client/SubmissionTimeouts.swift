// SPDX-License-Identifier: Apache-2.0

/// How long each answer may take: RFC 5321 section 4.5.3.2, where not said otherwise.
package struct SubmissionTimeouts: Sendable, Equatable {
    /// Until the connection stands: a few lost packets, no more (ours).
    package var connect = Duration.seconds(30)
    /// Until the greeting (4.5.3.2.1).
    package var greeting = Duration.seconds(5 * 60)
    /// For EHLO, STARTTLS with its handshake, and every step of AUTH; the RFC names none, so that of MAIL.
    package var hello = Duration.seconds(5 * 60)
    /// For MAIL, and for RSET before it (4.5.3.2.2).
    package var mail = Duration.seconds(5 * 60)
    /// For each RCPT (4.5.3.2.3).
    package var recipient = Duration.seconds(5 * 60)
    /// From DATA to its 354 (4.5.3.2.4).
    package var data = Duration.seconds(2 * 60)
    /// For the network to take each block of the message (4.5.3.2.5).
    package var block = Duration.seconds(3 * 60)
    /// From the end of the message to the answer; one that is too short makes duplicates (4.5.3.2.6).
    package var acceptance = Duration.seconds(10 * 60)
    /// For the answer to QUIT; nothing depends on it (ours).
    package var farewell = Duration.seconds(2)
    /// How long a connection is kept without work: below the five minutes that a server must wait, and below the limits
    /// that busy servers set instead (ours).
    package var idle = Duration.seconds(45)

    package init() {}
}
