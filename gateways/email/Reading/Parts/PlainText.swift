// SPDX-License-Identifier: Apache-2.0

/// A text as it was typed, made fit for a stanza.
enum PlainText {
    /// More of one part is not looked at; a person is shown 60,000 bytes.
    static let inputBytes = 1 << 20
    /// Nor are more lines: each is compared with all that may begin a history.
    static let inputLines = 10_000

    /// The lines without what cannot be seen; at most one empty line in a row, none at the ends.
    static func lines(of text: String) -> [String] {
        var lines: [String] = []
        for line in TextLines(prefix(of: text, bytes: inputBytes)) {
            let isSeparator = line.utf8.elementsEqual(Signature.separator.utf8)
            let readable =
                isSeparator
                ? Signature.separator
                : String(ReadableScalar.keepingBlanks(withoutMarkers(line)).dropTrailingWhiteSpace())
            if readable.isEmpty, lines.last?.isEmpty ?? true { continue }
            if lines.count == inputLines { break }
            // Some programs put a blank in front of the whole text; four and more are meant.
            let isShifted = lines.isEmpty && !readable.hasPrefix("    ")
            lines.append(isShifted ? String(readable.drop(while: \.isWhitespace)) : readable)
        }
        if lines.last?.isEmpty ?? false { lines.removeLast() }
        return lines
    }

    /// For a subject or a name: one line without what cannot be seen or turns the direction of writing.
    static func oneLine(_ text: String) -> String {
        let isOverride = { (scalar: Unicode.Scalar) in
            (0x202A...0x202E).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value)
        }
        var plain = ""
        plain.unicodeScalars.append(contentsOf: text.unicodeScalars.filter { !isOverride($0) })
        return plain.split(whereSeparator: \.isWhitespace).map { ReadableScalar.keepingBlanks($0) }
            .filter { !$0.isEmpty }.joined(separator: " ")
    }

    /// As much as fits without cutting a scalar in two.
    static func prefix(of text: String, bytes: Int) -> String {
        guard text.utf8.count > bytes else { return text }
        var end = text.utf8.index(text.startIndex, offsetBy: max(0, bytes))
        while end.samePosition(in: text.unicodeScalars) == nil { end = text.utf8.index(before: end) }
        return String(text[..<end])
    }

    /// Outlook's plain texts name pictures (`[cid:…]`), and put a link's target behind its words: `a@b.c<mailto:a@b.c>`,
    /// `www.b.c<http://www.b.c/>`. What says the same twice is said once.
    private static func withoutMarkers(_ line: Substring) -> String {
        guard line.utf8.contains(where: { $0 == UInt8(ascii: "<") || $0 == UInt8(ascii: "[") }) else {
            return String(line)
        }
        var line = String(line)
        if line.holds("[cid:") { line = removing("[cid:", upTo: "]", from: line) { _, _ in "" } }
        for (opening, scheme) in [("<mailto:", ""), ("<http://", "http://"), ("<https://", "https://")]
        where line.holds(opening) {
            line = removing(opening, upTo: ">", from: line) { before, rest in
                if ends(before, with: rest) { return "" }
                let isJoined = before.last.map { !$0.isWhitespace } ?? false
                return (isJoined && !scheme.isEmpty ? " " : "") + "<\(scheme)\(rest)>"
            }
        }
        return line
    }

    /// Whether these words are the link, as people write it: also without its scheme and the slash at its end.
    private static func ends(_ words: String, with rest: Substring) -> Bool {
        let short = rest.last == "/" ? rest.dropLast() : rest
        return !short.isEmpty && (words.hasSuffix(short) || words.hasSuffix("\(short)/"))
    }

    private static func removing(
        _ opening: String, upTo closing: Character, from line: String, _ replacement: (String, Substring) -> String
    ) -> String {
        var result = ""
        var rest = line[...]
        while let start = rest.place(of: opening), let end = rest[start.upperBound...].firstIndex(of: closing) {
            result += rest[..<start.lowerBound]
            result += replacement(result, rest[start.upperBound..<end])
            rest = rest[rest.index(after: end)...]
        }
        return result + rest
    }
}
