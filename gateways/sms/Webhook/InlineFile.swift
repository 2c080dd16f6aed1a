// SPDX-License-Identifier: Apache-2.0

import GatewayKit
import Notation

/// A file that came inside a webhook, in base 64.
enum InlineFile {
    private static let unknownType = "application/octet-stream"

    /// What is no base 64 after all is kept as the text that it is: somebody may make sense of it.
    static func attachment(base64 data: String, type: String?, name: String?) -> Attachment {
        let type = type.flatMap(mediaType) ?? unknownType
        guard let content = Base64.decode(data, .lenient) else {
            let name = AttachmentName.safe(name, type: type) + ".txt"
            return Attachment(name: name, type: "text/plain", content: Array(data.utf8))
        }
        return Attachment(name: AttachmentName.safe(name, type: type), type: type, content: content)
    }

    /// `data:image/jpeg;base64,AAEC` (RFC 2397); nil where it is no such URL.
    static func attachment(dataURL text: String) -> Attachment? {
        guard text.utf8.prefix(5).elementsEqual("data:".utf8) else { return nil }
        guard let comma = text.utf8.firstIndex(of: UInt8(ascii: ",")) else { return nil }
        let parameters = text[..<comma].dropFirst(5).split(separator: ";", omittingEmptySubsequences: false)
        guard parameters.count > 1, parameters.last?.lowercased() == "base64" else { return nil }
        let data = String(text[text.index(after: comma)...])
        return attachment(base64: data, type: parameters.first.map(String.init), name: nil)
    }

    /// `type/subtype` in small letters, without parameters (RFC 6838 section 4.2); nil where it is none.
    private static func mediaType(_ text: String) -> String? {
        let type = text.prefix { $0 != ";" }.filter { $0 != " " }.lowercased()
        let names = type.split(separator: "/", omittingEmptySubsequences: false)
        let isType =
            names.count == 2
            && names.allSatisfy { !$0.isEmpty && $0.utf8.count <= 127 && $0.utf8.allSatisfy(isName) }
        return isType ? type : nil
    }

    private static func isName(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."),
            UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "_"):
            true
        default: false
        }
    }
}
