// SPDX-License-Identifier: Apache-2.0

/// The lines of an introduction as one, and what speaks for it.
struct AttributionSentence {
    private static let mostWords = 40

    let isSure: Bool
    let isLikely: Bool
    /// Likely, if it stands apart from the text above.
    let isLoose: Bool
    /// It names an address and a moment, or who wrote and when.
    let isPlain: Bool

    init?(_ text: String) {
        guard text.utf8.count <= AttributionLine.longest else { return nil }
        // Yahoo goes on with the quoted text in the same line, three blanks further.
        let head = text.place(of: ":   ").map { text[..<$0.upperBound] } ?? text[...]
        let bare = Self.withoutMarks(head)
        let words = bare.split(separator: " ")
        guard words.count <= Self.mostWords, !Self.beginsBehindText(bare) else { return nil }
        let evidence = LineEvidence(bare)
        let lower = bare.lowercased()
        let isClosed = bare.last == ":" || bare.last == "："
        let verb = MailWords.allVerbs.first { Self.holdsWord($0, in: lower) }
        let isRuled = Self.isRuled(text)
        let closes = isClosed || isRuled
        let opens = Self.hasOpening(lower)
        let hasDate = evidence.hasDay || evidence.hasTime
        let isDated = evidence.hasDay && (opens || Self.numbers(in: words) > 1)
        isPlain = evidence.hasAddress && evidence.hasDay && (evidence.hasTime || (verb != nil && isDated))
        let isNamed =
            verb != nil && evidence.hasDay && Self.lowerWords(words) <= Self.mostLowerWords
            && (evidence.hasTime || (evidence.hasAddress && isDated) || Self.isBrief(lower, isClosed))
        let isBare = evidence.endsInAddress && evidence.hasDay && evidence.hasTime
        isSure = closes && (isNamed || isBare || (isRuled && isPlain))
        let isFew = words.count <= Self.fewWords
        let isBracketed = evidence.hasAddress && bare.contains { $0 == "<" || $0 == "(" || $0 == "[" }
        let isTold = verb != nil && (evidence.hasAddress || (hasDate || opens) && isFew)
        let isDatedOnly = evidence.hasDay && evidence.hasTime && (verb != nil || opens || isFew)
        let isName = Self.isNameAndVerb(words)
        isLikely =
            isSure
            || (closes && (isTold || isDatedOnly || isName || (isBracketed && (hasDate || isFew))))
        let isOldGmail = evidence.endsInAddress && evidence.hasDay && bare.first?.isNumber ?? false
        let isOpen = verb != nil && evidence.hasDay && (evidence.hasAddress || (evidence.hasTime && opens))
        isLoose =
            words.count <= Self.mostLooseWords && !Self.endsSentence(bare) && (isOpen || isOldGmail || isName)
    }

    /// Words of a sentence that says who wrote and little else.
    private static let fewWords = 8
    /// Words in lower case of one without an address: "at", "wrote". More tell something else.
    private static let mostLowerWords = 7

    private static func lowerWords(_ words: [Substring]) -> Int {
        words.contains { $0.contains("@") }
            ? 0 : words.count { $0.first?.isLowercase ?? false && $0.allSatisfy { !$0.isNumber } }
    }

    /// Numbers that are no part of an address. A year alone is no date.
    private static func numbers(in words: [Substring]) -> Int {
        words.filter { !$0.contains("@") }.map { $0.split { !$0.isNumber }.count }.reduce(0, +)
    }

    /// Without a colon there must be little besides.
    private static let mostLooseWords = 14

    private static func endsSentence(_ text: Substring) -> Bool { text.last.map { ".!?,;…".contains($0) } ?? true }

    /// "Ann Other wrote", and nothing else.
    private static func isNameAndVerb(_ words: [Substring]) -> Bool {
        guard (2...5).contains(words.count) else { return false }
        let text = words.joined(separator: " ").drop { "*- ".contains($0) }.reversed().drop { ":： ".contains($0) }
        let bare = String(text.reversed())
        return MailWords.allVerbs.contains { verb in
            guard bare.hasSuffix(" \(verb)") else { return false }
            let names = bare.dropLast(verb.count + 1).split(separator: " ")
            return names.allSatisfy { !($0.first?.isLowercase ?? true) }
        }
    }

    /// "fine. On 3 June 2026 Bob wrote:": what stands in front is the writer's own.
    private static func beginsBehindText(_ text: Substring) -> Bool {
        MailWords.allCapitalOpenings.contains { opening in
            guard let place = text.place(of: opening) else { return false }
            let (head, rest) = (text[..<place.lowerBound], text[place.upperBound...].prefix(25))
            guard head.contains(where: \.isLetter), !head.contains("@") else { return false }
            let date = rest.prefix { $0 != "<" && $0 != "@" }
            guard date.contains(where: \.isNumber) else { return false }
            let lower = head.lowercased()
            return !LineEvidence(head).hasAny && !MailWords.allVerbs.contains { holdsWord($0, in: lower) }
        }
    }

    /// "On 3 June 2025 Bob wrote:": nothing but a date and a name.
    private static func isBrief(_ text: String, _ isClosed: Bool) -> Bool {
        guard isClosed, hasOpening(text), text.split(separator: " ").count <= 8 else { return false }
        let words = text.dropLast().dropTrailingWhiteSpace()
        return MailWords.allVerbs.contains { words.hasSuffix($0) || Self.holdsWord(" \($0) ", in: text) }
    }

    /// It says of somebody that they wrote.
    static func tells(_ text: String) -> Bool {
        let lower = text.lowercased()
        return MailWords.allVerbs.contains { holdsWord($0, in: lower) }
    }

    static func hasOpening(_ text: String) -> Bool {
        MailWords.allOpenings.contains { text.hasPrefix($0) && text.dropFirst($0.count).first == " " }
    }

    /// Zoho's `---- On … wrote ---` and GroupWise's `>>> … >>>`.
    private static func isRuled(_ text: String) -> Bool {
        (text.hasPrefix("---") && text.hasSuffix("---")) || text.hasPrefix(">>> ")
    }

    /// Without what styles it, or turns its direction of writing, or draws a line.
    private static func withoutMarks(_ text: Substring) -> Substring {
        let scalars = text.unicodeScalars
        guard let first = scalars.firstIndex(where: { !isMark($0) }),
            let last = scalars.lastIndex(where: { !isMark($0) })
        else { return "" }
        return text[first...last]
    }

    private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09, 0x20, 0x22, 0x2A, 0x2D, 0x5F, 0x200E...0x200F, 0x202A...0x202E, 0x2066...0x2069: true
        default: false
        }
    }

    /// Between letters a word is a part of another one. Scripts without blanks have no such borders.
    private static func holdsWord(_ word: String, in text: String) -> Bool {
        guard let place = text.place(of: word) else { return false }
        let isLetter = { (octet: UInt8) in (0x61...0x7A).contains(octet) || octet >= 0x80 }
        guard let first = word.utf8.first, first < 0x80 else { return true }
        let before = text[..<place.lowerBound].utf8.last
        return !(before.map(isLetter) ?? false)
    }
}
