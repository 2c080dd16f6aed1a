// SPDX-License-Identifier: Apache-2.0

/// What a refusal means: by its enhanced status code (RFC 3463) where it has one, else by its code (RFC 5321 section
/// 4.2).
enum ReplyVerdict: Equatable {
    case temporary(String)
    case permanent(SubmissionRefusal)
    /// It is about us, not about the message.
    case account(String)

    /// What was refused.
    enum Stage: Equatable {
        case sender, recipient, message
    }

    /// - Parameter reply: not a success.
    init(_ reply: Reply, at stage: Stage) {
        let words = ServerWords.of(reply)
        if Self.isAboutLogin(reply) || (stage == .recipient && Self.deniesRelaying(reply)) {
            self = .account(words)
        } else if Self.isTemporary(reply, at: stage) {
            self = .temporary(words)
        } else {
            let cause = Self.cause(status: reply.status) ?? Self.cause(code: reply.code, at: stage)
            self = .permanent(SubmissionRefusal(status: reply.status, cause: cause, words: words))
        }
    }

    /// RFC 4954 section 6: authentication required, too weak, refused, or not without encryption.
    private static func isAboutLogin(_ reply: Reply) -> Bool {
        [530, 534, 535, 538].contains(reply.code)
    }

    /// How servers say that they take no mail of ours for others: only the words tell, for they come with the 5.7.1 of
    /// every other rule.
    private static let relayRefusals = [
        "relay access denied", "relay denied", "relaying denied", "relay not permitted", "relaying not permitted",
        "not permitted to relay", "relaying not allowed", "not allowed to relay", "relaying prohibited",
        "relaying is prohibited", "unable to relay", "cannot relay", "we do not relay",
    ]

    private static func deniesRelaying(_ reply: Reply) -> Bool {
        guard reply.kind == .permanent, reply.status.map({ $0.subject == 7 }) ?? true else { return false }
        let words = reply.text.lowercased()
        return relayRefusals.contains { words.contains($0) }
    }

    /// A 552 for a recipient is the old way to say that there are too many (RFC 5321 section 4.5.3.1.10).
    private static func isTemporary(_ reply: Reply, at stage: Stage) -> Bool {
        reply.code < 500 || (stage == .recipient && reply.code == 552 && reply.status == nil)
    }

    private static func cause(status: EnhancedStatus?) -> SubmissionRefusal.Cause? {
        guard let status else { return nil }
        return switch (status.subject, status.detail) {
        case (1, 7), (1, 8): .policy
        case (1, _), (4, _): .recipient
        case (2, 2): .mailboxFull
        case (2, 3), (3, 4): .size
        case (2, _): .recipient
        case (5, 3), (7, _): .policy
        case (6, _): .content
        default: nil
        }
    }

    private static func cause(code: Int, at stage: Stage) -> SubmissionRefusal.Cause {
        switch (code, stage) {
        case (550, .recipient), (551, .recipient), (553, .recipient), (521, .recipient), (556, .recipient): .recipient
        case (552, _): .size
        case (550, .sender), (553, .sender): .policy
        default: .other
        }
    }
}
