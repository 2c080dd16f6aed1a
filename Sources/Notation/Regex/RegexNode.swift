// SPDX-License-Identifier: Apache-2.0

/// A parsed pattern.
indirect enum RegexNode: Hashable, Sendable {
    case empty
    /// One byte out of a set.
    case byte(ByteSet)
    case sequence([RegexNode])
    case choice([RegexNode])
    /// `*` (0, unbounded), `+` (1, unbounded), `?` (0, 1).
    case repetition(RegexNode, least: Int, isUnbounded: Bool)
    case capture(RegexNode)
    case start, end
}

/// A set of bytes, as 256 bits.
struct ByteSet: Hashable, Sendable {
    private var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)

    init(_ bytes: some Sequence<UInt8> = []) {
        for byte in bytes { insert(byte) }
    }

    static let digits = ByteSet(UInt8(ascii: "0")...UInt8(ascii: "9"))
    static let spaces = ByteSet([0x20, 0x09, 0x0A, 0x0B, 0x0C, 0x0D])
    static let letters = ByteSet(UInt8(ascii: "a")...UInt8(ascii: "z")).ignoringCase
    static let wordBytes = letters.union(digits).union(ByteSet([UInt8(ascii: "_")]))
    static let everythingButNewline = ByteSet([0x0A]).inverted

    mutating func insert(_ byte: UInt8) {
        let bit = UInt64(1) << UInt64(byte & 63)
        switch byte >> 6 {
        case 0: words.0 |= bit
        case 1: words.1 |= bit
        case 2: words.2 |= bit
        default: words.3 |= bit
        }
    }

    func contains(_ byte: UInt8) -> Bool {
        let bit = UInt64(1) << UInt64(byte & 63)
        switch byte >> 6 {
        case 0: return words.0 & bit != 0
        case 1: return words.1 & bit != 0
        case 2: return words.2 & bit != 0
        default: return words.3 & bit != 0
        }
    }

    func union(_ other: ByteSet) -> ByteSet {
        var result = self
        result.words.0 |= other.words.0
        result.words.1 |= other.words.1
        result.words.2 |= other.words.2
        result.words.3 |= other.words.3
        return result
    }

    var inverted: ByteSet {
        var result = self
        result.words = (~words.0, ~words.1, ~words.2, ~words.3)
        return result
    }

    /// With the other case of each ASCII letter in it.
    var ignoringCase: ByteSet {
        var result = self
        for letter in UInt8(ascii: "a")...UInt8(ascii: "z") where contains(letter) || contains(letter & 0xDF) {
            result.insert(letter)
            result.insert(letter & 0xDF)
        }
        return result
    }

    static func == (left: ByteSet, right: ByteSet) -> Bool { left.words == right.words }

    func hash(into hasher: inout Hasher) {
        for word in [words.0, words.1, words.2, words.3] { hasher.combine(word) }
    }
}
