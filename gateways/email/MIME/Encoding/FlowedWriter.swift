// SPDX-License-Identifier: Apache-2.0

/// One line of a text as a person wrote it, however long.
package struct FlowedLine: Sendable, Equatable {
    package let text: String
    /// How many quotation marks stand before it.
    package let quoteDepth: Int
    /// True where it must not be wrapped, as in program text.
    package let isFixed: Bool

    package init(_ text: String, quoteDepth: Int = 0, isFixed: Bool = false) {
        self.text = text
        self.quoteDepth = quoteDepth
        self.isFixed = isFixed
    }
}

/// format=flowed (RFC 3676): long lines are wrapped so that a reader which knows the format joins them again, and every
/// other reader sees lines of a decent length.
package enum FlowedWriter {
    /// Section 4.2: characters of a line, the blank at its end included.
    package static let longestLine = 78
    /// However deep a quotation is, a line holds at least so many characters of text.
    private static let shortestLine = 20
    /// Section 4.3: the line above a signature keeps its blank and is never flowed.
    private static let signatureMark = "-- "

    /// The lines, each with its CRLF.
    package static func encode(_ lines: [FlowedLine]) -> String {
        lines.map(encode).joined()
    }

    private static func encode(_ line: FlowedLine) -> String {
        let quote = String(repeating: ">", count: line.quoteDepth)
        let width = max(longestLine - quote.count - 1, shortestLine)
        let text = line.text == signatureMark ? line.text[...] : withoutTrailingBlanks(line.text)
        let pieces = line.isFixed ? [text] : wrap(text, width: width)
        return pieces.map { "\(quote)\(stuffing(for: $0, isQuoted: !quote.isEmpty))\($0)\r\n" }.joined()
    }

    /// Section 4.4: a blank before whatever would be misread, which the reader takes away again.
    private static func stuffing(for piece: Substring, isQuoted: Bool) -> String {
        if isQuoted { return piece.isEmpty ? "" : " " }
        return piece.hasPrefix(" ") || piece.hasPrefix(">") || piece.hasPrefix("From ") ? " " : ""
    }

    /// Cuts behind blanks, so that every piece but the last ends in one; a word longer than a line stays whole.
    private static func wrap(_ text: Substring, width: Int) -> [Substring] {
        var pieces: [Substring] = []
        var rest = text
        while let limit = rest.index(rest.startIndex, offsetBy: width, limitedBy: rest.endIndex),
            limit < rest.endIndex, let cut = cut(rest, before: limit), cut < rest.endIndex
        {
            pieces.append(rest[..<cut])
            rest = rest[cut...]
        }
        return pieces + [rest]
    }

    /// Behind the last blank within the limit, else behind the first one after it; nil where there is none.
    private static func cut(_ text: Substring, before limit: Substring.Index) -> Substring.Index? {
        if let blank = text[..<limit].lastIndex(of: " ") {
            let piece = text[...blank]
            if piece.contains(where: { $0 != " " }), piece != signatureMark { return text.index(after: blank) }
        }
        return text[limit...].firstIndex(of: " ").map { text.index(after: $0) }
    }

    private static func withoutTrailingBlanks(_ text: String) -> Substring {
        var rest = text[...]
        while rest.last == " " || rest.last == "\t" { rest.removeLast() }
        return rest
    }
}
