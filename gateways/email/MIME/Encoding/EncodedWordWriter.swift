// SPDX-License-Identifier: Apache-2.0

import Notation

/// Encoded words (RFC 2047) in UTF-8: how text that is not plain ASCII stands in a header.
enum EncodedWordWriter {
    private static let prefix = "=?utf-8?"
    /// Octets of `=?utf-8?Q?` and `?=`.
    private static let overhead = 12
    /// RFC 2047 section 2: an encoded word has at most 75 octets.
    private static let longest = 75
    /// Octets of the longest character that is kept in one word; in either encoding it fits behind any field name.
    private static let longestUnit = 9
    /// An ASCII word longer than this could not be folded within the line.
    private static let longestPlainWord = 60

    /// False where the text, which is one line, can stand in a header as it is.
    static func isNeeded(for text: String) -> Bool {
        guard text.utf8.allSatisfy({ (0x20...0x7E).contains($0) }), !text.contains("=?") else { return true }
        return text.utf8.split(separator: UInt8(ascii: " ")).contains { $0.count > longestPlainWord }
    }

    /// The words for a text; put together by a reader they are the text, blanks included. A character is never split
    /// over two words unless it is longer than one.
    ///
    /// - Parameter room: Octets that are left on the line for the first word.
    static func encode(_ text: String, room: Int) -> [String] {
        let kind = Kind.shortest(for: text)
        var limit = max(min(room, longest) - overhead, 3 * longestUnit)
        var words: [String] = []
        var piece: [UInt8] = []
        for unit in units(of: text) {
            if !piece.isEmpty, kind.length(piece + unit) > limit {
                words.append(kind.word(piece))
                piece = []
                limit = longest - overhead
            }
            piece += unit
        }
        if !piece.isEmpty { words.append(kind.word(piece)) }
        return words
    }

    /// The characters as UTF-8; one that is too long for any word, by its scalars.
    private static func units(of text: String) -> [[UInt8]] {
        text.flatMap { character -> [[UInt8]] in
            let bytes = Array(character.utf8)
            return bytes.count <= longestUnit ? [bytes] : character.unicodeScalars.map { Array(String($0).utf8) }
        }
    }

    private enum Kind {
        case quoted, base64

        static func shortest(for text: String) -> Kind {
            let bytes = Array(text.utf8)
            return Kind.quoted.length(bytes) <= Kind.base64.length(bytes) ? .quoted : .base64
        }

        func length(_ bytes: [UInt8]) -> Int {
            switch self {
            case .quoted: bytes.reduce(0) { $0 + (EncodedWordWriter.isPlain($1) || $1 == 0x20 ? 1 : 3) }
            case .base64: (bytes.count + 2) / 3 * 4
            }
        }

        func word(_ bytes: [UInt8]) -> String {
            switch self {
            case .quoted: EncodedWordWriter.prefix + "Q?" + bytes.map(EncodedWordWriter.quoted).joined() + "?="
            case .base64:
                EncodedWordWriter.prefix + "B?" + Base64.encode(bytes) + "?="
            }
        }
    }

    private static func quoted(_ byte: UInt8) -> String {
        if byte == 0x20 { return "_" }
        return isPlain(byte) ? String(Unicode.Scalar(byte)) : "=" + Hex.capitals(byte)
    }

    /// RFC 2047 section 5 (3): what stands for itself wherever an encoded word may stand, in display names too.
    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        case UInt8(ascii: "!"), UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "/"): true
        default: false
        }
    }
}
