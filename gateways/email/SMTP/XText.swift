// SPDX-License-Identifier: Apache-2.0

/// The encoding of DSN parameters (RFC 3461 section 4): visible ASCII, everything else as `+HH`.
package enum XText {
    private static let digits = Array("0123456789ABCDEF".utf8)

    /// Any text as xtext; bytes beyond ASCII are written one by one.
    package static func encode(_ text: String) -> String {
        var encoded: [UInt8] = []
        for byte in text.utf8 {
            if ASCII.isGraphic(byte), byte != UInt8(ascii: "+"), byte != UInt8(ascii: "=") {
                encoded.append(byte)
            } else {
                encoded += [UInt8(ascii: "+"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: encoded, as: UTF8.self)
    }

    /// nil for a broken `+HH`, a byte that may not stand for itself, or a value that is not UTF-8 or has a control
    /// character.
    package static func decode(_ text: some Sequence<UInt8>) -> String? {
        var decoded: [UInt8] = []
        var bytes = text.makeIterator()
        while let byte = bytes.next() {
            if byte == UInt8(ascii: "+") {
                guard let high = bytes.next().flatMap(value), let low = bytes.next().flatMap(value) else { return nil }
                decoded.append(high << 4 | low)
            } else if ASCII.isGraphic(byte), byte != UInt8(ascii: "=") {
                decoded.append(byte)
            } else {
                return nil
            }
        }
        guard let value = AddressGrammar.text(decoded[...]),
            value.unicodeScalars.allSatisfy({ !AddressGrammar.isControl($0) })
        else { return nil }
        return value
    }

    /// Upper case only, as the RFC says.
    private static func value(_ digit: UInt8) -> UInt8? {
        digits.firstIndex(of: digit).map { UInt8($0) }
    }
}
