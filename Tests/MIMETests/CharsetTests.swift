// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import MIME

@Suite("A charset")
struct CharsetTests {
    static let known: [(name: String?, bytes: [UInt8], text: String)] = [
        (nil, [0x61, 0x62], "ab"),
        (nil, [], ""),
        ("utf-8", Array("Grüße 👋".utf8), "Grüße 👋"),
        (nil, Array("Grüße".utf8), "Grüße"),
        ("us-ascii", Array("Grüße".utf8), "Grüße"),
        ("ISO_8859-1", Array("Grüße".utf8), "Grüße"),
        ("iso-8859-1", [0x47, 0xFC], "Gü"),
        ("iso-8859-1", [0x80, 0x93, 0x94, 0x81], "€“”\u{FFFD}"),
        ("utf-8", [0x47, 0x72, 0xFC, 0xDF, 0x65], "Grüße"),
        ("utf-8", Array("Köln, Zürich, Gr".utf8) + [0xFC], "Köln, Zürich, Gr\u{FFFD}"),
        ("utf-8", [0xEF, 0xBB, 0xBF, 0x61], "a"),
        ("windows-1251", [0xCF, 0xF0, 0xE8], "При"),
        ("cp-1251", [0xCF, 0xF0, 0xE8], "При"),
        ("koi8-r", [0xF0, 0xD2, 0xC9], "При"),
        ("gb2312", [0xE9, 0x46], "镕"),
        ("gb18030", [0x95, 0x32, 0x82, 0x36], "𠀀"),
        ("ks_c_5601-1987", [0xB0, 0xA1, 0x8C, 0x63], "가똠"),
        ("shift_jis", [0x87, 0x40, 0xB1], "①ｱ"),
        ("iso-2022-jp", [0x1B, 0x24, 0x42, 0x25, 0x22, 0x1B, 0x28, 0x42, 0x61], "アa"),
        ("iso-2022-jp", [0x1B, 0x24, 0x42, 0x2D, 0x21, 0x1B, 0x28, 0x49, 0x31, 0x1B, 0x28, 0x42], "①ｱ"),
        ("big5", [0xA7, 0x41], "你"),
        ("euc-jp", [0xA4, 0xA2], "あ"),
        ("csISO2022JP", [0x1B, 0x24, 0x42, 0x25, 0x22, 0x1B, 0x28, 0x42], "ア"),
        ("x-mac-cyrillic", [0x80], "А"),
        ("ISO_8859-2:1987", [0xB1], "ą"),
        ("cp866", [0x80], "А"),
        ("utf-16", [0xFF, 0xFE, 0x61, 0x00, 0xFC, 0x00], "aü"),
        ("utf-16", [0xFE, 0xFF, 0x00, 0x61], "a"),
        ("utf-16", [0x61, 0x00, 0x62, 0x00], "ab"),
        ("utf-16le", [0x61, 0x00, 0x3D, 0xD8], "a\u{FFFD}"),
        ("utf-16be", [0x00, 0x61, 0x00], "a\u{FFFD}"),
        ("tis-620", [0xCA], "ส"),
        ("1251", [0xCF, 0xF0, 0xE8], "При"), ("win1251", [0xCF, 0xF0, 0xE8], "При"), ("x-win-1251", [0xCF], "П"),
        ("ms1251", [0xCF], "П"), ("Windows 1251", [0xCF], "П"), ("3Dwindows-1251", [0xCF], "П"),
        ("charset=windows-1251", [0xCF], "П"), ("koi8r", [0xF0], "П"), ("x-koi8-r", [0xF0], "П"),
        ("8859-2", [0xB1], "ą"), ("iso8859_2", [0xB1], "ą"), ("isolatin2", [0xB1], "ą"), ("28592", [0xB1], "ą"),
        ("iso-8859-6-i", [0xE5], "م"), ("jis", [0x1B, 0x24, 0x42, 0x25, 0x22, 0x1B, 0x28, 0x42], "ア"),
        ("iso-2022-jp-1", [0x1B, 0x24, 0x42, 0x25, 0x22, 0x1B, 0x28, 0x42], "ア"),
        (nil, [0x1B, 0x24, 0x42, 0x25, 0x22, 0x1B, 0x28, 0x42], "ア"), ("ms949", [0xB0, 0xA1], "가"),
        ("x-windows-949", [0xB0, 0xA1], "가"), ("ms936", [0xC4, 0xE3], "你"), ("visual", [0xF9], "ש"),
        ("utf-8", [0x48, 0xED, 0xA0, 0xBD, 0xED, 0xB8, 0x80], "H😀"), (nil, [0xED, 0xA0, 0xBD, 0xED, 0xB8, 0x80], "😀"),
        ("utf-8", Array("Grüße".utf8) + [0xED, 0xA0, 0xBD], "Grüße\u{FFFD}"),
        ("windows-1251", Array("Grüße".utf8), "Grüße"), ("gb2312", Array("你好，世界".utf8), "你好，世界"),
        ("utf-16", Array("Grüße, alle".utf8), "Grüße, alle"),
    ]

