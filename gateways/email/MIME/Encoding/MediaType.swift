// SPDX-License-Identifier: Apache-2.0

/// `type/subtype` of two tokens in lower case (RFC 2045 section 5.1), without parameters.
package struct MediaType: Hashable, Sendable, CustomStringConvertible {
    package let text: String

    package static let octetStream = MediaType(trusted: "application/octet-stream")
    package static let plainText = MediaType(trusted: "text/plain")
    package static let html = MediaType(trusted: "text/html")
    package static let deliveryStatus = MediaType(trusted: "message/delivery-status")
    package static let headers = MediaType(trusted: "text/rfc822-headers")

    /// RFC 6838 section 4.2: a name has at most 127 characters.
    package static let longestName = 127

    /// Reads the type and leaves parameters out; nil for anything that is not two tokens.
    package init?(_ text: some StringProtocol) {
        let essence = text.utf8.prefix { $0 != UInt8(ascii: ";") }.filter { $0 != UInt8(ascii: " ") }
        let names = essence.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        guard names.count == 2, names.allSatisfy({ (1...Self.longestName).contains($0.count) }),
            names.allSatisfy({ $0.allSatisfy(Token.isAllowed) })
        else { return nil }
        self.text = String(decoding: essence, as: UTF8.self).lowercased()
    }

    private init(trusted text: String) {
        self.text = text
    }

    package var description: String { text }

    /// multipart and message types may not be base64 (RFC 2046 section 5.2.1), so a file of such a type goes as bytes.
    var asFile: MediaType {
        text.hasPrefix("multipart/") || text.hasPrefix("message/") ? .octetStream : self
    }
}

/// Tokens of MIME (RFC 2045 section 5.1).
enum Token {
    static func isAllowed(_ byte: UInt8) -> Bool {
        (0x21...0x7E).contains(byte) && !ASCII.isTypeSpecial(byte)
    }
}
