// SPDX-License-Identifier: Apache-2.0

/// Divides one line into spans (XEP-0393 section 5.2), in time linear to its length: from left to right, each opening mark
/// with the first mark that can close it.
struct StyledSpanParser {
    private let line: [Unicode.Scalar]
    /// Per mark, where the next one stands that can close a span; what is behind the place that is being read is stale.
    private var closers: [Unicode.Scalar: Int] = [:]

    private static let marks: Set<Unicode.Scalar> = ["*", "_", "~", "`"]

    static func parse(_ line: Substring) -> [StyledSpan] {
        guard line.unicodeScalars.contains(where: marks.contains) else {
            return line.isEmpty ? [] : [.text(String(line))]
        }
        var parser = StyledSpanParser(line: Array(line.unicodeScalars))
        return parser.spans(in: 0..<parser.line.count)
    }

    private init(line: [Unicode.Scalar]) {
        self.line = line
    }

    private mutating func spans(in range: Range<Int>) -> [StyledSpan] {
        var spans: [StyledSpan] = []
        var textStart = range.lowerBound
        var index = range.lowerBound
        while index < range.upperBound {
            guard opens(at: index, in: range), let closer = closer(of: index), closer < range.upperBound else {
                index += 1
                continue
            }
            if textStart < index { spans.append(.text(text(textStart..<index))) }
            spans.append(span(line[index], index + 1..<closer))
            index = closer + 1
            textStart = index
        }
        if textStart < range.upperBound { spans.append(.text(text(textStart..<range.upperBound))) }
        return spans
    }

    /// Spans of one kind cannot hold another of their kind, so this goes four deep at most.
    private mutating func span(_ mark: Unicode.Scalar, _ content: Range<Int>) -> StyledSpan {
        switch mark {
        case "*": .strong(spans(in: content))
        case "_": .emphasis(spans(in: content))
        case "~": .strike(spans(in: content))
        default: .code(text(content))
        }
    }

    /// At the beginning of the line or of the span around it, or behind white space; before neither white space nor the
    /// same mark, which would close it with nothing inside.
    private func opens(at index: Int, in range: Range<Int>) -> Bool {
        guard Self.marks.contains(line[index]), index + 1 < range.upperBound else { return false }
        return (index == range.lowerBound || Self.isWhiteSpace(line[index - 1]))
            && !Self.isWhiteSpace(line[index + 1]) && line[index + 1] != line[index]
    }

    /// The first mark of the same kind that has no white space before it.
    private mutating func closer(of opener: Int) -> Int? {
        let mark = line[opener]
        if let known = closers[mark], known > opener { return known < line.count ? known : nil }
        var index = opener + 2
        while index < line.count, line[index] != mark || Self.isWhiteSpace(line[index - 1]) { index += 1 }
        closers[mark] = index
        return index < line.count ? index : nil
    }

    private func text(_ range: Range<Int>) -> String {
        String(String.UnicodeScalarView(line[range]))
    }

    /// The XEP's glossary: the property White_Space, or a category that begins with Z.
    private static func isWhiteSpace(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII { return scalar == " " || (0x09...0x0D).contains(scalar.value) }
        return scalar.properties.isWhitespace
    }
}
