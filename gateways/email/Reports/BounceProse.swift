// SPDX-License-Identifier: Apache-2.0

import SMTP

/// The text of a bounce, down to the returned message, and what can be found in it.
struct BounceProse {
    let text: String
    /// What the refusing server said; nil where no line of it can be made out.
    let said: DiagnosticWords?
    /// Addresses, in the order in which they stand.
    let addresses: [String]

    /// Lines that are read.
    private static let mostLines = 200

    init(_ text: String) {
        let lines = text.split(separator: "\n", maxSplits: Self.mostLines, omittingEmptySubsequences: false)
            .prefix(Self.mostLines).prefix { !Self.beginsReturnedMessage($0) }
        self.text = lines.joined(separator: "\n")
        said = Self.said(in: Array(lines))
        addresses = lines.flatMap(Self.addresses)
    }

    /// What mail systems put above the copy of the message.
    private static func beginsReturnedMessage(_ line: Substring) -> Bool {
        let line = line.lowercased()
        return [
            "copy of the message", "copy of your message", "original message header", "original message follows",
            "----- original message", "--- original message", "unsent message follows", "message header follow",
            "message header:", "undelivered message follows", "message follows", "ursprüngliche nachricht",
        ].contains { line.holds($0) }
    }

    /// The line with an enhanced status code, else the one with an SMTP code; with what belongs to its sentence.
    private static func said(in lines: [Substring]) -> DiagnosticWords? {
        let coded = lines.firstIndex { line in line.split(separator: " ").contains { hasStatus($0) } }
        guard let index = coded ?? lines.firstIndex(where: hasCode) else { return nil }
        let end = lines[index...].firstIndex { $0.allSatisfy(\.isWhitespace) } ?? lines.endIndex
        let paragraph = lines[index..<min(end, index + 8)].joined(separator: " ")
        let words = DiagnosticWords(fromCode(paragraph))
        // qmail puts the code behind the words.
        return words.text == nil ? DiagnosticWords(lines[index]) : words
    }

    private static func hasStatus(_ word: Substring) -> Bool {
        let (_, rest) = DiagnosticWords.splitReply(trimmedOpening(word))
        return DiagnosticWords.status(of: rest) != nil
    }

    /// A code that begins the line or stands behind a word after which codes stand: other numbers are just numbers.
    private static func hasCode(_ line: Substring) -> Bool {
        let words = line.split(separator: " ")
        return words.indices.contains { index in
            guard DiagnosticWords.splitReply(trimmedOpening(words[index])).code != nil else { return false }
            guard index > 0 else { return true }
            let before = words[index - 1].lowercased()
            return before.hasSuffix(":") || before.utf8.count <= longestAnnouncer && announcers.contains(before)
        }
    }

    /// Bytes of the longest of them.
    private static let longestAnnouncer = 16
    private static let announcers: Set<String> = [
        "error", "code", "said", "was", "with", "status", ">>>", "<<<", "<--",
    ]

    /// The paragraph from its code on; what is before it tells which server spoke.
    private static func fromCode(_ paragraph: String) -> Substring {
        var rest = paragraph[...]
        while !rest.isEmpty {
            rest = rest.drop { $0.isWhitespace }
            let word = rest.prefix { !$0.isWhitespace }
            let (code, _) = DiagnosticWords.splitReply(trimmedOpening(word))
            if code != nil || hasStatus(word) { return trimmedOpening(rest) }
            rest = rest[word.endIndex...]
        }
        return paragraph[...]
    }

    private static func trimmedOpening(_ word: Substring) -> Substring {
        word.drop { "(\"'[#".contains($0) }
    }

    private static func addresses(in line: Substring) -> [String] {
        guard line.contains("@") else { return [] }
        return line.split { $0.isWhitespace || "<>()[]\",;:'“”„".contains($0) }
            .compactMap { word in try? EmailAddress(word.hasSuffix(".") ? word.dropLast() : word).text }
    }
}
