// SPDX-License-Identifier: Apache-2.0

import Notation

/// Why bytes are no JSON document; `offset` is the byte where it went wrong. Holds nothing of the document.
package struct JSONProblem: Error, Hashable, Sendable {
    package let offset: Int
    package let sentence: String
}

extension JSONValue {
    /// Parses one document, strictly (RFC 8259): valid UTF-8, nothing behind the value.
    package init(parsing bytes: [UInt8]) throws(JSONProblem) {
        var parser = JSONParser(bytes)
        self = try parser.document()
    }
}

/// A recursive-descent parser over bytes. Whatever the bytes are, it ends in time linear in their number.
struct JSONParser {
    /// Levels of arrays and objects; no provider comes near it, and it keeps the stack small.
    static let maximumDepth = 64

    private let bytes: [UInt8]
    private var index = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    mutating func document() throws(JSONProblem) -> JSONValue {
        let value = try value(depth: 0)
        skipSpace()
        guard index == bytes.count else { throw problem("there is more behind the JSON value") }
        return value
    }

    private mutating func value(depth: Int) throws(JSONProblem) -> JSONValue {
        guard depth <= Self.maximumDepth else { throw problem("the JSON is nested too deeply") }
        skipSpace()
        switch peek {
        case UInt8(ascii: "{"): return try object(depth: depth)
        case UInt8(ascii: "["): return try array(depth: depth)
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        default: return try number()
        }
    }

    private mutating func object(depth: Int) throws(JSONProblem) -> JSONValue {
        index += 1
        var members: [String: JSONValue] = [:]
        skipSpace()
        if take("}") { return .object(members) }
        repeat {
            skipSpace()
            guard peek == UInt8(ascii: "\"") else { throw problem("a member's name is missing") }
            let name = try string()
            skipSpace()
            guard take(":") else { throw problem("a colon is missing") }
            members[name] = try value(depth: depth + 1)
            skipSpace()
        } while take(",")
        guard take("}") else { throw problem("an object is not closed") }
        return .object(members)
    }

    private mutating func array(depth: Int) throws(JSONProblem) -> JSONValue {
        index += 1
        var elements: [JSONValue] = []
        skipSpace()
        if take("]") { return .array(elements) }
        repeat {
            elements.append(try value(depth: depth + 1))
            skipSpace()
        } while take(",")
        guard take("]") else { throw problem("an array is not closed") }
        return .array(elements)
    }

    private mutating func word(_ word: StaticString, _ value: JSONValue) throws(JSONProblem) -> JSONValue {
        let end = index + word.utf8CodeUnitCount
        let isThere = word.withUTF8Buffer { end <= bytes.count && bytes[index..<end].elementsEqual($0) }
        guard isThere else { throw problem("a value is misspelt") }
        index = end
        return value
    }

    /// `-? int frac? exp?`, kept as written.
    private mutating func number() throws(JSONProblem) -> JSONValue {
        let start = index
        _ = take("-")
        if !take("0") { try digits() }
        if take(".") { try digits() }
        if take("e") || take("E") {
            if !take("+") { _ = take("-") }
            try digits()
        }
        return .number(String(decoding: bytes[start..<index], as: UTF8.self))
    }

    private mutating func digits() throws(JSONProblem) {
        let start = index
        while let byte = peek, 0x30...0x39 ~= byte { index += 1 }
        if index == start { throw problem("a value is missing or malformed") }
    }

    private mutating func string() throws(JSONProblem) -> String {
        index += 1
        let start = index
        while let byte = peek, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\"), byte >= 0x20 { index += 1 }
        guard peek == UInt8(ascii: "\\") else {
            let end = index
            guard take("\"") else { throw problem("a string is not closed") }
            return try utf8(bytes[start..<end])
        }
        return try escapedString(from: start)
    }

    /// A string with at least one escape; what stands before the first one is taken as it is.
    private mutating func escapedString(from start: Int) throws(JSONProblem) -> String {
        var text = Array(bytes[start..<index])
        while let byte = peek, byte >= 0x20 {
            index += 1
            if byte == UInt8(ascii: "\"") { return try utf8(text[...]) }
            if byte == UInt8(ascii: "\\") { try escape(into: &text) } else { text.append(byte) }
        }
        throw problem("a string is not closed")
    }

    private mutating func escape(into text: inout [UInt8]) throws(JSONProblem) {
        guard let byte = peek else { throw problem("a string is not closed") }
        index += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
        case UInt8(ascii: "b"): text.append(0x08)
        case UInt8(ascii: "f"): text.append(0x0C)
        case UInt8(ascii: "n"): text.append(0x0A)
        case UInt8(ascii: "r"): text.append(0x0D)
        case UInt8(ascii: "t"): text.append(0x09)
        case UInt8(ascii: "u"): text.append(contentsOf: String(try escapedScalar()).utf8)
        default: throw problem("a string has an unknown escape")
        }
    }

    /// `XXXX` behind `\u`, with its second half where it is a surrogate pair. Half a pair becomes U+FFFD: providers cut
    /// texts in the middle of an emoji, and the rest of the text is still worth having.
    private mutating func escapedScalar() throws(JSONProblem) -> Unicode.Scalar {
        let unit = try hexUnit()
        if let scalar = Unicode.Scalar(unit) { return scalar }
        let afterFirst = index
        guard unit < 0xDC00, take("\\"), take("u") else {
            index = afterFirst
            return "\u{FFFD}"
        }
        let second = try hexUnit()
        guard 0xDC00...0xDFFF ~= second else {
            index = afterFirst
            return "\u{FFFD}"
        }
        return Unicode.Scalar((unit - 0xD800) << 10 + (second - 0xDC00) + 0x10000) ?? "\u{FFFD}"
    }

    private mutating func hexUnit() throws(JSONProblem) -> UInt32 {
        var unit: UInt32 = 0
        for _ in 0..<4 {
            guard let byte = peek, let digit = Hex.value(of: byte) else {
                throw problem("a \\u escape needs four hexadecimal digits")
            }
            unit = unit << 4 | UInt32(digit)
            index += 1
        }
        return unit
    }

    private func utf8(_ bytes: ArraySlice<UInt8>) throws(JSONProblem) -> String {
        guard let text = String(validating: bytes, as: UTF8.self) else { throw problem("a string is not UTF-8") }
        return text.withFewMarks
    }

    private var peek: UInt8? {
        index < bytes.count ? bytes[index] : nil
    }

    private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        guard index < bytes.count, bytes[index] == UInt8(ascii: scalar) else { return false }
        index += 1
        return true
    }

    private mutating func skipSpace() {
        while let byte = peek, byte == 0x20 || 0x09...0x0A ~= byte || byte == 0x0D { index += 1 }
    }

    private func problem(_ sentence: String) -> JSONProblem {
        JSONProblem(offset: index, sentence: "\(sentence), at byte \(index)")
    }
}
