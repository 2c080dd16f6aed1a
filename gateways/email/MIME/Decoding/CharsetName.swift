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
    /// Names that iconv may know, the best one first.
    case converted([String])

    init(_ name: String?) {
        let key = Self.key(name ?? "")
        self = Self.special(key) ?? .converted(Self.candidates(key))
    }

    /// More than one octet a character even for ASCII: line ends are no single octets.
    var isWide: Bool {
        switch self {
        case .utf16: true
        case .converted(let names): names.first?.hasPrefix("UTF-32") ?? false
        default: false
        }
    }

    /// In lower case, with hyphens, and with nothing in it that iconv would take for an option or a path.
    private static func key(_ name: String) -> String {
        let key = name.lowercased().utf8.prefix(40).map { $0 == UInt8(ascii: "_") ? UInt8(ascii: "-") : $0 }
            .filter { byte in
                ASCII.isDigit(byte) || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
                    || [UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: ":"), UInt8(ascii: "+")].contains(byte)
            }
        return String(decoding: key, as: UTF8.self)
    }

    private static func special(_ key: String) -> CharsetName? {
        switch key {
        case "", "us-ascii", "usascii", "ascii", "ansi-x3.4-1968", "iso-8859-1", "iso8859-1", "iso88591", "latin1",
            "latin-1", "l1", "cp819", "windows-1252", "cp1252", "cp-1252", "x-unknown", "unknown-8bit", "unknown",
            "default", "8bit", "x-user-defined", "iso-8859-1-windows", "binary":
            .western
        case "utf-8", "utf8", "unicode-1-1-utf-8", "cp65001", "utf8mb4", "utf-8mb4", "x-utf-8": .utf8
        case "utf-16", "utf16", "unicode", "ucs-2", "iso-10646-ucs-2": .utf16(isBigEndian: nil)
        case "utf-16le", "utf16le", "ucs-2le": .utf16(isBigEndian: false)
        case "utf-16be", "utf16be", "ucs-2be": .utf16(isBigEndian: true)
        case "iso-2022-jp", "iso-2022-jp-ms", "csiso2022jp", "cp50220", "cp50221", "iso2022jp": .iso2022jp
        default: nil
        }
    }

    private static func candidates(_ key: String) -> [String] {
        switch key {
        case "gb2312", "gbk", "gb-2312-80", "gb2312-80", "cp936", "windows-936", "euc-cn", "x-gbk", "gb18030":
            ["GB18030", "GBK"]
        case "ks-c-5601-1987", "ks-c-5601", "ksc5601", "ks-c-5601-1989", "euc-kr", "cp949", "windows-949", "uhc":
            ["CP949", "EUC-KR"]
        case "shift-jis", "shiftjis", "sjis", "x-sjis", "ms-kanji", "cp932", "windows-31j", "csshiftjis":
            ["CP932", "SHIFT_JIS"]
        case "big5", "big-5", "cp950", "big5-hkscs", "x-big5", "cn-big5": ["BIG5-HKSCS", "CP950", "BIG5"]
        case "euc-jp", "eucjp", "x-euc-jp": ["EUC-JP-MS", "EUC-JP"]
        case "iso-8859-9", "iso8859-9", "latin5": ["CP1254", "ISO-8859-9"]
        case "iso-8859-11", "tis-620", "tis620", "windows-874": ["CP874", "TIS-620"]
        case "iso-8859-8-i", "iso-8859-8-e": ["ISO-8859-8"]
        case "utf-7", "utf7", "unicode-1-1-utf-7": ["UTF-7"]
        case "x-mac-roman", "macroman", "macintosh": ["MACINTOSH"]
        case "utf-32", "utf-32le", "utf-32be": [key.uppercased()]
        default: [windowsName(key) ?? key.uppercased()]
        }
    }

    /// `windows-1251`, `win-1251` and `cp-1251` are CP1251.
    private static func windowsName(_ key: String) -> String? {
        for prefix in ["windows-", "win-", "cp-", "x-cp", "windows"] where key.hasPrefix(prefix) {
            return "CP" + key.dropFirst(prefix.count)
        }
        return nil
    }
}
