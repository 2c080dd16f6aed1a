// SPDX-License-Identifier: Apache-2.0

import GatewayKit

/// One picture or file of a message.
enum MediaItem: Sendable, Equatable {
    /// http or https, for whoever reads the message to follow.
    case link(String)
    case file(Attachment)
    /// Told of, and not there or not to be had; with its name, or its type, where one is known.
    case missing(String?)

    /// Bytes of a link; what browsers and HTTP servers take.
    static let maximumLinkLength = 8_192

    /// A link that nobody should follow is missing; a `data:` URL (RFC 2397) is the file that it holds. nil for an empty
    /// text, which is none.
    init?(link text: String) {
        guard !text.isEmpty else { return nil }
        if Self.isLink(text) {
            self = .link(text)
        } else {
            self = InlineFile.attachment(dataURL: text).map { .file($0) } ?? .missing(nil)
        }
    }

    private static func isLink(_ text: String) -> Bool {
        let scheme = text.utf8.prefix(5)
        let name = String(decoding: scheme.prefix { $0 != UInt8(ascii: ":") }, as: UTF8.self).lowercased()
        return (name == "https" || name == "http")
            && text.utf8.dropFirst(name.utf8.count).starts(with: "://".utf8)
            && text.utf8.count <= maximumLinkLength && text.utf8.allSatisfy { 0x21...0x7E ~= $0 }
    }
}

extension [MediaItem] {
    var links: [String] {
        compactMap { if case .link(let link) = $0 { link } else { nil } }
    }

    var files: [Attachment] {
        compactMap { if case .file(let file) = $0 { file } else { nil } }
    }

    /// A line for each that is missing, so that nobody waits for what will not come.
    var marks: [String] {
        compactMap { item in
            guard case .missing(let name) = item else { return nil }
            let shown = name.flatMap { AttachmentName.plain($0) }
            return shown.map { "[attachment missing: \($0)]" } ?? "[attachment missing]"
        }
    }
}
