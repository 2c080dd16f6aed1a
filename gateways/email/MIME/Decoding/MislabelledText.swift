// SPDX-License-Identifier: Apache-2.0

import Notation

/// Text that says it is in base64 and stands there as it was typed.
enum MislabelledText {
    /// Octets and lines that are looked at.
    private static let longest = 2048
    private static let mostLines = 5
    /// Signs of a first line that is base64 whatever follows it, such as a list's footer.
    private static let longLine = 60

    /// True where the first lines hold what no base64 does, and are not text any more when they are decoded.
    static func isNoBase64(_ body: ArraySlice<UInt8>, _ charset: String?) -> Bool {
        let lines = body.prefix(longest).split { $0 == ASCII.lineFeed || $0 == ASCII.carriageReturn }
            .prefix(mostLines).map { ASCII.trimmed($0) }.filter { !$0.isEmpty }
        guard let first = lines.first, !(first.count >= longLine && first.allSatisfy(isSign)),
            lines.contains(where: { !$0.allSatisfy(isSign) })
        else { return false }
        let decoded = Base64.decodeMail(Array(lines.joined())[...])
        if CharsetName(charset).isWide { return false }
        // Bits at random hold controls; those of UTF-8 break its rules, too.
        if decoded.contains(where: isControl) { return true }
        let isGuessed = CharsetName(charset).isMultibyte == nil
        return isGuessed && String(validating: decoded, as: UTF8.self) == nil && hasWords(lines)
    }

    /// Words between blanks: base64 that was damaged has no sentence's signs.
    private static func hasWords(_ lines: [[UInt8]]) -> Bool {
        lines.contains { line in
            line.contains(ASCII.space) && line.allSatisfy { $0 >= ASCII.space || ASCII.isBlank($0) }
        }
    }

    private static func isSign(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "+"), UInt8(ascii: "/"), UInt8(ascii: "="):
            true
        default: false
        }
    }

    /// Those that no text has; ESC changes alphabets.
    private static func isControl(_ byte: UInt8) -> Bool {
        byte < 0x20 && ![ASCII.tab, ASCII.lineFeed, ASCII.carriageReturn, 0x0C, 0x1B].contains(byte)
    }
}
