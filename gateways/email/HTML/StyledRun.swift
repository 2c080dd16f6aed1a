// SPDX-License-Identifier: Apache-2.0

/// How a text is emphasised.
struct TextStyles: OptionSet, Hashable, Sendable {
    let rawValue: UInt8

    static let strong = TextStyles(rawValue: 1)
    static let emphasis = TextStyles(rawValue: 2)
    static let strikethrough = TextStyles(rawValue: 4)
    static let code = TextStyles(rawValue: 8)

    /// From the outside in. What is code holds no further styling (XEP-0393 section 6.2).
    fileprivate static let marks: [(style: TextStyles, mark: Character)] = [
        (.code, "`"), (.strong, "*"), (.emphasis, "_"), (.strikethrough, "~"),
    ]
}

/// A piece of a line whose characters all look the same.
struct StyledRun {
    var text: String
    let styles: TextStyles

    /// One line with XEP-0393's directives, each only where a client will read it as one (section 6.1): in front of it
    /// the line's beginning, white space or another opening one, no white space within it at either end.
    static func text(of runs: [StyledRun]) -> String {
        var line = ""
        if runs.contains(where: { !$0.styles.isEmpty }) {
            write(runs[...], from: 0, into: &line, without: literalMarks(in: runs))
        } else {
            for run in runs { line += run.text }
        }
        return String(line.dropTrailingWhiteSpace())
    }

    private static func write(
        _ runs: ArraySlice<StyledRun>, from level: Int, into line: inout String, without literal: Set<Character>
    ) {
        guard level < TextStyles.marks.count else { return runs.forEach { line += $0.text } }
        let (style, mark) = TextStyles.marks[level]
        var rest = runs
        while let first = rest.first {
            let isStyled = first.styles.contains(style)
            let group = rest.prefix { $0.styles.contains(style) == isStyled }
            rest = rest.dropFirst(group.count)
            if isStyled, !literal.contains(mark) {
                writeStyled(group, mark, level, into: &line, without: literal)
            } else {
                write(group, from: level + 1, into: &line, without: literal)
            }
        }
    }

    private static func writeStyled(
        _ runs: ArraySlice<StyledRun>, _ mark: Character, _ level: Int, into line: inout String,
        without literal: Set<Character>
    ) {
        var inner = ""
        let deeper = mark == "`" ? TextStyles.marks.count : level + 1
        write(runs, from: deeper, into: &inner, without: literal)
        let leading = inner.prefix { $0 == " " }
        let body = inner.dropFirst(leading.count).dropTrailingWhiteSpace()
        line += leading
        // A character's first scalar may stand a whole line before its last.
        let mayOpen = line.unicodeScalars.last?.properties.isWhitespace ?? true
        if mayOpen, !body.isEmpty, !body.contains(mark) {
            line += "\(mark)\(body)\(mark)"
        } else {
            line += body
        }
        line += inner.dropFirst(leading.count + body.count)
    }

    /// The marks that the text itself has where a client would take them for opening ones: ours would pair with them.
    private static func literalMarks(in runs: [StyledRun]) -> Set<Character> {
        var found: Set<Character> = []
        guard runs.contains(where: { $0.text.utf8.contains(where: isMark) }) else { return found }
        var previous: Character = " "
        var candidate: Character?
        for character in runs.lazy.flatMap(\.text) {
            if let mark = candidate, !character.isWhitespace { found.insert(mark) }
            let isMark = TextStyles.marks.contains { $0.mark == character }
            candidate = isMark && previous.isWhitespace ? character : nil
            previous = character
        }
        return found
    }

    private static func isMark(_ octet: UInt8) -> Bool {
        switch octet {
        case UInt8(ascii: "`"), UInt8(ascii: "*"), UInt8(ascii: "_"), UInt8(ascii: "~"): true
        default: false
        }
    }
}

extension StringProtocol {
    func dropTrailingWhiteSpace() -> SubSequence {
        // By scalars: a step back over characters may read a whole line of letters of flags.
        guard let last = unicodeScalars.lastIndex(where: { !$0.properties.isWhitespace }) else {
            return self[startIndex..<startIndex]
        }
        return self[startIndex..<unicodeScalars.index(after: last)]
    }
}
