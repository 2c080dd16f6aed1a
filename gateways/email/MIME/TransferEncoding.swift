// SPDX-License-Identifier: Apache-2.0

/// How a body is written into mail (RFC 2045 section 6).
package enum TransferEncoding: Sendable, Equatable {
    /// 7bit, 8bit, binary, and whatever is not known: the bytes are what they are.
    case identity
    case quotedPrintable
    case base64
    /// x-uuencode: never standardised, still met.
    case uuencode

    /// Reads a field's value. Comments and what follows a semicolon do not count.
    init(_ value: [UInt8]) {
        // The longest name has 16 octets.
        let word = value.prefix(32).prefix { !ASCII.isBlank($0) && $0 != UInt8(ascii: ";") && $0 != UInt8(ascii: "(") }
        self =
            switch String(decoding: word, as: UTF8.self).lowercased() {
            case "quoted-printable", "quotedprintable", "quoted_printable": .quotedPrintable
            case "base64", "base-64": .base64
            case "x-uuencode", "uuencode", "x-uue", "uue": .uuencode
            default: .identity
            }
    }

    /// The bytes that `body` stands for. Mistakes are passed over; never fails.
    func decode(_ body: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        switch self {
        case .identity: body
        case .quotedPrintable: QuotedPrintable.decode(body)[...]
        case .base64: Base64.decode(body)[...]
        case .uuencode: UUEncoding.decode(body)[...]
        }
    }
}
