// SPDX-License-Identifier: Apache-2.0

import SMTP

/// What is known of one failure, the surest first, and what it means together.
struct FailureEvidence {
    /// What the report or the server gives; nil where it gives none.
    var status: EnhancedStatus?
    /// The refusing server's reply code; nil where no reply is quoted.
    var code: Int?
    /// What was refused; nil where nobody says.
    var stage: SMTPStage?
    /// The refusing server's words.
    var words: String?
    /// What stands beside the recipient's address in the text for people.
    var passage: String?
    /// What the text for people says as a whole.
    var reason: FailureReason?
    /// The report says that time ran out.
    var saysExpired = false

    /// The enhanced code that says the true reason; nil where there is none to be found.
    var meaning: EnhancedStatus? {
        let said = words.map { StatusGuess($0) }
        if said?.sure == .full { return FailureReason.full.status }
        if saysExpired { return status?.class == 4 ? status : FailureReason.timeRanOut.status }
        // A server that asked for patience to the end gave no other reason.
        if let status, status.class != 5 { return Self.isFull(status) ? FailureReason.full.status : status }
        if status == nil, said?.sure == nil, let code, code < 500 { return FailureReason.timeRanOut.status }
        if let status, !Self.saysLittle(status) { return Self.corrected(status, by: said?.sure) }
        return said.flatMap(likely)?.status ?? besides ?? status
    }

    /// A server that answers with a refusal was reached, whatever it calls unavailable.
    private func likely(_ said: StatusGuess) -> FailureReason? {
        let isRefusal = (code ?? 0) >= 500
        return isRefusal && said.sure == nil && said.likely == .unreachable ? nil : said.likely
    }

    private static func isFull(_ status: EnhancedStatus) -> Bool { status.subject == 2 && status.detail == 2 }

    /// What the rest tells where neither code nor words do.
    private var besides: EnhancedStatus? {
        passage.flatMap { likely(StatusGuess($0)) }?.status ?? byStage ?? reason?.status ?? byCode
    }

    /// Codes that servers give for everything: without a subject, about their own trouble (RFC 3463 section 3.4), the way
    /// (3.5; Exchange's 5.4.1 is an unknown person) and the protocol (3.6).
    private static func saysLittle(_ status: EnhancedStatus) -> Bool {
        switch (status.subject, status.detail) {
        case (3, 4), (5, 3), (4, 5), (4, 310): false
        case (0, _), (2, 0), (3, _), (4, _), (5, _): true
        // RFC 3463 knows no others.
        case (8..., _): true
        default: false
        }
    }

    /// Servers refuse strangers by their rules with 5.7.1, and by their own address with codes for the recipient's.
    private static func corrected(_ status: EnhancedStatus, by reason: FailureReason?) -> EnhancedStatus {
        guard let reason else { return status }
        // Without a detail it tells only what it is about.
        if status.detail == 0 { return reason.status }
        let isRule = status.subject == 7 && reason.isAboutRecipient
        let isSender = status.subject == 1 && reason == .sender
        // There is somebody where a mail is too large.
        let isLarge = status.subject == 1 && reason == .tooLarge
        // Of a domain without mail (RFC 7505), and Exchange's of an unknown person.
        let isExchange = status.subject == 1 && status.detail == 10 && reason == .unknownPerson
        return isRule || isSender || isLarge || isExchange ? reason.status : status
    }

    /// RFC 5321 section 4.2.3: what a refused command was about.
    private var byStage: EnhancedStatus? {
        guard let code, code >= 500 else { return nil }
        return switch (stage, code) {
        case (.recipient, 521), (.recipient, 550), (.recipient, 551), (.recipient, 553), (.recipient, 556):
            EnhancedStatus(5, 1, 0)
        case (.sender, 550...554): EnhancedStatus(5, 7, 0)
        case (.data, 552): EnhancedStatus(5, 3, 4)
        case (.data, 550), (.data, 554): EnhancedStatus(5, 7, 0)
        default: nil
        }
    }

    /// Codes that mean one thing at any command (RFC 5321 section 4.2.3, RFC 7504).
    private var byCode: EnhancedStatus? {
        switch code ?? 0 {
        case 521, 551, 553, 556: EnhancedStatus(5, 1, 0)
        case 552: EnhancedStatus(5, 2, 2)
        default: nil
        }
    }
}
