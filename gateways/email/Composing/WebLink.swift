// SPDX-License-Identifier: Apache-2.0

/// Web links in what a person wrote.
enum WebLink {
    /// Where the first `http://…` or `https://…` stands; without the punctuation of the sentence around it. nil where
    /// there is none.
    static func first(in text: Substring) -> Range<Substring.Index>? {
        var search = text
        while let start = search.utf8.firstIndex(where: { $0 | 0x20 == UInt8(ascii: "h") }) {
            let candidate = text[start...]
            if isBeginning(start, of: text), let length = schemeLength(candidate) {
                let end = end(of: candidate)
                if text[start..<end].utf8.count > length { return start..<end }
            }
            search = text[text.utf8.index(after: start)...]
        }
        return nil
    }

    /// A link begins a word, or stands in brackets or quotes.
    private static func isBeginning(_ index: Substring.Index, of text: Substring) -> Bool {
        guard index > text.startIndex else { return true }
        let before = text[text.unicodeScalars.index(before: index)...].unicodeScalars.first
        return before.map { !$0.properties.isAlphabetic && $0.properties.numericType == nil } ?? true
    }

    private static func schemeLength(_ text: Substring) -> Int? {
        ["https://", "http://"].map(\.utf8).first { scheme in
            let beginning = text.utf8.prefix(scheme.count + 1)
            return beginning.count > scheme.count && zip(scheme, beginning).allSatisfy { $0 == $1 | 0x20 }
        }?.count
    }

    /// Up to white space or a character that no link has, without the punctuation at its end.
    private static func end(of text: Substring) -> Substring.Index {
        var link = text.unicodeScalars.prefix { !$0.properties.isWhitespace && !"<>\"".unicodeScalars.contains($0) }
        // A closing bracket that the link did not open belongs to the sentence.
        let punctuation =
            ".,;:!?'*_~`" + (link.contains("(") ? "" : ")") + (link.contains("[") ? "" : "]")
        while let last = link.last, punctuation.unicodeScalars.contains(last) { link.removeLast() }
        return link.endIndex
    }
}
