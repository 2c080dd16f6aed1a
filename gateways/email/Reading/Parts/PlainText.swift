// SPDX-License-Identifier: Apache-2.0

/// A text as it was typed, made fit for a stanza.
enum PlainText {
    /// The lines without what cannot be seen; at most one empty line in a row, none at the ends.
    static func lines(of text: String) -> [String] {
        var lines: [String] = []
        for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
            let readable = String(ReadableScalar.keepingBlanks(withoutMarkers(line)).dropTrailingWhiteSpace())
            if readable.isEmpty, lines.last?.isEmpty ?? true { continue }
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

    /// As much as fits without cutting a character in two.
    static func prefix(of text: String, bytes: Int) -> String {
        guard text.utf8.count > bytes else { return text }
        var count = 0
        let end = text.indices.first { index in
            count += text[index].utf8.count
            return count > bytes
        }
        return String(text[..<(end ?? text.endIndex)])
    }

    /// Outlook's plain texts name pictures (`[cid:…]`) and say mail addresses twice (`a@b.c<mailto:a@b.c>`).
    private static func withoutMarkers(_ line: Substring) -> String {
        var line = String(line)
        if line.contains("[cid:") { line = removing("[cid:", upTo: "]", from: line) { _, _ in "" } }
        guard line.contains("<mailto:") else { return line }
        return removing("<mailto:", upTo: ">", from: line) { before, address in
            before.hasSuffix(address) ? "" : "<\(address)>"
        }
    }

    private static func removing(
        _ opening: String, upTo closing: Character, from line: String, _ replacement: (String, Substring) -> String
    ) -> String {
        var result = ""
        var rest = line[...]
        while let start = rest.firstRange(of: opening), let end = rest[start.upperBound...].firstIndex(of: closing) {
            result += rest[..<start.lowerBound]
            result += replacement(result, rest[start.upperBound..<end])
            rest = rest[rest.index(after: end)...]
        }
        return result + rest
    }
}
