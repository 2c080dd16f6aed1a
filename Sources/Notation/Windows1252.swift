// SPDX-License-Identifier: Apache-2.0

/// Western Europe's charset before UTF-8, and what "iso-8859-1" means in practice. Octets without a meaning become
/// U+FFFD.
package enum Windows1252 {
    package static func decode(_ bytes: ArraySlice<UInt8>) -> String {
        var text = ""
        text.reserveCapacity(bytes.count + bytes.count / 4)
        for byte in bytes {
            text.unicodeScalars.append((0x80...0x9F).contains(byte) ? upper[Int(byte) - 0x80] : Unicode.Scalar(byte))
        }
        return text
    }

    /// nil for the five octets without a meaning.
    package static func scalar(_ octet: UInt8) -> Unicode.Scalar? {
        guard (0x80...0x9F).contains(octet) else { return Unicode.Scalar(octet) }
        let scalar = upper[Int(octet) - 0x80]
        return scalar == "\u{FFFD}" ? nil : scalar
    }

    /// 0x80 to 0x9F; all others are as in Latin 1. Five are unassigned.
    private static let upper = Array(
        ("\u{20AC}\u{FFFD}\u{201A}\u{0192}\u{201E}\u{2026}\u{2020}\u{2021}"
            + "\u{02C6}\u{2030}\u{0160}\u{2039}\u{0152}\u{FFFD}\u{017D}\u{FFFD}"
            + "\u{FFFD}\u{2018}\u{2019}\u{201C}\u{201D}\u{2022}\u{2013}\u{2014}"
            + "\u{02DC}\u{2122}\u{0161}\u{203A}\u{0153}\u{FFFD}\u{017E}\u{0178}").unicodeScalars)
}
