// SPDX-License-Identifier: Apache-2.0

/// Figures above and below the line: a text without them says something else. `10⁶` is not 106, nor €19⁹⁹ the year 1999.
enum RaisedFigures {
    enum Place {
        case above, below
        /// Small figures at the top of the line, which are only read as a price's.
        case top

        init?(_ element: HTMLElement) {
            switch element.name {
            case "sup": self = .above
            case "sub": self = .below
            case "span", "small", "font", "b", "strong":
                switch element.style["vertical-align"] {
                case "super"?: self = .above
                case "sub"?: self = .below
                case "top"?, "text-top"?: self = .top
                default: return nil
                }
            default: return nil
            }
        }
    }

    /// A longer text is no exponent.
    static let bytes = 40

    private static let above: [Character: Character] = [
        "0": "⁰", "1": "¹", "2": "²", "3": "³", "4": "⁴", "5": "⁵", "6": "⁶", "7": "⁷", "8": "⁸", "9": "⁹", "+": "⁺",
        "-": "⁻", "−": "⁻", "–": "⁻", "=": "⁼", "(": "⁽", ")": "⁾", "n": "ⁿ",
    ]
    private static let below: [Character: Character] = [
        "0": "₀", "1": "₁", "2": "₂", "3": "₃", "4": "₄", "5": "₅", "6": "₆", "7": "₇", "8": "₈", "9": "₉", "+": "₊",
        "-": "₋", "−": "₋", "–": "₋", "=": "₌", "(": "₍", ")": "₎", "n": "ₙ",
    ]
    /// Where cents stand behind a point.
    private static let pointed = ["$", "£", "¥", "₹", "usd", "gbp", "aud", "cad", "chf", "fr.", "₪", "฿"]
    private static let others = [
        "€", "eur", "euro", "kr", "kr.", "sek", "dkk", "nok", "zł", "pln", "kč", "czk", "ft", "huf", "lei", "ron", "лв",
        "₽", "руб", "грн", "₴", "r$", "brl", "₺", "tl", "kn", "din",
    ]

    /// - Parameters:
    ///   - before: what follows the figures in the page.
    ///   - after: what they follow in the same line.
    static func text(_ text: String, _ place: Place, after: String, before: String) -> String {
        let bare = text.filter { !$0.isWhitespace }
        guard !bare.isEmpty else { return text }
        let blank = text.last?.isWhitespace ?? false ? " " : ""
        if place != .below, let separator = separator(of: bare, after: after, before: before) {
            return separator + bare + blank
        }
        guard place != .top else { return text }
        let letters = place == .above ? above : below
        let mapped = bare.compactMap { letters[$0] }
        if mapped.count == bare.count, bare != "-" { return String(mapped) + blank }
        // Ordinals and marks read well in the line; a figure would join the one before.
        let isJoined = after.last.map { $0.isNumber || $0.isLetter } ?? false
        guard isJoined, let first = bare.first, ("0"..."9").contains(first) else { return text }
        return (place == .above ? "^" : "_") + "(\(bare))" + blank
    }

    /// Between a price and its cents; nil: it is none. Empty: there is one.
    private static func separator(of cents: String, after: String, before: String) -> String? {
        let isCents = cents.count == 2 && cents.allSatisfy { $0.isASCII && $0.isNumber }
        guard isCents || ["-", "–", "—", "−"].contains(cents) else { return nil }
        if let last = after.last, ".,".contains(last) { return "" }
        guard after.last?.isNumber ?? false else { return nil }
        let price = after.reversed().drop { $0.isNumber || ".,' \u{A0}".contains($0) }.reversed()
        let currency = String(price).lowercased()
        let next = before.drop(while: \.isWhitespace).lowercased()
        let isOf = { (signs: [String]) in signs.contains { currency.endsWord($0) || next.beginsWord($0) } }
        if isOf(others) { return "," }
        return isOf(pointed) ? "." : nil
    }
}

extension StringProtocol {
    /// With nothing but the word's border in front.
    fileprivate func endsWord(_ word: String) -> Bool {
        guard hasSuffix(word) else { return false }
        guard word.first?.isLetter ?? false else { return true }
        return !(dropLast(word.count).last?.isLetter ?? false)
    }

    fileprivate func beginsWord(_ word: String) -> Bool {
        guard hasPrefix(word) else { return false }
        guard word.last?.isLetter ?? false else { return true }
        return !(dropFirst(word.count).first?.isLetter ?? false)
    }
}
