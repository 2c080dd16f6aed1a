// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials
import MIME

extension Letter {
    /// Answers a mail as a mail program would: by the name that the question used, to its author (with `toAll` to
    /// everybody else in it too), with its subject, in its thread, and with its text below.
    static func answering(
        _ mail: ParsedMail, from author: Mailbox, _ draft: LetterDraft
    ) -> Letter {
        let fields = mail.root.fields
        let addressed = fields.to.first { $0.address.lowercased() == author.address.lowercased() }
        let author = author.displayName == nil ? addressed ?? author : author
        let to = draft.to.isEmpty ? (fields.replyTo.isEmpty ? fields.from : fields.replyTo) : draft.to
        let named = Set((to + draft.cc + [author]).map { $0.address.lowercased() })
        let others = (fields.to + fields.cc).filter { !named.contains($0.address.lowercased()) }
        let original = Original(
            messageID: fields.messageID.flatMap { MessageID($0) },
            references: fields.references.compactMap { MessageID($0) },
            attribution: attribution(fields), quotation: draft.quotes ? mail.shownText : nil)
        return Letter(
            from: author, to: to, cc: draft.cc + (draft.toAll ? others : []),
            subject: draft.subject.isEmpty ? answered(fields.subject ?? "") : draft.subject, text: draft.text,
            html: draft.html, attachments: draft.attachments, original: original)
    }

    /// One `Re:`, however often there was an answer.
    static func answered(_ subject: String) -> String {
        subject.lowercased().hasPrefix("re:") ? subject : "Re: \(subject)"
    }

    private static func attribution(_ fields: HeaderFields) -> String {
        let name = fields.from.first.map { $0.displayName ?? $0.address } ?? "somebody"
        guard let date = fields.date else { return "\(name) wrote:" }
        let style = Date.ISO8601FormatStyle().year().month().day()
        return "On \(date.formatted(style)), \(name) wrote:"
    }
}

extension ParsedMail {
    /// The text that a mail program shows: the first plain one that is no file.
    var shownText: String {
        leaves.first { $0.contentType.essence == "text/plain" && !$0.isFile }?.text ?? ""
    }

    var shownHTML: String? {
        leaves.first { $0.contentType.essence == "text/html" && !$0.isFile }?.text
    }

    /// What is neither text nor HTML to show.
    var files: [Entity] {
        leaves.filter { $0.isFile || $0.contentType.type != "text" }
    }
}

extension Entity {
    var isFile: Bool { disposition?.kind == .attachment || fileName != nil }
}
