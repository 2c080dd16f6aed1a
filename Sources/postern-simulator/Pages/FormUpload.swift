// SPDX-License-Identifier: Apache-2.0

import MIME

/// A `multipart/form-data` body (RFC 7578), as browsers send a form with files: a multipart like those of mail.
struct FormUpload {
    private let parts: [Entity]

    /// - Parameter type: the request's Content-Type, with its boundary.
    init(type: String, body: [UInt8]) {
        let line = type.filter { !$0.isNewline }
        let header = Array("Content-Type: \(line)\r\n\r\n".utf8)
        guard case .multipart(let parts) = ParsedMail.parse(header + body).root.content else {
            self.parts = []
            return
        }
        self.parts = parts
    }

    /// Empty where there is no such field. Browsers send UTF-8.
    subscript(name: String) -> String {
        let part = parts.first { $0.disposition?.parameters["name"] == name }
        return part.map { String(decoding: $0.bytes, as: UTF8.self) } ?? ""
    }

    /// A field for a file is sent without a name where none was chosen.
    var files: [Letter.Attachment] {
        parts.compactMap { part in
            guard let name = part.disposition?.fileName, !name.isEmpty else { return nil }
            let type = MediaType(part.contentType.essence) ?? .octetStream
            return Letter.Attachment(name: name, type: type, bytes: part.bytes)
        }
    }
}
