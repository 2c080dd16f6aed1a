// SPDX-License-Identifier: Apache-2.0

import Notation

/// How a body is written into mail (RFC 2045 section 6).
package enum TransferEncoding: Sendable, Equatable {
    /// 7bit, 8bit, binary, and whatever is not known: the bytes are what they are.
    case identity
    case quotedPrintable
    case base64
    /// x-uuencode: never standardised, still met.
    case uuencode

    /// Octets of the value that are looked at; the longest name has 16.
    private static let longest = 64

    /// Reads a field's value, however the name is spelt. Comments and what follows a semicolon do not count; of several
    /// names the first that encodes does.
    init(_ value: [UInt8]) {
        let text = value.prefix(Self.longest).prefix { $0 != UInt8(ascii: ";") && $0 != UInt8(ascii: "(") }
        let words = text.split { ASCII.isBlank($0) || $0 == UInt8(ascii: ",") }
        self = ([text] + words).lazy.compactMap(Self.named).first ?? .identity
    }

    /// By its letters and digits; nil for a name that is not known, and for those that encode nothing.
    private static func named(_ text: ArraySlice<UInt8>) -> TransferEncoding? {
        let letters = text.map(ASCII.lowerCase).filter { byte in
            ASCII.isDigit(byte) || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
        }
        // An encoded word: `=?utf-8?q?base64?=`.
        let isWord = text.starts(with: "=?".utf8)
        return switch String(decoding: letters, as: UTF8.self) {
        case "quotedprintable", "quotedprintible", "quotedprintable8bit", "xquotedprintable", "qp": .quotedPrintable
        case "base64", "xbase64", "mime64", "b64": .base64
        case let name where isWord && name.hasSuffix("quotedprintable"): .quotedPrintable
        case let name where isWord && name.hasSuffix("base64"): .base64
        case "xuuencode", "uuencode", "xuue", "uue", "uu": .uuencode
        default: nil
        }
    }

    /// The bytes that `body` stands for. Mistakes are passed over; never fails.
    package func decode(_ body: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        switch self {
        case .identity: body
        case .quotedPrintable: QuotedPrintable.decode(body)[...]
        case .base64: Base64.decodeMail(body)[...]
        case .uuencode: UUEncoding.decode(body)[...]
        }
    }
}
