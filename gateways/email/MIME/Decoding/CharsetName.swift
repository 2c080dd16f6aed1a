// SPDX-License-Identifier: Apache-2.0

/// How to read a charset, by the name that a mail gives. Mailers write many names, and mean Microsoft's superset by most
/// (WHATWG Encoding Standard, section 4.2).
enum CharsetName: Equatable {
    /// ASCII, Latin 1, windows-1252, or no name: whoever writes these often sends UTF-8.
    case western
    case utf8
    /// Without a byte order mark: nil is to be guessed.
    case utf16(isBigEndian: Bool?)
    case iso2022jp
    /// Names that iconv may know, the best one first. All of them stand in `CharsetLabels`.
    case converted([String])

    /// The list of names is closed: it holds the labels of the WHATWG Encoding Standard, section 4.2, and some spellings
    /// of mailers for the same charsets. Everything else, UTF-7 and ISO 2022 for Korea and China among it, is as if no
    /// name had been given: each further converter of the C library would be code that strangers choose to run.
    init(_ name: String?) {
        self = CharsetLabels.known[Self.key(name ?? "")] ?? .western
    }

    /// More than one octet a character even for ASCII: line ends are no single octets.
    var isWide: Bool {
        if case .utf16 = self { true } else { false }
    }

    /// In lower case, with hyphens, and with nothing in it that no label has.
    private static func key(_ name: String) -> String {
        let key = name.utf8.prefix(40).map { $0 == UInt8(ascii: "_") ? UInt8(ascii: "-") : ASCII.lowerCase($0) }
            .filter { byte in
                ASCII.isDigit(byte) || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
                    || [UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: ":"), UInt8(ascii: "+")].contains(byte)
            }
        return String(decoding: key, as: UTF8.self)
    }
}
