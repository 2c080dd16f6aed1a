// SPDX-License-Identifier: Apache-2.0

import SMTP

/// The text of a bounce, down to the returned message, and what can be found in it by its form.
struct BounceProse {
    let text: String
    /// What the refusing server said; nil where no line of it can be made out.
    let said: DiagnosticWords?
    /// What that server refused; nil where nothing says it.
    let stage: SMTPStage?
    /// The reason that stands anywhere in it in words that mean nothing else; nil where none does.
    let reason: FailureReason?
    /// It says in a language that we know that a mail failed or is late.
    let speaksOfFailure: Bool
    /// It says that a mail is late.
    let speaksOfDelay: Bool
    /// It says that it will be tried again.
    let promisesMore: Bool
    /// It has the words of a holiday program.
    let speaksOfAbsence: Bool
    /// Addresses, in the order in which they stand; those that have a line of their own first.
    let addresses: [String]
    /// An address has a line of its own, as lists of failed recipients have.
    var listsRecipients: Bool { !listed.isEmpty }

    private let lines: [Substring]
    private let listed: [String]
    /// By the address in lower case: its first line, and where it ends there.
    private let places: [String: (line: Int, end: Substring.Index)]

    /// Lines that are read.
    private static let mostLines = 200
    /// Characters of a line that are read.
    private static let longestLine = 2_000
    /// Lines of what is said about a recipient, and characters of it.
    private static let mostOfPassage = 8
    private static let longestPassage = 600

    init(_ text: String) {
        let read = text.split(separator: "\n", maxSplits: Self.mostLines, omittingEmptySubsequences: false)
            .prefix(Self.mostLines).map { $0.utf8.count <= Self.longestLine ? $0 : $0.prefix(Self.longestLine) }
        lines = Self.withoutFooter(ReturnedCopy.above(read))
        self.text = lines.joined(separator: "\n")
        let answer = ServerAnswer(in: lines)
        said = answer?.words
        stage = answer?.stage
        let words = SpokenText(self.text)
        let spoken = ReportPhrases.places(in: words)
        reason = StatusGuess(spoken).sure
        speaksOfFailure = spoken[.failure] != nil || spoken[.delay] != nil
        speaksOfDelay = spoken[.delay] != nil
        promisesMore = spoken[.promise] != nil
        speaksOfAbsence = spoken[.automaticAnswer] != nil
        listed = lines.compactMap { RecipientLine($0)?.address }
        let found = lines.enumerated().flatMap { index, line in
            RecipientLine.addresses(in: line).map { (address: $0.address, line: index, end: $0.end) }
        }
        addresses = listed + found.map(\.address)
        places = Dictionary(found.map { (EmailAddress.canonical($0.address), (line: $0.line, end: $0.end)) }) {
            first, _ in first
        }
    }

    /// What stands beside a recipient: behind the address, to the end of its paragraph; where nothing does, the paragraph
    /// below. nil where the address does not stand there.
    ///
    /// - Parameter recipient: nil: whichever address has a line of its own.
    func passage(about recipient: String?) -> String? {
        let only = Set(listed).count == 1 || recipient == nil ? listed.first : nil
        let place = [recipient, only].lazy.compactMap { $0.flatMap { places[EmailAddress.canonical($0)] } }.first
        guard let (line, end) = place else { return nil }
        guard !isFieldOfMail(line) else { return nil }
        let beside = lines[line][end...].drop { !$0.isLetter && !$0.isNumber && $0 != "#" && $0 != "(" }
        let below = lines[(line + 1)...]
        let words = Self.joined([beside] + Self.paragraph(below))
        if !words.isEmpty { return words }
        return paragraphBelow(below)
    }

    /// The next paragraph, with the one below where it ends with a colon; nil where it begins something else.
    private func paragraphBelow(_ lines: ArraySlice<Substring>) -> String? {
        let lines = lines.drop { $0.allSatisfy(\.isWhitespace) }
        let next = Self.paragraph(lines)
        guard let first = next.first, !Self.isRule(first), !ReturnedCopy.isTitle(first) else { return nil }
        guard next.last?.last(where: { !$0.isWhitespace }) == ":" else { return Self.joined(next) }
        let rest = lines.dropFirst(next.count).drop { $0.allSatisfy(\.isWhitespace) }
        return Self.joined(next + Self.paragraph(rest))
    }

    /// A line `To: …` with another field below it, by which Exchange tells which mail it means.
    private func isFieldOfMail(_ index: Int) -> Bool {
        let label = lines[index].drop(while: \.isWhitespace).prefix { !$0.isWhitespace }
        guard label.lowercased() == "to:", index + 1 < lines.count else { return false }
        return lines[index + 1].split(separator: " ", maxSplits: 1).first?.hasSuffix(":") == true
    }

    /// Without what mail filters append: it speaks of viruses and spam.
    private static func withoutFooter(_ lines: [Substring]) -> [Substring] {
        guard let rule = lines.firstIndex(where: isRule),
            lines[..<rule].contains(where: { RecipientLine($0) != nil })
        else { return lines }
        return Array(lines[..<rule])
    }

    /// As mail filters draw above what they append.
    private static func isRule(_ line: Substring) -> Bool {
        let line = line.filter { !$0.isWhitespace }
        return line.count >= 5 && (line.allSatisfy { $0 == "_" } || line.allSatisfy { $0 == "~" })
    }

    /// To its end, or to the next recipient.
    private static func paragraph(_ lines: ArraySlice<Substring>) -> [Substring] {
        Array(lines.prefix(mostOfPassage).prefix { !$0.allSatisfy(\.isWhitespace) && RecipientLine($0) == nil })
    }

    private static func joined(_ lines: [Substring]) -> String {
        let words = lines.flatMap { $0.split(whereSeparator: \.isWhitespace) }.joined(separator: " ")
        return words.utf8.count <= longestPassage ? words : String(words.prefix(longestPassage))
    }
}
