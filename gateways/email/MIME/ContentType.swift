// SPDX-License-Identifier: Apache-2.0

/// What a body is (RFC 2045 section 5).
package struct ContentType: Sendable, Equatable {
    /// In lower case: "text".
    package let type: String
    /// In lower case: "plain".
    package let subtype: String
    /// Names in lower case; RFC 2231 is undone.
    package let parameters: [String: String]

    /// What RFC 2045 section 5.2 says of a body without a type.
    package static let plainText = ContentType(type: "text", subtype: "plain", parameters: [:])
    /// What RFC 2046 section 5.1.5 says of the parts of a multipart/digest.
    static let mail = ContentType(type: "message", subtype: "rfc822", parameters: [:])

    package init(type: String, subtype: String, parameters: [String: String]) {
        self.type = type
        self.subtype = subtype
        self.parameters = parameters
    }

    /// Reads a field's value; text/plain, with its parameters, where it is no type.
    ///
    /// - Parameter charset: the mail's own, for names that are not encoded; nil: none is known, or the type's own.
    init(_ value: [UInt8], in charset: String? = nil) {
        let (head, parameters) = ParameterList.split(value, in: charset)
        let parts = head.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy(Self.isToken) else {
            self.init(type: "text", subtype: "plain", parameters: parameters)
            return
        }
        self.init(
            type: String(decoding: parts[0], as: UTF8.self).lowercased(),
            subtype: String(decoding: parts[1], as: UTF8.self).lowercased(), parameters: parameters)
    }

    /// "text/plain"
    package var essence: String { type + "/" + subtype }
    package var charset: String? { parameters["charset"] }
    /// Where a multipart is divided; nil where the sender forgot it, or what he wrote can stand in no line. It never ends
    /// with a blank (RFC 2046 section 5.1.1).
    package var boundary: String? {
        guard let text = parameters["boundary"], text.utf8.count <= Self.longestBoundary,
            !text.utf8.contains(where: { $0 == ASCII.lineFeed || $0 == ASCII.carriageReturn })
        else { return nil }
        return String(decoding: ASCII.trimmed(Array(text.utf8)[...]), as: UTF8.self)
    }
    /// Octets of a line (RFC 5322 section 2.1.1). RFC 2046 allows 70, which not everybody knows. Each line of the mail
    /// that begins with two hyphens is compared with it.
    private static let longestBoundary = 998
    /// The file's name as old mailers give it, some of them by the disposition's word.
    var name: String? { (parameters["name"] ?? parameters["filename"]).flatMap(ContentDisposition.decodedName) }

    /// The same parameters, as plain text: for what cannot be read as what it says it is.
    var asPlainText: ContentType { ContentType(type: "text", subtype: "plain", parameters: parameters) }

    private static func isToken(_ text: ArraySlice<UInt8>) -> Bool {
        !text.isEmpty && text.allSatisfy { (0x21...0x7E).contains($0) && !ASCII.isTypeSpecial($0) }
    }
}
