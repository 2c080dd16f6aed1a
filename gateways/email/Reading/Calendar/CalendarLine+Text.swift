// SPDX-License-Identifier: Apache-2.0

import MIME

/// What a property's value says to a person.
extension CalendarLine {
    /// Bytes of what is shown in one line.
    private static let longestText = 300

    /// The value of a TEXT property in one line (RFC 5545 section 3.3.11).
    var text: String { PlainText.prefix(of: PlainText.oneLine(unescaped), bytes: Self.longestText) }

    /// In upper case: "VEVENT". What was broken off behind it does not count.
    var firstWord: String { Substring(value.utf8.prefix { $0 != 0x20 && $0 != 0x09 }).uppercased() }

    /// The value of a TEXT property that has lines of its own. Some calendars write HTML there.
    var paragraphs: [String] {
        let text = unescaped
        let isPage = text.holds("</") || text.holds("<br")
        return isPage ? HTMLText(text, keepsHistory: true).lines : PlainText.lines(of: text)
    }

    private var unescaped: String {
        guard let encoding = parameters["ENCODING"] ?? parameters["QUOTED-PRINTABLE"].map({ _ in "QUOTED-PRINTABLE" }),
            encoding.uppercased() == "QUOTED-PRINTABLE"
        else { return Self.unescaped(value) }
        // vCalendar 1.0: the line's charset is one of its parameters.
        let octets = TransferEncoding.quotedPrintable.decode(Array(value.utf8)[...])
        return Charset.decode(Array(octets), named: parameters["CHARSET"])
    }

    private static func unescaped(_ value: String) -> String {
        guard value.utf8.contains(UInt8(ascii: "\\")) else { return value }
        var bytes: [UInt8] = []
        var isEscaped = false
        for byte in value.utf8 {
            switch byte {
            case UInt8(ascii: "n") where isEscaped, UInt8(ascii: "N") where isEscaped: bytes.append(0x0A)
            case UInt8(ascii: "\\") where !isEscaped:
                isEscaped = true
                continue
            default: bytes.append(byte)
            }
            isEscaped = false
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The name of a person, else the address (section 3.3.3).
    var person: String {
        let address = value.lowercased().hasPrefix("mailto:") ? String(value.dropFirst(7)) : value
        let name = PlainText.oneLine(parameters["CN"] ?? "")
        return name.isEmpty || name == address ? PlainText.oneLine(address) : "\(name) <\(PlainText.oneLine(address))>"
    }
}
