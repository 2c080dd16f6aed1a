// SPDX-License-Identifier: Apache-2.0

/// Reads UTF-16 (RFC 2781).
enum UTF16Text {
    /// A byte order mark counts more than `isBigEndian`; without either, the zeros of ASCII characters tell.
    static func decode(_ bytes: ArraySlice<UInt8>, isBigEndian: Bool?) -> String {
        var bytes = bytes
        var isBig = isBigEndian ?? looksBigEndian(bytes)
        if bytes.starts(with: [0xFE, 0xFF]) || bytes.starts(with: [0xFF, 0xFE]) {
            isBig = bytes.first == 0xFE
            bytes = bytes.dropFirst(2)
        }
        let pairs = stride(from: bytes.startIndex, to: bytes.endIndex - 1, by: 2)
        let units = pairs.map { index -> UInt16 in
            let (first, second) = (UInt16(bytes[index]), UInt16(bytes[index + 1]))
            return isBig ? first << 8 | second : second << 8 | first
        }
        let text = String(decoding: units, as: UTF16.self)
        return bytes.count.isMultiple(of: 2) ? text : text + "\u{FFFD}"
    }

    /// A byte order mark in front, and zeros behind it: in no other charset does a text begin so, whatever its label says.
    static func isMarked(_ bytes: ArraySlice<UInt8>) -> Bool {
        (bytes.starts(with: [0xFE, 0xFF]) || bytes.starts(with: [0xFF, 0xFE])) && bytes.prefix(1024).contains(0)
    }

    private static func looksBigEndian(_ bytes: ArraySlice<UInt8>) -> Bool {
        var zeros = (even: 0, odd: 0)
        for (offset, byte) in bytes.prefix(1024).enumerated() where byte == 0 {
            if offset.isMultiple(of: 2) { zeros.even += 1 } else { zeros.odd += 1 }
        }
        // RFC 2781 section 4.3: without any sign it is big-endian.
        return zeros.even >= zeros.odd
    }
}
