// SPDX-License-Identifier: Apache-2.0

/// CESU-8 (UTR 26): characters beyond U+FFFF as two halves of three octets each, as programs write them that took UTF-16
/// for Unicode.
enum SurrogatePairs {
    /// With one character for each pair; a half that is alone becomes U+FFFD. Everything else stays, right or wrong.
    static func joined(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        guard bytes.contains(lead) else { return bytes }
        let source = bytes.span
        let joined = [UInt8](capacity: source.count) { output in
            var index = 0
            while index < source.count {
                guard let first = half(source, at: index) else {
                    output.append(source[index])
                    index += 1
                    continue
                }
                index += 3
                guard first < 0xDC00, let second = half(source, at: index), second >= 0xDC00 else {
                    for octet in "\u{FFFD}".utf8 { output.append(octet) }
                    continue
                }
                index += 3
                let value = 0x10000 + (first - 0xD800) << 10 + (second - 0xDC00)
                output.append(UInt8(truncatingIfNeeded: 0xF0 | value >> 18))
                output.append(UInt8(truncatingIfNeeded: 0x80 | value >> 12 & 0x3F))
                output.append(UInt8(truncatingIfNeeded: 0x80 | value >> 6 & 0x3F))
                output.append(UInt8(truncatingIfNeeded: 0x80 | value & 0x3F))
            }
        }
        return joined[...]
    }

    /// No other character begins with it and goes on with an octet above 0x9F.
    private static let lead: UInt8 = 0xED

    /// U+D800 to U+DFFF; nil where none stands.
    private static func half(_ source: Span<UInt8>, at index: Int) -> UInt32? {
        guard index + 2 < source.count, source[index] == lead, (0xA0...0xBF).contains(source[index + 1]),
            (0x80...0xBF).contains(source[index + 2])
        else { return nil }
        return 0xD000 | UInt32(source[index + 1] & 0x3F) << 6 | UInt32(source[index + 2] & 0x3F)
    }
}
