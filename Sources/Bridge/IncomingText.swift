// SPDX-License-Identifier: Apache-2.0

import GatewayKit

/// What a person reads of a message from the network: its marks, its subject where that is news, its text, and what else
/// there is to know.
struct IncomingText {
    /// More names than that are not read by anybody.
    private static let mostNames = 10

    let message: IncomingMessage
    /// The subject stands above the text where it begins a thread, or another one than the last was about.
    let showsSubject: Bool
    /// A link to the whole message; nil where the text is all of it.
    let original: String?

    var body: String {
        var blocks = message.marks
        // A message that only has a subject says it there; a body without anything would be hidden.
        let hasContent = !message.text.isEmpty || !message.attachments.isEmpty || !message.media.isEmpty
        let subject = message.subject.flatMap { $0.isEmpty ? nil : $0 }
        if showsSubject || !hasContent, let subject { blocks.append(Self.heading(subject)) }
        if !message.text.isEmpty { blocks.append(message.text) }
        if !hasContent, subject == nil { blocks.append("(…)") }
        blocks += [names(.to, "To"), names(.cc, "Cc")].compactMap { $0 }
        if let answerTo = message.answerTo { blocks.append("Reply-To: \(answerTo)") }
        if let original { blocks.append("[…] \(original)") }
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
