// SPDX-License-Identifier: Apache-2.0

import MIME

/// The text of a bounce that is HTML only: good enough to find codes, addresses and words in it. What makes a line in a page
/// makes one here, and there is never more than one empty line, as only so many lines are read.
struct PageText {
    private(set) var text = ""
    /// Line ends at the end of `text`.
    private var lineEnds = 2

    init(_ html: String) {
        var hidden: Substring?
        for piece in html.split(separator: "<") {
            let (tag, rest) = Self.split(piece)
            let name = tag.prefix { $0.isLetter || $0.isNumber || $0 == "/" }.prefix(Self.longestName).lowercased()
            if let end = hidden {
                guard name == end else { continue }
                hidden = nil
            } else if Self.hidden.contains(name) {
                hidden = Substring("/" + name)
                continue
            }
            if !Self.inline.contains(name.hasPrefix("/") ? String(name.dropFirst()) : name) { endLine() }
            append(rest)
        }
        text = Self.entities.reduce(text) { text, entity in text.replacingWord(entity.0, by: entity.1) }
    }

    private mutating func endLine() {
        guard lineEnds < 2 else { return }
        text += "\n"
        lineEnds += 1
    }

    private mutating func append(_ piece: Substring) {
        for line in piece.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.allSatisfy(\.isWhitespace) {
                // A blank between words; line ends of the source are none of the page.
                if lineEnds == 0, text.last != " ", !line.isEmpty || piece.contains("\n") { text += " " }
            } else {
                if lineEnds == 0, line.startIndex != piece.startIndex { text += "\n" }
                text += line
                lineEnds = 0
            }
        }
    }

    /// What is inside the tag, and what is behind it; all of it where none begins here.
    private static func split(_ piece: Substring) -> (tag: Substring, rest: Substring) {
        guard let end = piece.firstIndex(of: ">") else { return ("", piece) }
        return (piece[..<end], piece[piece.index(after: end)...])
    }

    /// Characters of the longest name that means something here.
    private static let longestName = 10
    private static let hidden: Set<String> = ["style", "script", "title"]
    private static let inline: Set<String> = [
        "a", "abbr", "b", "big", "code", "em", "font", "i", "kbd", "samp", "small", "span", "strong", "tt", "u", "wbr",
    ]
    private static let entities = [
        ("&lt;", "<"), ("&gt;", ">"), ("&#64;", "@"), ("&#39;", "'"), ("&quot;", "\""), ("&rsquo;", "’"),
        ("&nbsp;", " "), ("&#160;", " "), ("&amp;", "&"),
    ]
}
