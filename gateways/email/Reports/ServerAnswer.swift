// SPDX-License-Identifier: Apache-2.0

import SMTP

/// The reply of the refusing server, as bounces in free form quote it.
struct ServerAnswer {
    let words: DiagnosticWords
    /// The command that it answered; nil where nothing says it.
    let stage: SMTPStage?

    /// Lines of an answer, and those above it that belong to its sentence.
    private static let mostLines = 8

    /// The line with an enhanced status code, else the one with an SMTP code; with what belongs to its sentence. nil where
    /// there is neither.
    init?(in lines: [Substring]) {
        let coded = lines.firstIndex { line in line.split(separator: " ").contains { Self.hasStatus($0) } }
        guard let index = coded ?? lines.firstIndex(where: Self.hasCode) else { return nil }
        let end = lines[index...].firstIndex { $0.allSatisfy(\.isWhitespace) } ?? lines.endIndex
        let paragraph = lines[index..<min(end, index + Self.mostLines)].joined(separator: " ")
        var words = DiagnosticWords(Self.fromCode(paragraph))
        // qmail and Exchange put the code behind the words, Exchange on a line of its own.
        if words.text == nil { words = Self.before(index, in: lines) ?? words }
        self.words = words
        stage = SMTPStage(in: lines[max(0, index - 1)..<min(end, index + Self.mostLines)].joined(separator: " "))
    }

    private static func before(_ index: Int, in lines: [Substring]) -> DiagnosticWords? {
        let line = DiagnosticWords(lines[index])
        if line.text?.split(separator: " ").count ?? 0 > 2 { return line }
        let above = lines[max(0, index - mostLines)..<index].reversed()
            .prefix { !$0.allSatisfy(\.isWhitespace) && RecipientLine($0) == nil }.reversed()
        let whole = DiagnosticWords((above + [lines[index]]).joined(separator: " "))
        return whole.text == nil ? nil : whole
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
            // A code in brackets or quotation marks is somebody's word.
            if let first = words[index].first, "[\"'(".contains(first) { return true }
            let before = words[index - 1].lowercased()
            return before.hasSuffix(":") || before.hasSuffix("],")
                || before.utf8.count <= longestAnnouncer && announcers.contains(before)
        }
    }

    /// Bytes of the longest of them.
    private static let longestAnnouncer = 16
    private static let announcers: Set<String> = [
        "error", "code", "said", "was", "with", "status", "reply", "smtp;", ">>>", "<<<", "<--", "->", "<-",
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
        let bare = word.drop { "(\"'[#".contains($0) }
        guard bare.utf8.count > smtp.utf8.count, bare.prefix(smtp.count).lowercased() == smtp else { return bare }
        return bare.dropFirst(smtp.count)
    }

    /// The kind of a diagnostic (RFC 3464 section 2.3.6), which some write into their prose, too.
    private static let smtp = "smtp;"
}
