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
        if showsSubject, let subject = message.subject { blocks.append(Self.heading(subject)) }
        if !message.text.isEmpty { blocks.append(message.text) }
        let names = names
        if !names.isEmpty { blocks.append(names) }
        if let answerTo = message.answerTo { blocks.append("→ \(answerTo)") }
        if let original { blocks.append("[…] \(original)") }
        return blocks.joined(separator: "\n")
    }

    /// Strong by XEP-0393, where nothing in it would end that early.
    private static func heading(_ subject: String) -> String {
        subject.contains("*") ? subject : "*\(subject)*"
    }

    private var names: String {
        let others = message.others.filter { $0.role != .bcc }
        guard !others.isEmpty else { return "" }
        let named = others.prefix(Self.mostNames).map { other in
            other.name.map { "\($0) <\(other.address)>" } ?? other.address.text
        }
        let rest = others.count - named.count
        return "Cc: " + named.joined(separator: ", ") + (rest > 0 ? " (+\(rest))" : "")
    }
}
