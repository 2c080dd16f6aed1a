// SPDX-License-Identifier: Apache-2.0

/// Chooses among the forms of the same text. A chat is plain, and so is what a person typed: plain text wins, unless it
/// says less than the HTML, or something else.
enum Alternative {
    /// What is to be shown.
    enum Choice {
        case one(MailContent)
        /// They have nothing in common, and nobody knows which one is the text.
        case both(MailContent, MailContent)
    }

    /// What senders' programs write who have nothing to say in plain text is one or two sentences.
    private static let stubWords = 60

    static func best(of forms: [MailContent]) -> Choice? {
        let plain = forms.first { $0.hasText && $0.flavour == .plain }
        let html = forms.last { $0.hasText && $0.flavour == .html }
        guard let plain else { return html.map { Choice.one($0) } }
        guard let html else { return .one(plain) }
        if isSource(plain.lines), !isSource(html.lines) { return .one(html) }
        let counts = (plain: words(plain.lines), html: words(html.lines))
        if counts.plain < stubWords, StubPhrases.occur(in: plain.lines) { return .one(html) }
        if counts.plain * 3 < counts.html { return .one(html) }
        guard counts.plain < stubWords, SharedWords.areFew(plain.lines, html.lines) else { return .one(plain) }
        // A mail program shows the HTML; where it says much less, the other may be the text.
        return counts.plain <= 2 * counts.html ? .one(html) : .both(plain, html)
    }

    /// What only a program reads: tags, rules of a style sheet, fields of a form that was never filled in.
    private static func isSource(_ lines: [String]) -> Bool {
        let hasTags = lines.contains { line in
            line.holds("</") && ["</div>", "</p>", "</td>"].contains { line.lowercased().holds($0) }
        }
        return hasTags || lines.contains(where: isTemplate) || hasStyleRule(lines)
    }

    private static func isTemplate(_ line: String) -> Bool {
        line.holds("{{") && line.holds("}}") || line.holds("&nbsp;")
    }

    /// `.name { colour: red }`, in one line or several.
    private static func hasStyleRule(_ lines: [String]) -> Bool {
        guard lines.contains(where: { $0.holds("{") }) else { return false }
        let text = lines.joined(separator: " ")
        var rest = text[...]
        while let open = rest.place(of: "{"), let close = rest[open.upperBound...].place(of: "}") {
            let property = rest[open.upperBound..<close.lowerBound].utf8.prefix { $0 != UInt8(ascii: ":") }
            let isEnded = property.endIndex == close.lowerBound
            if !isEnded, property.contains(where: isLetter), property.allSatisfy({ isLetter($0) || isBlank($0) }) {
                return true
            }
            rest = rest[close.upperBound...]
        }
        return false
    }

    /// What may stand in and before a property's name.
    private static func isBlank(_ octet: UInt8) -> Bool {
        octet == UInt8(ascii: " ") || octet == UInt8(ascii: "\t") || octet == UInt8(ascii: "-")
    }

    /// Links are no words: HTML has more of them.
    private static func words(_ lines: [String]) -> Int {
        lines.reduce(0) { count, line in
            var rest = line.utf8[...]
            var words = 0
            while !rest.isEmpty {
                let word = rest.prefix { $0 != UInt8(ascii: " ") }
                if word.contains(where: isLetter), !Substring(word).holds("://") { words += 1 }
                rest = rest[word.endIndex...].dropFirst()
            }
            return count + words
        }
    }

    /// Outside ASCII nearly everything is one.
    private static func isLetter(_ octet: UInt8) -> Bool {
        octet >= 0x80 || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(octet | 0x20)
    }
}
