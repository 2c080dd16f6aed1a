// SPDX-License-Identifier: Apache-2.0

/// Reads a line byte by byte, one grammar rule after the other.
struct ByteScanner {
    private(set) var rest: ArraySlice<UInt8>

    init(_ bytes: ArraySlice<UInt8>) {
        rest = bytes
    }

    var isAtEnd: Bool { rest.isEmpty }
    var next: UInt8? { rest.first }

    /// Takes the byte if it is the next one.
    mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard let next, next == UInt8(ascii: character) else { return false }
        rest = rest.dropFirst()
        return true
    }

    mutating func takeByte() -> UInt8? {
        rest.popFirst()
    }

    /// The longest run of bytes that satisfy the condition, which may be empty.
    mutating func take(while condition: (UInt8) -> Bool) -> ArraySlice<UInt8> {
        let end = rest.firstIndex { !condition($0) } ?? rest.endIndex
        defer { rest = rest[end...] }
        return rest[..<end]
    }

    /// Takes blanks and tabs, if there are any.
    mutating func takeBlanks() {
        _ = take { $0 == 0x20 || $0 == 0x09 }
    }

    /// The bytes up to the next blank or the end; empty at a blank.
    mutating func takeWord() -> ArraySlice<UInt8> {
        take { $0 != 0x20 && $0 != 0x09 }
    }

    /// Takes an ASCII word in any case, given in upper case, if it comes next.
    mutating func take(word: StaticString) -> Bool {
        let length = word.utf8CodeUnitCount
        guard rest.count >= length else { return false }
        let matches = word.withUTF8Buffer { zip($0, rest).allSatisfy { $0 == ASCII.uppercased($1) } }
        if matches { rest = rest.dropFirst(length) }
        return matches
    }
}
