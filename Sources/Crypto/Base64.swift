// SPDX-License-Identifier: Apache-2.0

/// Base 64 (RFC 4648). Decoding is strict: one text for one value, so that a signature cannot be written in two ways.
package enum Base64 {
    private static let standard = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    private static let urlSafe = Array(standard[..<62]) + Array("-_".utf8)
    private static let standardValues = values(of: standard)
    private static let urlSafeValues = values(of: urlSafe)
    private static let padding = UInt8(ascii: "=")

    /// The standard alphabet, padded (section 4).
    package static func encode(_ bytes: [UInt8]) -> String {
        let text = encode(bytes, alphabet: standard)
        return text + String(repeating: "=", count: (3 - bytes.count % 3) % 3)
    }

    /// The alphabet for URLs and file names, without padding (section 5), as JSON Web Tokens write it.
    package static func encodeURLSafe(_ bytes: [UInt8]) -> String {
        encode(bytes, alphabet: urlSafe)
    }

    /// The bytes that `text` writes in the standard alphabet; nil for a stray character (white space too), missing or
    /// surplus padding, or unused bits that are not zero.
    package static func decode(_ text: String) -> [UInt8]? {
        let digits = Array(text.utf8)
        guard digits.count.isMultiple(of: 4) else { return nil }
        let padded = digits.suffix(2).count { $0 == padding }
        return decode(digits.dropLast(padded), values: standardValues)
    }

    /// The bytes that `text` writes in the alphabet for URLs, without padding; nil as for `decode(_:)`.
    package static func decodeURLSafe(_ text: String) -> [UInt8]? {
        decode(Array(text.utf8)[...], values: urlSafeValues)
    }

    private static func encode(_ bytes: [UInt8], alphabet: [UInt8]) -> String {
        var text: [UInt8] = []
        text.reserveCapacity((bytes.count + 2) / 3 * 4)
        var pending: UInt32 = 0
        var bits = 0
        for byte in bytes {
            pending = pending << 8 | UInt32(byte)
            bits += 8
            while bits >= 6 {
                bits -= 6
                text.append(alphabet[Int(pending >> UInt32(bits) & 63)])
            }
        }
        if bits > 0 { text.append(alphabet[Int(pending << UInt32(6 - bits) & 63)]) }
        return String(decoding: text, as: UTF8.self)
    }

    /// `digits` without padding. What is left over at the end must be less than a digit, and zero.
    private static func decode(_ digits: ArraySlice<UInt8>, values: [UInt8?]) -> [UInt8]? {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(digits.count / 4 * 3 + 2)
        var pending: UInt32 = 0
        var bits = 0
        for digit in digits {
            guard let value = values[Int(digit)] else { return nil }
            pending = (pending << 6 | UInt32(value)) & 0xFFFF
            bits += 6
            if bits >= 8 {
                bits -= 8
                bytes.append(UInt8(truncatingIfNeeded: pending >> UInt32(bits)))
            }
        }
        guard bits < 6, pending & (1 << UInt32(bits) - 1) == 0 else { return nil }
        return bytes
    }

    /// For each byte the value of that digit; nil where it is none.
    private static func values(of alphabet: [UInt8]) -> [UInt8?] {
        var values = [UInt8?](repeating: nil, count: 256)
        for (value, digit) in alphabet.enumerated() { values[Int(digit)] = UInt8(value) }
        return values
    }
}
