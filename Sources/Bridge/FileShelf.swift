// SPDX-License-Identifier: Apache-2.0

import GatewayKit
import PosternCrypto
import Store

/// Puts what came with a message where a link leads to it: `/files/TOKEN/NAME` (design section 7).
struct FileShelf: Sendable {
    /// Scheme and host, without a slash at the end.
    let publicURL: String

    /// Stores the file with the message's own transaction, and gives its link.
    func keep(_ attachment: Attachment, in tx: Transaction) throws -> String {
        let token = randomToken(bytes: 24)
        try tx.keep(
            file: StoredFile(token: token, name: attachment.name, type: attachment.type, content: attachment.content))
        return "\(publicURL)/files/\(token)/\(Self.encoded(attachment.name))"
    }

    /// RFC 3986: everything but unreserved characters.
    private static func encoded(_ name: String) -> String {
        var text = ""
        for byte in name.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "~"):
                text.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                text += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
            }
        }
        return text
    }
}
