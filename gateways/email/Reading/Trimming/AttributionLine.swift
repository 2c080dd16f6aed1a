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
        guard let first = rest.first, !first.isEmpty, !first.hasPrefix(">") else { return nil }
        var text = ""
        for (index, line) in rest.prefix(lines).enumerated() {
            if line.isEmpty || line.hasPrefix(">") { return nil }
            text += (index == 0 ? "" : " ") + line
            if text.utf8.count > bytes { return nil }
            if isAttribution(text.lowercased(), needsOpening) { return index + 1 }
        }
        return nil
    }

    private static func isAttribution(_ line: String, _ needsOpening: Bool) -> Bool {
        // Yahoo goes on with the quoted text in the same line, three blanks further.
        let text = (line.firstRange(of: ":   ").map { line[..<$0.upperBound] } ?? line[...])
            .drop(while: \.isWhitespace).dropTrailingWhiteSpace()
        guard let last = text.last, last == ":" || last == "：" else { return false }
        if needsOpening {
            let hasDate = text.contains(where: \.isNumber)
            return hasDate && phrases.contains { text.hasPrefix($0.opening) && text.contains($0.verb) }
        }
        return verbs.contains { text.contains($0) }
    }
}
