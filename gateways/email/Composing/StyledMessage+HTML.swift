// SPDX-License-Identifier: Apache-2.0

extension StyledMessage {
    /// The message as a small HTML document with elements that say what they mean, and nothing from outside left
    /// unescaped.
    package var html: String {
        "<!DOCTYPE html>\n<html>\n<head><meta charset=\"utf-8\"></head>\n<body>\n"
            + Self.html(blocks) + "</body>\n</html>\n"
    }

    /// Lines that follow each other are one paragraph; an empty line ends it.
    private static func html(_ blocks: [StyledBlock]) -> String {
        var html = ""
        var paragraph: [String] = []
        func endParagraph() {
            if !paragraph.isEmpty { html += "<p dir=\"auto\">\(paragraph.joined(separator: "<br>\n"))</p>\n" }
            paragraph = []
        }
        for block in blocks {
            switch block {
            case .line(_, let spans):
                let line = spans.map(\.html).joined()
                if line.contains(where: { !$0.isWhitespace }) { paragraph.append(line) } else { endParagraph() }
            case .preformatted(_, let lines, _):
                endParagraph()
                html += "<pre><code>\(EscapedHTML.escape(lines.joined(separator: "\n")))</code></pre>\n"
            case .quotation(let blocks):
                endParagraph()
                html += "<blockquote>\n\(Self.html(blocks))</blockquote>\n"
            }
        }
        endParagraph()
        return html
    }
}

extension StyledSpan {
    fileprivate var html: String {
        switch self {
        case .text(let text): EscapedHTML.linked(text)
        case .strong(let spans): "<strong>\(spans.map(\.html).joined())</strong>"
        case .emphasis(let spans): "<em>\(spans.map(\.html).joined())</em>"
        case .strike(let spans): "<del>\(spans.map(\.html).joined())</del>"
        case .code(let text): "<code>\(EscapedHTML.escape(text))</code>"
        }
    }
}

/// Text for HTML.
enum EscapedHTML {
    /// Good in an element and in a quoted attribute.
    static func escape(_ text: some StringProtocol) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "'": escaped += "&#39;"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }

    /// Escaped, with its web links made links.
    static func linked(_ text: String) -> String {
        var html = ""
        var rest = text[...]
        while let link = WebLink.first(in: rest) {
            let target = escape(rest[link])
            html += escape(rest[..<link.lowerBound]) + "<a href=\"\(target)\">\(target)</a>"
            rest = rest[link.upperBound...]
        }
        return html + escape(rest)
    }
}
