// SPDX-License-Identifier: Apache-2.0

/// To whom a RCPT command directs the message.
package enum ForwardPath: Hashable, Sendable {
    case mailbox(EnvelopeAddress)
    /// `<postmaster>` without a domain, which every server takes (RFC 5321 section 4.5.1).
    case postmaster
}
