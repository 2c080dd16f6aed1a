// SPDX-License-Identifier: Apache-2.0

/// What the server said to each recipient of one message, as far as it has answered.
struct RecipientAnswers: Sendable {
    private var answers: [RecipientOutcome?]
    /// The server's words, where it takes no mail of ours for others at all.
    private var relayDenied: String?

    /// We have logged in. Then a server that takes no mail for one recipient may still take it for all others, and one
    /// address must not stop everybody's mail.
    private let hasLoggedIn: Bool

    init(count: Int, hasLoggedIn: Bool) {
        self.hasLoggedIn = hasLoggedIn
        answers = Array(repeating: nil, count: count)
    }

    /// In the order of the envelope.
    var outcomes: [RecipientOutcome] { answers.compactMap { $0 } }

    mutating func take(_ reply: Reply, at index: Int) {
        guard reply.kind != .completed else { return answers[index] = .accepted }
        switch ReplyVerdict(reply, at: .recipient) {
        case .temporary(let words): answers[index] = .temporary(words)
        case .permanent(let refusal): answers[index] = .permanent(refusal)
        case .account(let words):
            relayDenied = words
            answers[index] = .permanent(SubmissionRefusal(status: reply.status, cause: .policy, words: words))
        }
    }

    /// Why there is nobody left to send to; nil where at least one recipient is accepted. As long as one may be
    /// accepted later, the message is worth another attempt.
    var refusal: SubmissionOutcome? {
        guard !answers.contains(.accepted) else { return nil }
        if let relayDenied, !hasLoggedIn { return .account(relayDenied) }
        var permanent: SubmissionRefusal?
        for answer in outcomes {
            switch answer {
            case .temporary(let words): return .temporary(words, recipients: outcomes)
            case .permanent(let refusal): permanent = permanent ?? refusal
            case .accepted: break
            }
        }
        return permanent.map { .permanent($0, recipients: outcomes) }
    }
}