    @Test("reads what it is made for", arguments: known)
    func reads(_ item: (name: String?, bytes: [UInt8], text: String)) {
        #expect(Charset.decode(item.bytes, named: item.name) == item.text, "\(item.name ?? "none") \(item.bytes)")
    }

    static let unknown = [
        "x-nothing", "", " ", "utf-8//TRANSLIT", "../../etc/passwd", "/dev/null", "\u{0}", "ü", "//", "UTF-8\u{0}x",
        String(repeating: "a", count: 5000), "iso-8859-99", "%s%n",
    ]

    @Test("that nobody knows is guessed", arguments: unknown)
    func guesses(_ name: String) {
        #expect(Charset.decode(Array("Grüße".utf8), named: name) == "Grüße", "\(name.debugDescription)")
        #expect(Charset.decode([0x47, 0xFC], named: name).unicodeScalars.count == 2, "\(name.debugDescription)")
    }

    /// Each further converter of the C library would be code that strangers choose to run: the names that the WHATWG list
    /// has not are none.
    static let closed = [
        "utf-7", "utf-32", "iso-2022-kr", "iso-2022-cn", "iso-2022-cn-ext", "hz-gb-2312", "euc-tw", "tcvn", "ebcdic-us",
        "cp437", "cp850", "koi8-t", "armscii-8", "unicode-1-1-utf-7", "utf-8//ignore", "windows-31", "cp-0", "johab",
        "iso-ir-165", "inis", "ibm1390", "ucs4", "wchar_t", "char", "java", "replacement",
    ]

    @Test("that is not on the list is as good as none", arguments: closed)
    func isClosed(_ name: String) {
        let bytes: [UInt8] = Array("+APw- ~{<:Ky~} \u{1B}$)A\u{E}5P\u{F}".utf8) + [0x80, 0xFC, 0]
        #expect(CharsetName(name) == .western)
        #expect(Charset.decode(bytes, named: name) == Charset.decode(bytes, named: nil))
    }

    static let all = [
        "utf-8", "utf-7", "utf-16", "utf-32", "iso-2022-jp", "iso-2022-kr", "iso-2022-cn-ext", "hz-gb-2312", "gb18030",
        "big5-hkscs", "euc-tw", "euc-kr", "shift_jis", "euc-jp", "koi8-u", "windows-1258",
        "tcvn", "ebcdic-us", "unicode",
    ]

    @Test("survives every octet, and every pair with an escape before it", arguments: all)
    func survives(_ name: String) {
        let octets = [UInt8](0...255)
        #expect(!Charset.decode(octets, named: name).isEmpty)
        for octet in octets {
            _ = Charset.decode([0x1B, 0x24, 0x42, octet], named: name)
            _ = Charset.decode([octet, 0x80, octet], named: name)
        }
    }

    @Test("long text comes out whole")
    func isWhole() {
        let bytes = [UInt8](repeating: 0xCF, count: 200_000)
        #expect(Charset.decode(bytes, named: "windows-1251").utf8.count == 400_000)
    }
}
