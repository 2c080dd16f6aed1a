// SPDX-License-Identifier: Apache-2.0

/// A machine's address in brackets where a domain would stand (RFC 5321 section 4.1.3).
enum AddressLiteral {
    /// As it was; nil for anything else.
    static func parse(_ text: String) -> String? {
        guard text.hasPrefix("["), text.hasSuffix("]"), text.utf8.count <= 64 else { return nil }
        return text.dropFirst().dropLast().utf8.allSatisfy(isAllowed) ? text : nil
    }

    private static func isAllowed(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: ".:-".utf8.contains(byte)
        }
    }
}
