// SPDX-License-Identifier: Apache-2.0

/// Base 64 (RFC 4648).
package enum Base64 {
    /// How much of a text has to be right for it to be read at all.
    package enum Reading: Sendable {
        /// The standard alphabet (section 4), padded. One text for one value, so that a signature cannot be written in
        /// two ways: no white space, and no unused bits that are not zero.
        case strict
        /// As strict, in the alphabet for URLs and file names, without padding (section 5), as JSON Web Tokens write it.
        case urlSafe
        /// As senders of files write it: broken into lines (RFC 2045 section 6.8), in either alphabet, with or without
        /// padding.
        case lenient
    }

    private static let standard = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    private static let urlSafe = Array(standard[..<62]) + Array("-_".utf8)
    private static let standardValues = values(of: [standard])
    private static let urlSafeValues = values(of: [urlSafe])
    private static let allValues = values(of: [standard, urlSafe])
    private static let padding = UInt8(ascii: "=")
    /// What `values` has for a byte that is no digit.
    private static let none = UInt8.max

    /// The standard alphabet, padded.
    package static func encode(_ bytes: [UInt8]) -> String {
        var text: [UInt8] = []
        text.reserveCapacity((bytes.count + 2) / 3 * 4)
        append(bytes[...], to: &text)
        return String(decoding: text, as: UTF8.self)
    }

    /// The alphabet for URLs and file names, without padding.
    package static func encodeURLSafe(_ bytes: [UInt8]) -> String {
        var text: [UInt8] = []
        text.reserveCapacity((bytes.count + 2) / 3 * 4)
        append(bytes[...], to: &text, urlSafe)
        return String(decoding: text.dropLast((3 - bytes.count % 3) % 3), as: UTF8.self)
    }

    /// The standard alphabet, padded, behind what is there.
    package static func append(_ bytes: ArraySlice<UInt8>, to output: inout [UInt8]) {
        append(bytes, to: &output, standard)
    }

    private static func append(_ bytes: ArraySlice<UInt8>, to output: inout [UInt8], _ alphabet: [UInt8]) {
        var index = bytes.startIndex
        while index + 2 < bytes.endIndex {
            let group = Int(bytes[index]) << 16 | Int(bytes[index + 1]) << 8 | Int(bytes[index + 2])
            output.append(alphabet[group >> 18])
            output.append(alphabet[group >> 12 & 63])
            output.append(alphabet[group >> 6 & 63])
            output.append(alphabet[group & 63])
            index += 3
        }
        let rest = bytes.endIndex - index
        guard rest > 0 else { return }
        let group = Int(bytes[index]) << 16 | (rest == 2 ? Int(bytes[index + 1]) << 8 : 0)
        output.append(alphabet[group >> 18])
        output.append(alphabet[group >> 12 & 63])
        output.append(rest == 2 ? alphabet[group >> 6 & 63] : padding)
        output.append(padding)
    }

    /// nil where the text is not as `reading` wants it: a stray character, or digits that end within a byte.
    package static func decode(_ text: String, _ reading: Reading) -> [UInt8]? {
        var digits = Array(text.utf8)[...]
        switch reading {
        case .strict:
            guard digits.count.isMultiple(of: 4) else { return nil }
            digits = digits.dropLast(digits.suffix(2).count { $0 == padding })
            return decode(digits, standardValues, ignoresLooseBits: false)
        case .urlSafe:
            return decode(digits, urlSafeValues, ignoresLooseBits: false)
        case .lenient:
            digits.removeAll { $0 == 0x20 || 0x09...0x0D ~= $0 }
            while digits.last == padding { digits.removeLast() }
            return decode(digits, allValues, ignoresLooseBits: true)
        }
    }

    /// `digits` without padding. What is left over at the end must be less than a digit, and zero.
    private static func decode(_ digits: ArraySlice<UInt8>, _ values: [UInt8], ignoresLooseBits: Bool) -> [UInt8]? {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(digits.count / 4 * 3 + 2)
        var pending: UInt32 = 0
        var bits = 0
        for digit in digits {
            let value = values[Int(digit)]
            guard value != none else { return nil }
            pending = (pending << 6 | UInt32(value)) & 0xFFFF
            bits += 6
            if bits >= 8 {
                bits -= 8
                bytes.append(UInt8(truncatingIfNeeded: pending >> UInt32(bits)))
            }
        }
        guard bits < 6, ignoresLooseBits || pending & (1 << UInt32(bits) - 1) == 0 else { return nil }
        return bytes
    }

    /// For each byte the value of that digit in any of the alphabets.
    private static func values(of alphabets: [[UInt8]]) -> [UInt8] {
        var values = [UInt8](repeating: none, count: 256)
        for alphabet in alphabets {
            for (value, digit) in alphabet.enumerated() { values[Int(digit)] = UInt8(value) }
        }
        return values
    }
}
