// SPDX-License-Identifier: Apache-2.0

/// What is to become of one attempt to send a mail to one recipient.
struct MailFate: Equatable, Sendable {
    enum Outcome: Equatable, Sendable {
        case take
        /// Refused for now at RCPT.
        case putOff
        /// Refused for good at RCPT.
        case reject
        /// The connection is lost while the text is sent; not taken.
        case dropBefore
        /// Taken, and the connection is lost before the answer.
        case dropAfter
    }

    let outcome: Outcome
    /// Before the answer to the end of the mail.
    let delay: Duration

    /// - Parameter attempt: counted from 1, for the same sender and recipient.
    init(_ faults: MailFaults, attempt: Int) {
        let beforeDrop = faults.greylist + faults.dropBefore
        outcome =
            switch attempt {
            case _ where faults.reject: .reject
            case ...faults.greylist: .putOff
            case ...beforeDrop: .dropBefore
            case ...(beforeDrop + faults.dropAfter): .dropAfter
            default: .take
            }
        delay = .milliseconds(faults.delayMilliseconds)
    }
}
