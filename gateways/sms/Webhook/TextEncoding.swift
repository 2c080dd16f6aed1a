// SPDX-License-Identifier: Apache-2.0

import Notation

/// The character sets in which providers hand over texts.
enum TextEncoding: Sendable, Equatable {
    case utf8, latin1, windows1252, utf16BigEndian, utf16LittleEndian

    /// By the name that a provider uses, in any case and with any dashes; nil for an unknown one.
    init?(name: String) {
        switch name.lowercased().filter({ $0 != "-" && $0 != "_" && $0 != " " }) {
        case "utf8", "ascii", "usascii": self = .utf8
        case "iso88591", "latin1": self = .latin1
        case "windows1252", "cp1252": self = .windows1252
        case "utf16", "utf16be", "ucs2", "ucs2be", "iso10646ucs2": self = .utf16BigEndian
        case "utf16le", "ucs2le": self = .utf16LittleEndian
        default: return nil
        }
    }

    /// The text. Never fails: what is no character becomes U+FFFD, because the rest of a text is worth having.
    func decode(_ bytes: [UInt8]) -> String {
        let text =
            switch self {
            case .utf8: String(decoding: bytes, as: UTF8.self)
            case .latin1: Self.text(bytes.map { Unicode.Scalar($0) })
            case .windows1252: Windows1252.decode(bytes[...])
            case .utf16BigEndian: Self.utf16(bytes, high: 0)
            case .utf16LittleEndian: Self.utf16(bytes, high: 1)
            }
        return text.withFewMarks
    }

    private static func text(_ scalars: [Unicode.Scalar]) -> String {
        var text = String.UnicodeScalarView()
        text.append(contentsOf: scalars)
        return String(text)
    }

    /// - Parameter high: where the high byte of each pair stands, 0 or 1. A byte order mark decides over it.
    private static func utf16(_ bytes: [UInt8], high: Int) -> String {
        let mark = bytes.prefix(2)
        let high = mark.elementsEqual([0xFE, 0xFF]) ? 0 : mark.elementsEqual([0xFF, 0xFE]) ? 1 : high
        var units: [UInt16] = []
        units.reserveCapacity(bytes.count / 2)
        // An odd last byte is half a unit, and no character.
        for start in stride(from: 0, to: bytes.count - 1, by: 2) {
            units.append(UInt16(bytes[start + high]) << 8 | UInt16(bytes[start + 1 - high]))
        }
        if units.first == 0xFEFF { units.removeFirst() }
        return String(decoding: units, as: UTF16.self)
    }
}

/// `charset = { at = "/charset", when = { "/coding" = "2" }, default = "UTF-16BE" }`: the character set of a text whose
/// bytes came in a form or a query.
struct CharsetRule: Sendable, Equatable {
    /// Where the provider names the set; nil where it does not.
    let name: Pointer?
    let conditions: [FieldCondition]
    /// Where no set is named, or an unknown one, and the conditions hold. UTF-8 where they do not.
    let fallback: TextEncoding

    func encoding(in event: EventDocument) -> TextEncoding {
        if let name, let encoding = event.text(at: name).flatMap(TextEncoding.init(name:)) { return encoding }
        return event.satisfies(conditions) ? fallback : .utf8
    }
}
