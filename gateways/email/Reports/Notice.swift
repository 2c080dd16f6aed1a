// SPDX-License-Identifier: Apache-2.0

package import GatewayKit
package import SMTP

/// What a mail that came back tells of one recipient of one of our messages.
package struct Notice: Sendable, Equatable {
    /// The Message-ID of a message of ours, with its angle brackets; nil where the mail names none. Everybody knows it who
    /// got a copy.
    package let originalMessageID: String?
    /// As the report names it, the original one where it knows; nil where it does not say.
    package let recipient: String?
    package let state: State
    /// nil where the report gives none.
    package private(set) var status: EnhancedStatus?
    /// What the server said, in one line of at most `DiagnosticWords.longest` characters and without its codes; nil where
    /// it said nothing.
    package private(set) var words: String?
    /// The code that says the true reason, by all that the report tells; nil where it gives no reason.
    package private(set) var meaning: EnhancedStatus?

    package enum State: Sendable, Equatable {
        /// It is in the mailbox.
        case delivered
        /// It went on to a server that sends no reports.
        case relayed
        /// It went to a list, whose members are not reported.
        case expanded
        /// It is late, and still under way.
        case delayed
        case failed
        /// The recipient has seen it (RFC 8098).
        case displayed
    }

    package init(
        originalMessageID: String?, recipient: String?, state: State, status: EnhancedStatus?, words: String?,
        meaning: EnhancedStatus?
    ) {
        self.originalMessageID = originalMessageID
        self.recipient = recipient
        self.state = state
        self.status = status
        self.words = words
        self.meaning = meaning
    }

    /// What it means is what the code and the words say, and nothing else is known.
    package init(
        originalMessageID: String?, recipient: String?, state: State, status: EnhancedStatus?, words: String?
    ) {
        self.init(
            originalMessageID: originalMessageID, recipient: recipient, state: state, status: status, words: words,
            meaning: state == .failed || state == .delayed
                ? FailureEvidence(status: status, words: words).meaning : nil)
    }

    mutating func tell(_ evidence: FailureEvidence) {
        (status, words, meaning) = (evidence.status, evidence.words, evidence.meaning)
    }

    /// Why it failed or is late, in plain words with the server's own behind them: one sentence.
    package var reason: Sentence {
        StatusMeaning.sentence(meaning, status, words: words, isDelay: state == .delayed)
    }

    /// It failed, and nobody says why.
    package var isUnexplained: Bool {
        state == .failed && meaning == nil && status == nil && words == nil
    }

    /// `reason` for a listing; what happened, where nothing went wrong.
    package var detail: String {
        switch state {
        case .delivered: "Delivered."
        case .relayed: "Handed on to a server that sends no reports."
        case .expanded: "Handed on to a mailing list."
        case .displayed: "Displayed."
        case .delayed, .failed: reason.english
        }
    }

    /// It failed because time ran out: whether somebody is at the address is not known.
    package var hasExpired: Bool {
        state == .failed && StatusMeaning.isExpiry(meaning)
    }

    /// Whether it is true enough where anybody could have sent it. That a message arrived or was read is not: a tick must
    /// not lie. Nor is what names no message of ours or no recipient.
    package var isCredibleFromAnybody: Bool {
        (state == .failed || state == .delayed) && originalMessageID != nil && recipient != nil
    }

    /// What a failure is about; nil where it is about none of these, or nothing failed.
    package var rejection: Rejection? {
        state == .failed ? StatusMeaning.rejection(meaning) : nil
    }
}
