// SPDX-License-Identifier: Apache-2.0

/// A header with its body (RFC 2045 section 2.4): a whole mail, or one part of a multipart.
package struct Entity: Sendable {
    package let fields: HeaderFields
    /// `text/plain` where the field is missing or makes no sense, as RFC 2045 section 5.2 has it; in a
    /// multipart/digest `message/rfc822` where it is missing.
    package let contentType: ContentType
    /// nil where there is no such field.
    package let disposition: ContentDisposition?
    package let transferEncoding: TransferEncoding
    package let content: Content
    /// Header and body as they came: an attached mail's file, or the original.
    package let rawBytes: ArraySlice<UInt8>

    /// What the body is.
    package indirect enum Content: Sendable {
        /// The body as it came, transfer-encoded. Also a multipart or attached mail that could not be divided.
        case leaf(ArraySlice<UInt8>)
        /// The parts of a multipart, at least one. Preamble and epilogue are left out.
        case multipart([Entity])
        /// An attached mail: message/rfc822, or message/global (RFC 6532).
        case message(Entity)
    }

    /// The body with its transfer encoding undone; empty where the body is made of other entities.
    package var bytes: [UInt8] { Array(decodedBody) }

    /// `bytes`, without a copy where nothing is encoded.
    var decodedBody: ArraySlice<UInt8> {
        guard case .leaf(let body) = content else { return [] }
        if transferEncoding == .base64, contentType.type == "text",
            MislabelledText.isNoBase64(body, contentType.charset)
        {
            return body
        }
        return transferEncoding.decode(body)
    }

    /// The name that the sender gave the file: the disposition's `filename`, else the type's `name`. RFC 2231 and,
    /// as real mail has it, encoded words are undone. nil where there is none. A hostile one may hold a path.
    ///
    /// What is no text and has neither may say it in its location (RFC 2557) or its description (RFC 2045 section 8).
    package var fileName: String? {
        disposition?.fileName ?? contentType.name ?? (contentType.type == "text" ? nil : locationName)
    }

    private var locationName: String? {
        let location = fields["Content-Location"].map { location in
            let path = location.utf8.prefix { $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#") }
            let last = path.split(separator: UInt8(ascii: "/")).last.map { String($0) ?? "" }
            return last.flatMap(ContentDisposition.decodedName) ?? ""
        }
        return [location, fields.text("Content-Description")].lazy.compactMap { $0 }.first(where: Self.hasEnding)
    }

    /// A name with an ending of letters and digits, and not a sentence with a full stop.
    private static func hasEnding(_ name: String) -> Bool {
        guard let dot = name.utf8.lastIndex(of: UInt8(ascii: ".")), dot > name.startIndex else { return false }
        let ending = name.utf8[dot...].dropFirst()
        return (2...5).contains(ending.count)
            && ending.allSatisfy { byte in
                ASCII.isDigit(byte) || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(ASCII.lowerCase(byte))
            }
    }

    /// With its angle brackets, such as `<logo@example.com>`; nil where there is none.
    package var contentID: String? {
        fields.value(of: "Content-ID").flatMap { MessageIDs.parse($0).first }
    }

    /// All entities below that hold no others, itself if it is one, in the order in which they stand.
    package var leaves: [Entity] {
        switch content {
        case .leaf: [self]
        case .multipart(let parts): parts.flatMap(\.leaves)
        case .message(let mail): mail.leaves
        }
    }
}
