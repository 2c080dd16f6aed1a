// SPDX-License-Identifier: Apache-2.0

import Notation

/// Quoted-printable (RFC 2045 section 6.7) of a text whose lines end in CRLF.
enum QuotedPrintableText {
    /// Section 6.7 (5): characters of a line, the `=` of a soft break included.
    private static let longestLine = 76

    static func encode(_ bytes: [UInt8]) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count + bytes.count / 4)
        var start = 0
        while start < bytes.count {
            let end = bytes[start...].firstIndex(of: 0x0A) ?? bytes.count
            let hasCR = end > start && end < bytes.count && bytes[end - 1] == 0x0D
            append(line: bytes[start..<(hasCR ? end - 1 : end)], to: &output)
            if end < bytes.count { output += [0x0D, 0x0A] }
            start = end + 1
        }
        return output
    }

    private static func append(line: ArraySlice<UInt8>, to output: inout [UInt8]) {
        var length = 0
        for index in line.indices {
            let byte = line[index]
            let isLast = index == line.endIndex - 1
            let isPlain = isPlain(byte) && !(isLast && byte == 0x20) && !isRisky(line, at: index)
            // A character's bytes stay on one line: room for all of them is made at the first.
            let width = isPlain ? 1 : 3 * characterLength(byte)
            if length + width > longestLine - 1 {
                output += [UInt8(ascii: "="), 0x0D, 0x0A]
                length = 0
            }
            if isPlain {
                output.append(byte)
            } else {
                output += [UInt8(ascii: "="), Hex.capital(byte >> 4), Hex.capital(byte & 0xF)]
            }
            length += isPlain ? 1 : 3
        }
    }

    /// What programs on the way are known to change: `From ` and a dot at the start of a line (RFC 2049 section 3).
    private static func isRisky(_ line: ArraySlice<UInt8>, at index: Int) -> Bool {
        guard index == line.startIndex else { return false }
        return line[index] == UInt8(ascii: ".") || line.starts(with: Array("From ".utf8))
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        (0x20...0x7E).contains(byte) && byte != UInt8(ascii: "=")
    }

    /// Bytes of the UTF-8 character that begins with this one; 1 for a byte within one.
    private static func characterLength(_ byte: UInt8) -> Int {
        byte < 0xC0 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4
    }
}
