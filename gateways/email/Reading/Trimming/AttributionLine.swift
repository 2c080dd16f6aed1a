// SPDX-License-Identifier: Apache-2.0

/// The line that introduces a quoted mail: "On Tue, 3 June 2025 at 10:00, Bob wrote:".
enum AttributionLine {
    /// Mail programs break it at their line length.
    static let lines = 3
    private static let bytes = 400

    private static let phrases: [(opening: String, verb: String)] = [
        ("on ", "wrote"), ("am ", "schrieb"), ("le ", "a écrit"), ("el ", "escribió"), ("il ", "ha scritto"),
        ("em ", "escreveu"), ("op ", "schreef"), ("den ", "skrev"), ("den ", "schreef"), ("w dniu ", "pisze"),
        ("w dniu ", "napisał"), ("dne ", "napsal"), ("on ", "schrieb"), ("a ", "ezt írta"),
    ]
    private static let verbs = Set(phrases.map(\.verb) + ["writes", "schreibt", "написал", "пишет", "写道", "寫道"])

    /// How many lines it takes where it begins at the first of these; nil where none begins there.
    /// - Parameter needsOpening: whether it must begin like a sentence with a date. Otherwise a name may come first,
    ///   as where a quote stands below, which is proof enough.
    static func count(at rest: ArraySlice<String>, needsOpening: Bool) -> Int? {
        var length = 0
        for (index, line) in rest.prefix(lines).enumerated() {
            length += line.utf8.count + 1
            if line.isEmpty || line.hasPrefix(">") || length > bytes { return nil }
            guard mayEnd(line) else { continue }
            if isAttribution(rest.prefix(index + 1).joined(separator: " "), needsOpening) { return index + 1 }
        }
        return nil
    }

    /// It tells nearly all lines from an attribution's last at little cost: by a colon, also the wide one, at the end or
    /// before blanks.
    private static func mayEnd(_ line: String) -> Bool {
        let last = line.utf8.last { $0 != UInt8(ascii: " ") }
        return last == UInt8(ascii: ":") || last == "：".utf8.last || line.holds(":   ")
    }

    private static func isAttribution(_ line: String, _ needsOpening: Bool) -> Bool {
        // Yahoo goes on with the quoted text in the same line, three blanks further.
        let sentence = (line.place(of: ":   ").map { line[..<$0.upperBound] } ?? line[...])
            .drop(while: \.isWhitespace).dropTrailingWhiteSpace()
        guard let last = sentence.last, last == ":" || last == "：" else { return false }
        let text = sentence.lowercased()
        if needsOpening {
            return phrases.contains { text.hasPrefix($0.opening) && text.holds($0.verb) } && isDated(text)
        }
        return verbs.contains { text.holds($0) }
    }

    /// A year, a time or an address: "On page 3 you wrote:" is the sender's own sentence.
    private static func isDated(_ text: String) -> Bool {
        var (digits, isBehindHour) = (0, false)
        for character in text {
            if character == "@" || digits == 4 || (isBehindHour && character.isNumber) { return true }
            isBehindHour = character == ":" && digits > 0
            digits = character.isNumber ? digits + 1 : 0
        }
        return false
    }
}
