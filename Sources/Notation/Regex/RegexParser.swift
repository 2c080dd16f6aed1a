// SPDX-License-Identifier: Apache-2.0

/// Reads a pattern by recursive descent.
struct RegexParser {
    /// Groups inside groups.
    static let maximumDepth = 32

    private var rest: Substring
    private let ignoresCase: Bool
    private var hasCapture = false

    init(_ pattern: Substring, ignoresCase: Bool) {
        rest = pattern
        self.ignoresCase = ignoresCase
    }

    mutating func pattern() throws(RegexProblem) -> RegexNode {
        let node = try choice(depth: 0)
        guard rest.isEmpty else { throw RegexProblem("a `)` without its `(`; write `\\)` for the character itself") }
        return node
    }

    private mutating func choice(depth: Int) throws(RegexProblem) -> RegexNode {
        guard depth <= Self.maximumDepth else { throw RegexProblem("the groups are nested too deeply") }
        var branches = [try sequence(depth: depth)]
        while take("|") { branches.append(try sequence(depth: depth)) }
        return branches.count == 1 ? branches[0] : .choice(branches)
    }

    private mutating func sequence(depth: Int) throws(RegexProblem) -> RegexNode {
        var nodes: [RegexNode] = []
        while let character = rest.first, character != "|", character != ")" {
            nodes.append(try repetition(depth: depth))
        }
        return nodes.count == 1 ? nodes[0] : nodes.isEmpty ? .empty : .sequence(nodes)
    }

    private mutating func repetition(depth: Int) throws(RegexProblem) -> RegexNode {
        var node = try atom(depth: depth)
        while let sign = rest.first, "*+?".contains(sign) {
            guard node != .start, node != .end else { throw RegexProblem("`\(sign)` repeats an anchor") }
            rest.removeFirst()
            node = .repetition(node, least: sign == "+" ? 1 : 0, isUnbounded: sign != "?")
        }
        return node
    }

    private mutating func atom(depth: Int) throws(RegexProblem) -> RegexNode {
        guard let character = rest.popFirst() else { return .empty }
        switch character {
        case "(": return try group(depth: depth)
        case "[": return .byte(try byteClass())
        case ".": return .byte(.everythingButNewline)
        case "^": return .start
        case "$": return .end
        case "\\": return try escape()
        case "*", "+", "?":
            throw RegexProblem("`\(character)` has nothing to repeat; write `\\\(character)` for the character")
        case "{": throw RegexProblem("counted repetition is not known; write `\\{` for the character itself")
        default: return literal(character)
        }
    }

    private mutating func group(depth: Int) throws(RegexProblem) -> RegexNode {
        let isPlain = !rest.hasPrefix("?")
        if !isPlain {
            guard rest.hasPrefix("?:") else {
                throw RegexProblem("of groups with `?` only `(?:…)` and a leading `(?i)` are known")
            }
            rest.removeFirst(2)
        }
        let isCapture = isPlain && !hasCapture
        if isCapture { hasCapture = true }
        let node = try choice(depth: depth + 1)
        guard take(")") else { throw RegexProblem("a `(` without its `)`; write `\\(` for the character itself") }
        return isCapture ? .capture(node) : node
    }

    private mutating func escape() throws(RegexProblem) -> RegexNode {
        guard let character = rest.popFirst() else { throw RegexProblem("the pattern ends with a `\\`") }
        if let set = Self.namedSet(character) { return .byte(set) }
        return literal(try Self.escaped(character))
    }

    private static func namedSet(_ character: Character) -> ByteSet? {
        switch character {
        case "d": .digits
        case "D": ByteSet.digits.inverted
        case "s": .spaces
        case "S": ByteSet.spaces.inverted
        case "w": .wordBytes
        case "W": ByteSet.wordBytes.inverted
        default: nil
        }
    }

    /// The character that a `\` before it stands for: a control character, or any punctuation itself.
    private static func escaped(_ character: Character) throws(RegexProblem) -> Character {
        switch character {
        case "n": return "\n"
        case "r": return "\r"
        case "t": return "\t"
        default:
            guard character.isASCII, !character.isLetter, !character.isNumber else {
                throw RegexProblem("`\\\(character)` is not known")
            }
            return character
        }
    }

    /// A character as its UTF-8 bytes.
    private func literal(_ character: Character) -> RegexNode {
        let bytes = String(character).utf8.map { RegexNode.byte(folded(ByteSet([$0]))) }
        return bytes.count == 1 ? bytes[0] : .sequence(bytes)
    }

    private func folded(_ set: ByteSet) -> ByteSet {
        ignoresCase ? set.ignoringCase : set
    }

    /// The class behind an opening bracket that is already taken.
    private mutating func byteClass() throws(RegexProblem) -> ByteSet {
        let isInverted = take("^")
        var set = ByteSet()
        var isFirst = true
        while let character = rest.popFirst() {
            if character == "]", !isFirst { return isInverted ? folded(set).inverted : folded(set) }
            isFirst = false
            if character == "\\", let next = rest.first, let named = Self.namedSet(next) {
                rest.removeFirst()
                set = set.union(named)
                continue
            }
            let low = try classByte(character)
            guard rest.hasPrefix("-"), !rest.hasPrefix("-]") else {
                set.insert(low)
                continue
            }
            rest.removeFirst()
            guard let last = rest.popFirst() else { break }
            let high = try classByte(last)
            guard low <= high else { throw RegexProblem("a range in `[…]` runs backwards") }
            set = set.union(ByteSet(low...high))
        }
        throw RegexProblem("a `[` without its `]`; write `\\[` for the character itself")
    }

    private mutating func classByte(_ character: Character) throws(RegexProblem) -> UInt8 {
        var character = character
        if character == "\\" {
            guard let next = rest.popFirst() else { throw RegexProblem("the pattern ends with a `\\`") }
            character = try Self.escaped(next)
        }
        guard let byte = character.asciiValue, character.utf8.count == 1 else {
            throw RegexProblem("`[…]` holds ASCII only; write the other characters as alternatives, `(?:ä|ö)`")
        }
        return byte
    }

    private mutating func take(_ character: Character) -> Bool {
        guard rest.first == character else { return false }
        rest.removeFirst()
        return true
    }
}
