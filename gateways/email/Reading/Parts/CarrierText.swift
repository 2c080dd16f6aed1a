// SPDX-License-Identifier: Apache-2.0

/// Files that are the text: what the gateways of phone carriers make of a multimedia message.
enum CarrierText {
    /// Octets of a file that is shown where a mail has no text; a multimedia message's has less.
    static let bytes = 4 << 10

    /// Names that programs give where a message has none.
    static func isGeneric(_ name: String?) -> Bool {
        guard let name else { return true }
        return isName(name)
            || ["text.txt", "message.txt", "body.txt", "sms.txt", "mms.txt"].contains(name.lowercased())
    }

    /// Subtypes of `text` that are files, also without a name.
    static let fileSubtypes: Set<String> = [
        "csv", "tab-separated-values", "vcard", "x-vcard", "directory", "css", "javascript", "xml", "rtf", "calendar",
        "x-amp-html", "watch-html", "rfc822-headers", "x-vcalendar", "x-moz-deleted", "html", "plain",
    ]

    /// Whether a part may be a text whose program did not know its type.
    static func isUntyped(_ type: String, _ name: String?) -> Bool {
        ["application/octet-stream", "application/text", "application/txt", "unknown/unknown"].contains(type)
            && (name.map { $0.lowercased().hasSuffix(".txt") } ?? true)
    }

    /// Whether it can be read: UTF-8 without controls.
    static func isReadable(_ bytes: [UInt8]) -> Bool {
        String(validating: bytes, as: UTF8.self) != nil
            && !bytes.contains { $0 < 0x20 && $0 != 0x09 && $0 != 0x0A && $0 != 0x0D }
    }

    /// `text_0.txt`, `text0.txt`, `0.txt`: numbered by a program.
    static func isName(_ name: String?) -> Bool {
        guard let name = name?.lowercased(), name.hasSuffix(".txt") else { return false }
        let stem = name.dropLast(4)
        let word = stem.prefix { $0.isASCII && ($0.isLetter || $0 == "_" || $0 == "-") }
        let number = stem[word.endIndex...]
        return ["", "text", "text_", "text-", "smil_text_", "smiltext", "att", "part", "part_", "part-"].contains(word)
            && (1...8).contains(number.utf8.count) && number.allSatisfy { $0.isASCII && $0.isNumber }
    }
}
