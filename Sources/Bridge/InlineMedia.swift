// SPDX-License-Identifier: Apache-2.0

import Foundation
import GatewayKit

/// A file that came inside a webhook, as a `data:` URL (RFC 2397): no stanza could hold it, so it is stored like any
/// attachment.
enum InlineMedia {
    static func isInline(_ link: String) -> Bool { link.hasPrefix("data:") }

    /// nil where it is no file.
    static func attachment(_ link: String) -> Attachment? {
        guard isInline(link), let comma = link.firstIndex(of: ",") else { return nil }
        let parameters = link[..<comma].dropFirst("data:".count).split(separator: ";").map(String.init)
        guard parameters.last == "base64", let content = Data(base64Encoded: String(link[link.index(after: comma)...]))
        else { return nil }
        let type = parameters.first.flatMap { $0.contains("/") ? $0 : nil } ?? "application/octet-stream"
        let name = parameters.first { $0.hasPrefix("name=") }?.dropFirst("name=".count)
        return Attachment(name: safe(name.map(String.init), type: type), type: type, content: Array(content))
    }

    /// A name of plain characters, as the last part of a path; `picture.jpeg` where there is none.
    private static func safe(_ name: String?, type: String) -> String {
        let last = (name?.removingPercentEncoding ?? "").split(separator: "/").last ?? ""
        let plain = last.unicodeScalars.filter { scalar in
            scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) || " ._-".unicodeScalars.contains(scalar)
        }
        let text = String(String.UnicodeScalarView(plain.drop { $0 == "." || $0 == " " }.prefix(80)))
        guard text.isEmpty else { return text }
        return
            "\(type.prefix { $0 != "/" }).\(type.drop { $0 != "/" }.dropFirst().filter { $0.isLetter || $0.isNumber })"
    }
}
