// SPDX-License-Identifier: Apache-2.0

/// The names of charsets that are read: the labels of the WHATWG Encoding Standard (section 4.2), then mailers' names for
/// the same ones. They are known by their letters and digits alone. Western Europe's are not among them: a name that is
/// not known means those.
enum CharsetLabels {
    static let known: [String: CharsetName] = {
        var known: [String: CharsetName] = [:]
        for (charset, labels) in all {
            for label in labels.split(separator: " ") { known[CharsetName.key(String(label))] = charset }
        }
        return known
    }()

    /// Western Europe's, the labels of windows-1252 but for those of ASCII, which programs write without thinking.
    static let western: Set<String> = [
        "cp1252", "windows1252", "xcp1252", "win1252", "iso88591", "isoir100", "csisolatin1", "latin1", "isolatin1",
        "l1", "iso885911987", "ibm819", "cp819",
    ]

    /// The converters whose characters outside ASCII have several octets.
    static let multibyte: Set<String> = ["GB18030", "BIG5-HKSCS", "EUC-JP-MS", "CP932", "CP949"]

    private static let all: [(CharsetName, String)] = [
        (
            .utf8,
            "unicode-1-1-utf-8 unicode11utf8 unicode20utf8 utf-8 x-unicode20utf8 cp65001 utf8mb4 utf8mb3 utf-8mb4 "
                + "x-utf-8 cesu-8 utf-8-bom utf-8-mac"
        ),
        (.utf16(isBigEndian: nil), "utf-16 csunicode iso-10646-ucs-2 ucs-2 unicode utf16"),
        (.utf16(isBigEndian: false), "utf-16le unicodefeff utf16le ucs-2le"),
        (.utf16(isBigEndian: true), "utf-16be unicodefffe utf16be ucs-2be"),
        (
            .iso2022jp,
            "csiso2022jp iso-2022-jp iso-2022-jp-ms cp50220 cp50221 "
                + "iso-2022-jp-1 iso-2022-jp-2 iso-2022-jp-3 iso-2022-jp-2004 jis jis7 jis-encoding csjisencoding"
        ),
        (
            .converted(["GB18030", "GBK"]),
            "chinese csgb2312 csiso58gb231280 gb2312 gb-2312 gb-2312-80 gbk iso-ir-58 x-gbk gb18030 "
                + "gb2312-80 cp936 windows-936 euc-cn "
                + "gb18030-2000 gb18030-2005 gb2312-1980 gb-18030"
        ),
        (
            .converted(["BIG5-HKSCS", "CP950", "BIG5"]),
            "big5 big5-hkscs cn-big5 csbig5 x-x-big5 cp950 big5-eten big5-tw big5-hk big5hkscs-2004"
        ),
        (.converted(["EUC-JP-MS", "EUC-JP"]), "cseucpkdfmtjapanese euc-jp x-euc-jp eucjp-win eucjp-ms"),
        (
            .converted(["CP932", "SHIFT_JIS"]),
            "csshiftjis ms932 ms-kanji shift-jis sjis windows-31j x-sjis cp932 sjis-win"
        ),
        (
            .converted(["CP949", "EUC-KR"]),
            "cseuckr csksc56011987 euc-kr iso-ir-149 korean ks-c-5601-1987 ks-c-5601-1989 ksc5601 "
                + "ksc-5601 windows-949 ks-c-5601 cp949 uhc ksx1001 ks-x-1001"
        ),
        (.converted(["CP866"]), "866 cp866 csibm866 ibm866"),
        (
            .converted(["ISO-8859-2"]),
            "csisolatin2 iso-8859-2 iso-ir-101 iso8859-2 iso88592 iso-8859-2:1987 l2 latin2"
        ),
        (
            .converted(["ISO-8859-3"]),
            "csisolatin3 iso-8859-3 iso-ir-109 iso8859-3 iso88593 iso-8859-3:1988 l3 latin3"
        ),
        (
            .converted(["ISO-8859-4"]),
            "csisolatin4 iso-8859-4 iso-ir-110 iso8859-4 iso88594 iso-8859-4:1988 l4 latin4"
        ),
        (
            .converted(["ISO-8859-5"]),
            "csisolatincyrillic cyrillic iso-8859-5 iso-ir-144 iso8859-5 iso88595 iso-8859-5:1988"
        ),
        (
            .converted(["ISO-8859-6"]),
            "arabic asmo-708 csiso88596e csiso88596i csisolatinarabic ecma-114 iso-8859-6 "
                + "iso-8859-6-e iso-8859-6-i iso-ir-127 iso8859-6 iso88596 iso-8859-6:1987"
        ),
        (
            .converted(["ISO-8859-7"]),
            "csisolatingreek ecma-118 elot-928 greek greek8 iso-8859-7 iso-ir-126 iso8859-7 iso88597 "
                + "iso-8859-7:1987 sun-eu-greek"
        ),
        (
            .converted(["ISO-8859-8"]),
            "csiso88598e csisolatinhebrew hebrew iso-8859-8 iso-8859-8-e iso-ir-138 iso8859-8 "
                + "iso88598 iso-8859-8:1988 visual csiso88598i iso-8859-8-i logical"
        ),
        (.converted(["ISO-8859-10"]), "csisolatin6 iso-8859-10 iso-ir-157 iso8859-10 iso885910 l6 latin6"),
        (.converted(["ISO-8859-13"]), "iso-8859-13 iso8859-13 iso885913"),
        (.converted(["ISO-8859-14"]), "iso-8859-14 iso8859-14 iso885914"),
        (.converted(["ISO-8859-15"]), "csisolatin9 iso-8859-15 iso8859-15 iso885915 l9 latin9 latin-9"),
        (.converted(["ISO-8859-16"]), "iso-8859-16"),
        (.converted(["KOI8-R"]), "cskoi8r koi koi8 koi8-r"),
        (.converted(["KOI8-U"]), "koi8-ru koi8-u"),
        (.converted(["MACINTOSH"]), "csmacintosh mac macintosh x-mac-roman macroman"),
        (.converted(["MAC-CYRILLIC", "MAC-UK"]), "x-mac-cyrillic x-mac-ukrainian maccyrillic macukraine"),
        (
            .converted(["CP874", "TIS-620"]),
            "dos-874 iso-8859-11 iso8859-11 iso885911 tis-620 windows-874 tis620"
        ),
        (.converted(["CP1250"]), "cp1250 windows-1250 x-cp1250 win-1250 cp-1250 windows1250"),
        (.converted(["CP1251"]), "cp1251 windows-1251 x-cp1251 win-1251 cp-1251 windows1251"),
        (.converted(["CP1253"]), "cp1253 windows-1253 x-cp1253 win-1253 cp-1253 windows1253"),
        (
            .converted(["CP1254", "ISO-8859-9"]),
            "cp1254 windows-1254 x-cp1254 csisolatin5 iso-8859-9 iso-ir-148 iso8859-9 iso88599 "
                + "iso-8859-9:1989 l5 latin5 win-1254 cp-1254 windows1254"
        ),
        (.converted(["CP1255"]), "cp1255 windows-1255 x-cp1255 win-1255 cp-1255 windows1255"),
        (.converted(["CP1256"]), "cp1256 windows-1256 x-cp1256 win-1256 cp-1256 windows1256"),
        (.converted(["CP1257"]), "cp1257 windows-1257 x-cp1257 win-1257 cp-1257 windows1257"),
        (.converted(["CP1258"]), "cp1258 windows-1258 x-cp1258 win-1258 cp-1258 windows1258"),
    ]
}
