// SPDX-License-Identifier: Apache-2.0

/// The lines that mail programs draw above a mail that is handed on, and above one that is answered:
/// "---------- Forwarded message ---------", "-----Original Message-----".
enum HistoryMark {
    case forward, original
    /// Words between two rules, in a language that we do not know.
    case unknown
    /// A line and nothing else.
    case rule

    private static let bytes = 10..<120
    private static let rules = "-_=*~—–─#‐‑‒―━═"
    private static let shortestRule = 3

    /// nil: an ordinary line.
    init?(_ line: String) {
        guard Self.mayBe(line) else { return nil }
        let bare = line.drop { " \t*".contains($0) }.dropTrailingWhiteSpace()
        let leading = bare.prefix { Self.rules.contains($0) }
        let words = bare.dropFirst(leading.count).reversed().drop { Self.rules.contains($0) || $0 == " " }.reversed()
        guard leading.count > 1 else {
            // Apple's: "Begin forwarded message:"
            guard line.utf8.last == UInt8(ascii: ":"),
                Self.holds(MailWords.allForwards, line.lowercased(), isBeginning: true)
            else { return nil }
            self = .forward
            return
        }
        let text = String(words).lowercased().replacingWord("’", by: "'")
        if text.isEmpty {
            guard leading.count >= Self.shortestRule else { return nil }
            self = .rule
        } else if Self.holds(MailWords.allForwards, text) {
            self = .forward
        } else if Self.holds(MailWords.allOriginals, text) {
            self = .original
        } else {
            let trailing = bare.reversed().prefix { Self.rules.contains($0) }.count
            guard leading.count >= Self.shortestRule, trailing >= Self.shortestRule,
                !text.contains(where: \.isNumber), text.split(separator: " ").count < 7
            else { return nil }
            self = .unknown
        }
    }

    /// Whether the line says something of its own.
    static func isDrawn(_ line: String) -> Bool {
        if line.allSatisfy({ rules.contains($0) || $0 == " " }) { return true }
        return HistoryMark(line) != nil
    }

    private static func mayBe(_ line: String) -> Bool {
        guard bytes.contains(line.utf8.count) || line == TextLayout.rule else { return false }
        guard let first = line.utf8.first(where: { $0 != 0x20 && $0 != 0x2A && $0 != 0x09 }) else { return true }
        return "-_=~#".utf8.contains(first) || first == 0xE2 || line.utf8.last == UInt8(ascii: ":")
    }

    private static func holds(_ words: [String], _ text: String, isBeginning: Bool = false) -> Bool {
        words.contains { isBeginning ? text.hasPrefix($0) && $0.count > 12 : text.holds($0) }
    }
}
