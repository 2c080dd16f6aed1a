// SPDX-License-Identifier: Apache-2.0

/// Steps over the tokens of a TOML text and counts lines. Every step goes forward, also over text that is no TOML.
struct TOMLScanner {
    private let bytes: [UInt8]
    private var position = 0
    /// Counted from 1.
    private(set) var line = 1

    init(_ text: String) {
        bytes = Array(text.utf8)
    }

    /// The byte that comes next; nil at the end.
    var next: UInt8? { position < bytes.count ? bytes[position] : nil }

    mutating func advance() {
        if next == UInt8(ascii: "\n") { line += 1 }
        position += 1
    }

    /// Steps over one byte if it is this one, and over white space before and after it.
    mutating func skip(_ byte: UInt8) -> Bool {
        skipBlank(newlines: false)
        guard next == byte else { return false }
        advance()
        return true
    }

    /// Steps over spaces and tabs, and with `newlines` over line ends and comments too.
    mutating func skipBlank(newlines: Bool) {
        while let byte = next {
            switch byte {
            case UInt8(ascii: " "), UInt8(ascii: "\t"): advance()
            case UInt8(ascii: "\n"), UInt8(ascii: "\r"): if newlines { advance() } else { return }
            case UInt8(ascii: "#"): if newlines { skipLine() } else { return }
            default: return
            }
        }
    }

    mutating func skipLine() {
        while let byte = next, byte != UInt8(ascii: "\n") { advance() }
        if next != nil { advance() }
    }

    /// A number, a date, true or false: everything up to what can end a value.
    mutating func skipScalar() {
        let ends: [UInt8] = [",", "]", "}", "#", "\n"].map { UInt8(ascii: $0) }
        let start = position
        while let byte = next, !ends.contains(byte) { advance() }
        if position == start { advance() }
    }

    /// `a."b c".d`; empty where no key comes next.
    mutating func keys() -> [String] {
        var keys: [String] = []
        repeat {
            skipBlank(newlines: false)
            guard let byte = next else { break }
            if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                keys.append(string())
            } else {
                keys.append(bareKey())
            }
        } while skip(UInt8(ascii: "."))
        return keys
    }

    private mutating func bareKey() -> String {
        let start = position
        while let byte = next, KeyPath.isBare(byte) { advance() }
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    /// A string of any of the four kinds, from its opening quote; its text, with escapes resolved.
    mutating func string() -> String {
        guard let quote = next else { return "" }
        let isLong = (0..<3).allSatisfy { position + $0 < bytes.count && bytes[position + $0] == quote }
        for _ in 0..<(isLong ? 3 : 1) { advance() }
        let start = position
        while let byte = next, !ends(quote, isLong) {
            if byte == UInt8(ascii: "\\"), quote == UInt8(ascii: "\"") { advance() }
            advance()
        }
        let text = bytes[start..<min(position, bytes.count)]
        if isLong { while next == quote { advance() } } else { advance() }
        let decoded = String(decoding: text, as: UTF8.self)
        return quote == UInt8(ascii: "\"") ? TOMLEscapes.resolve(decoded) : decoded
    }

    private func ends(_ quote: UInt8, _ isLong: Bool) -> Bool {
        guard isLong else { return bytes[position] == quote || bytes[position] == UInt8(ascii: "\n") }
        return (0..<3).allSatisfy { position + $0 < bytes.count && bytes[position + $0] == quote }
    }
}

/// The escapes of TOML's basic strings, as far as a key may hold them.
enum TOMLEscapes {
    static func resolve(_ text: String) -> String {
        guard text.contains("\\") else { return text }
        var result = ""
        var rest = Substring(text)
        while let character = rest.popFirst() {
            guard character == "\\", let letter = rest.popFirst() else {
                result.append(character)
                continue
            }
            switch letter {
            case "u": result.append(scalar(&rest, digits: 4))
            case "U": result.append(scalar(&rest, digits: 8))
            default: result.append(short[letter] ?? letter)
            }
        }
        return result
    }

    private static let short: [Character: Character] = [
        "b": "\u{8}", "t": "\t", "n": "\n", "f": "\u{C}", "r": "\r", "e": "\u{1B}",
    ]

    private static func scalar(_ rest: inout Substring, digits: Int) -> Character {
        let code = UInt32(rest.prefix(digits), radix: 16).flatMap(Unicode.Scalar.init)
        rest = rest.dropFirst(digits)
        return code.map(Character.init) ?? "\u{FFFD}"
    }
}
