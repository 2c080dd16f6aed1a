// SPDX-License-Identifier: Apache-2.0

import GatewayKit

/// What a person reads of a message from the network: its marks, its subject and who else has it where that is news, its
/// text, and where the rest is (design section 8).
struct IncomingText {
    /// What the reader has not read already, in the messages before.
    struct News: OptionSet {
        let rawValue: UInt8
        /// It begins a thread, or has another subject than the last one.
        static let subject = News(rawValue: 1)
        /// It is a thread's first message.
        static let people = News(rawValue: 2)
        /// Answers go elsewhere than before.
        static let answerTo = News(rawValue: 4)
        /// It is the contact's first message.
        static let contact = News(rawValue: 8)
        static let all: News = [.subject, .people, .answerTo, .contact]
    }

    /// More names than that are not read by anybody.
    private static let mostNames = 10

    let message: IncomingMessage
    let news: News
    /// A link to the whole message; nil where the text is all of it.
    let original: String?

    var body: String {
        var blocks = news.contains(.contact) ? message.firstMarks : []
        blocks += message.marks
        // A message that only has a subject says it there; a body without anything would be hidden.
        let hasContent = !message.text.isEmpty || !message.attachments.isEmpty || !message.media.isEmpty
        let subject = message.subject.flatMap { $0.isEmpty ? nil : $0 }
        if news.contains(.subject) || !hasContent, let subject { blocks.append(Self.heading(subject)) }
        if news.contains(.people) { blocks += [names(.to, "To"), names(.cc, "Cc")].compactMap { $0 } }
        if news.contains(.answerTo), let answerTo = message.answerTo { blocks.append("Reply-To: \(answerTo)") }
        if !message.text.isEmpty { blocks.append(message.text) }
        if !hasContent, subject == nil { blocks.append("(…)") }
        if let original { blocks += (blocks.isEmpty ? [] : [""]) + ["[\(message.omission.rawValue)] \(original)"] }
        return blocks.joined(separator: "\n")
    }

    /// Strong by XEP-0393, where nothing in it would end that early.
    private static func heading(_ subject: String) -> String {
        let subject = RowStanzas.shortened(subject, to: RowStanzas.longestSubject)
        return subject.contains("*") ? subject : "*\(subject)*"
    }

    private func names(_ role: Recipient.Role, _ label: String) -> String? {
        let others = message.others.filter { $0.role == role }
        guard !others.isEmpty else { return nil }
        let named = others.prefix(Self.mostNames).map { other in
            let name = other.name.map { RowStanzas.shortened($0, to: RowStanzas.longestName) }
            return name.map { "\($0) <\(other.address)>" } ?? other.address.text
        }
        let rest = others.count - named.count
        return "\(label): " + named.joined(separator: ", ") + (rest > 0 ? " (+\(rest))" : "")
    }
}
