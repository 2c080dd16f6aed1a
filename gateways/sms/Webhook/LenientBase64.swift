// SPDX-License-Identifier: Apache-2.0

/// Base 64 as senders of files write it: broken into lines (RFC 2045 section 6.8), in either alphabet (RFC 4648 sections 4
/// and 5), with or without padding. For signatures there is the strict one of `PosternCrypto`.
enum LenientBase64 {
    /// nil where another character stands in it, or it ends within one octet.
    static func decode(_ text: String) -> [UInt8]? {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count / 4 * 3 + 3)
        var pending: UInt32 = 0
        var digits = 0
        var isOver = false
        for byte in text.utf8 where !isSpace(byte) {
            if byte == UInt8(ascii: "=") {
                isOver = true
                continue
            }
            guard !isOver, let value = value(byte) else { return nil }
            pending = pending << 6 | UInt32(value)
            digits += 1
            if digits == 4 {
                bytes += [UInt8(pending >> 16 & 0xFF), UInt8(pending >> 8 & 0xFF), UInt8(pending & 0xFF)]
                (pending, digits) = (0, 0)
            }
        }
        switch digits {
        case 0: break
        case 2: bytes.append(UInt8(pending >> 4 & 0xFF))
        case 3: bytes += [UInt8(pending >> 10 & 0xFF), UInt8(pending >> 2 & 0xFF)]
        default: return nil
        }
        return bytes
    }

    private static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || 0x09...0x0D ~= byte
    }

    private static func value(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte - UInt8(ascii: "A")
        case UInt8(ascii: "a")...UInt8(ascii: "z"): byte - UInt8(ascii: "a") + 26
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0") + 52
        case UInt8(ascii: "+"), UInt8(ascii: "-"): 62
        case UInt8(ascii: "/"), UInt8(ascii: "_"): 63
        default: nil
        }
    }
}
