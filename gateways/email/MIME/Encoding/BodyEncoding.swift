// SPDX-License-Identifier: Apache-2.0

/// How a body travels (RFC 2045 section 6); never as 8bit, so that every server can take it.
enum BodyEncoding: Sendable {
    case sevenBit, quotedPrintable, base64

    /// RFC 5322 section 2.1.1, in octets without CRLF.
    static let longestLine = 998

    /// The plainest encoding that holds a text with CRLF line ends: as it is, else quoted-printable, or base64 where most
    /// of it is not ASCII and nobody could read it anyway.
    static func fitting(_ text: [UInt8]) -> BodyEncoding {
        if text.allSatisfy({ $0 < 0x80 }), hasShortLines(text) { return .sevenBit }
        return text.count { $0 >= 0x80 } <= text.count / 2 ? .quotedPrintable : .base64
    }

    func encode(_ bytes: [UInt8]) -> [UInt8] {
        switch self {
        case .sevenBit: bytes
        case .quotedPrintable: QuotedPrintableText.encode(bytes)
        case .base64: Base64Text.lines(bytes)
        }
    }

    private static func hasShortLines(_ text: [UInt8]) -> Bool {
        var length = 0
        for byte in text {
            length = byte == 0x0A ? 0 : length + 1
            // The CR of the line end is counted too.
            if length > longestLine + 1 { return false }
        }
        return true
    }
}

extension HeaderWriter {
    /// The Content-Transfer-Encoding field.
    mutating func add(_ encoding: BodyEncoding) {
        switch encoding {
        case .sevenBit: add(.contentTransferEncoding, "7bit")
        case .quotedPrintable: add(.contentTransferEncoding, "quoted-printable")
        case .base64: add(.contentTransferEncoding, "base64")
        }
    }
}
