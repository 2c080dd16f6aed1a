// SPDX-License-Identifier: Apache-2.0

/// Marks that follow each other on one letter, such as accents: of a text from outside only so many are kept.
///
/// Whoever compares, composes or hashes a text puts such marks in their canonical order first, and Swift's library takes
/// time for it that grows with the square of their number: a second for 100 kB, at each comparison with one character.
/// No writing of any language needs more than 30, says Unicode in its "stream-safe text format" (UAX 15 section 13).
package struct MarkRun: Sendable {
    /// UAX 15, D3.
    package static let longest = 30

    private var count = 0

    package init() {}

    /// Whether the scalar may stand behind those that were asked about before.
    package mutating func takes(_ scalar: Unicode.Scalar) -> Bool {
        count = Self.isMark(scalar) ? count + 1 : 0
        return count <= Self.longest
    }

    /// What the order is about: scalars with a combining class, and those that are made of such.
    private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case ..<0x300, 0x3400...0xA66E, 0xAC00...0xD7FF: false
        case 0xF73, 0xF75, 0xF81: true
        default: scalar.properties.canonicalCombiningClass != .notReordered
        }
    }
}

extension String {
    /// The text with the marks of each letter that one may have. Nearly every text is that already, and is not copied.
    package var withFewMarks: String {
        guard mayHaveManyMarks else { return self }
        var run = MarkRun()
        guard !unicodeScalars.allSatisfy({ run.takes($0) }) else { return self }
        run = MarkRun()
        var kept = UnicodeScalarView()
        for scalar in unicodeScalars where run.takes(scalar) { kept.append(scalar) }
        return String(kept)
    }

    /// Marks begin at U+0300, whose first octet no scalar below it has, and each takes two octets or more.
    private var mayHaveManyMarks: Bool {
        guard utf8.count > 2 * MarkRun.longest else { return false }
        let octets = utf8.withContiguousStorageIfAvailable { $0.contains { $0 >= 0xCC } }
        return octets ?? utf8.contains { $0 >= 0xCC }
    }
}
