// SPDX-License-Identifier: Apache-2.0

/// What became of one submission: a closed set. `words` are what the server said, or our own sentence where it said
/// nothing; at most `ServerWords.limit` characters, without control characters.
package enum SubmissionOutcome: Sendable, Equatable {
    /// The server has the message, for at least one recipient.
    case accepted(SubmissionReceipt)
    /// Not now, for no recipient; greylisting is normal. Some of `recipients` may be refused for good.
    case temporary(String, recipients: [RecipientOutcome])
    /// Never: this message to these recipients will not be taken.
    case permanent(SubmissionRefusal, recipients: [RecipientOutcome])
    /// Nothing will be taken until the operator does something: login refused, no TLS, certificate not trusted, relaying
    /// denied.
    case account(String)
    /// The message went out and no answer came: it may or may not have been taken.
    case uncertain(String)
    /// There is no talking to the server: no address, no connection, or it was lost before the message went out.
    case unreachable(String)
}

/// An accepted submission.
package struct SubmissionReceipt: Sendable, Equatable {
    /// The server's answer; most tell the id in their queue.
    package let words: String
    /// Whether reports were asked for, and the server does send them (RFC 3461). False where the envelope did not ask.
    package let promisesReports: Bool
    /// In the order of the envelope; at least one is `.accepted`.
    package let recipients: [RecipientOutcome]

    package init(words: String, promisesReports: Bool, recipients: [RecipientOutcome]) {
        self.words = words
        self.promisesReports = promisesReports
        self.recipients = recipients
    }
}

/// What became of one recipient.
package enum RecipientOutcome: Sendable, Equatable {
    case accepted
    case temporary(String)
    case permanent(SubmissionRefusal)
}

/// Why a message, or one recipient, was refused for good.
package struct SubmissionRefusal: Sendable, Equatable {
    /// What the refusal is about.
    package enum Cause: String, Sendable, CaseIterable {
        /// There is nobody at that address.
        case recipient
        /// The recipient's mailbox is full.
        case mailboxFull = "mailbox-full"
        /// The message is larger than the server, or the recipient, takes.
        case size
        /// The message's content or form.
        case content
        /// The server's or the recipient's rules.
        case policy
        /// The server does not say.
        case other
    }

    /// nil where the server gives none.
    package let status: EnhancedStatus?
    package let cause: Cause
    package let words: String
    /// The words in German where they are ours; nil: they are the server's.
    package let german: String?

    package init(status: EnhancedStatus?, cause: Cause, words: String, german: String? = nil) {
        self.status = status
        self.cause = cause
        self.words = words
        self.german = german
    }
}

/// What a probe found: a sentence for the operator.
package enum SubmissionProbe: Sendable, Equatable {
    /// Names the host, how it is protected, how we log in, and whether it sends reports.
    case ready(String)
    case failed(String)
}

extension SubmissionOutcome {
    /// What went wrong, in words; nil where nothing did.
    package var problem: String? {
        switch self {
        case .accepted: nil
        case .permanent(let refusal, _): refusal.words
        case .temporary(let words, _), .account(let words), .uncertain(let words), .unreachable(let words): words
        }
    }
}
