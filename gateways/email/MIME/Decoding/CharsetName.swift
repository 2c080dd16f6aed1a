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

    /// The list of names is closed: it holds the labels of the WHATWG Encoding Standard, section 4.2, and mailers' names
    /// for the same charsets, however they are spelt. Everything else, UTF-7 and ISO 2022 for Korea and China among it, is
    /// as if no name had been given: each further converter of the C library would be code that strangers choose to run.
    init(_ name: String?) {
        self = name.flatMap(Self.known) ?? .western
    }

    private static func known(_ name: String) -> CharsetName? {
        let key = key(name)
        if let exact = CharsetLabels.known[key] { return exact }
        // What most mails have.
        guard !key.isEmpty, key != "usascii", !CharsetLabels.western.contains(key) else { return nil }
        return spellings(of: key).lazy.compactMap { CharsetLabels.known[$0] }.first ?? CodePage.charset(of: key)
    }

    /// Whether it is a charset's name at all, Western Europe's among them.
    static func isKnown(_ name: String) -> Bool { known(name) != nil || isWestern(name) }

    /// Whether it means Western Europe's charset, which unknown names only stand for.
    static func isWestern(_ name: String) -> Bool {
        spellings(of: key(name)).contains { CharsetLabels.western.contains($0) } || CodePage.isWestern(key(name))
    }

    /// What raw octets of a header may be in: a charset that no guess would find.
    var isForRawText: Bool { isMultibyte != nil }

    /// Whether its characters outside ASCII have several octets; nil for those that are guessed at in any case.
    var isMultibyte: Bool? {
        switch self {
        case .western, .utf8, .utf16: nil
        case .iso2022jp: false
        case .converted(let names): names.first.map { CharsetLabels.multibyte.contains($0) } ?? false
        }
    }

    /// More than one octet a character even for ASCII: line ends are no single octets.
    var isWide: Bool {
        if case .utf16 = self { true } else { false }
    }

    /// Its letters, in lower case, and digits.
    static func key(_ name: String) -> String {
        let key = name.utf8.prefix(40).map(ASCII.lowerCase).filter { byte in
            ASCII.isDigit(byte) || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
        }
        return String(decoding: key, as: UTF8.self)
    }

    /// As it is, and without what programs put in front of it: `x-`, what is left of quoted-printable's `=3D`, and the
    /// parameter's own name; or with what they leave out.
    private static func spellings(of key: String) -> [String] {
        let shorter = ["x", "3d", "charset"].filter { key.hasPrefix($0) }.map { String(key.dropFirst($0.count)) }
        return [key] + shorter + ["iso" + key, "cs" + key]
    }
}
