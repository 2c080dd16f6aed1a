// SPDX-License-Identifier: Apache-2.0

import MIME

/// A file that came with a mail.
package struct ReadAttachment: Sendable, Equatable {
    /// Safe for a file system and an URL's last segment; never empty.
    package let name: String
    /// In lower case, such as "image/png".
    package let type: String
    /// Decoded.
    package let bytes: [UInt8]
    /// By which the HTML text shows it, without angle brackets; nil: it stands for itself.
    let contentID: String?

    /// A part that holds no others.
    init(_ leaf: Entity) {
        type = Self.usualType(leaf.contentType.essence)
        name = FileName(leaf.fileName, type: type).text
        bytes = leaf.bytes
        contentID = leaf.contentID.map { String($0.dropFirst().dropLast()) }
    }

    /// An attached mail, as the file that mail programs open.
    init(mail: Entity, rawBytes: ArraySlice<UInt8>, name given: String?) {
        type = "message/rfc822"
        // A subject is no path.
        let subject = mail.fields.subject.map { subject in
            String(String.UnicodeScalarView(subject.unicodeScalars.map { $0 == "/" || $0 == "\\" ? "_" : $0 }))
        }
        name = FileName(given ?? subject.map { $0 + ".eml" }, type: type).text
        bytes = Array(rawBytes)
        contentID = nil
    }

    /// A file that stood in a text, which says no type.
    init(name given: String, bytes: [UInt8]) {
        type = FileName.type(of: given)
        name = FileName(given, type: type).text
        self.bytes = bytes
        contentID = nil
    }

    /// A picture of a pixel or a line, which is there to be counted or to fill space.
    var isPixel: Bool {
        guard type.hasPrefix("image/"), let size = ImageSize(bytes) else { return false }
        return Double(min(size.width, size.height)) <= HTMLImage.pixelSize
    }

    /// Names that are not registered, but used.
    private static func usualType(_ type: String) -> String {
        switch type {
        case "image/jpg", "image/pjpeg": "image/jpeg"
        case "image/x-png": "image/png"
        case "application/x-pdf": "application/pdf"
        case let type where type.hasPrefix("multipart/"): "application/octet-stream"
        default: type
        }
    }
}
