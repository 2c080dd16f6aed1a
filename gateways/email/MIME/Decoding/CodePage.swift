// SPDX-License-Identifier: Apache-2.0

/// Microsoft's numbers for charsets, as Java and Windows programs write them: `1251`, `win1251`, `ms949`,
/// `x-windows-949`, `ibm866`.
enum CodePage {
    private static let prefixes = ["", "cp", "win", "windows", "ms", "ibm", "dos", "codepage"]

    /// - Parameter key: a charset's name in lower case, of letters and digits. nil where it is no number of one that is read.
    static func charset(of key: String) -> CharsetName? {
        number(in: key).flatMap { labels[$0] }.flatMap { CharsetLabels.known[$0] }
    }

    static func isWestern(_ key: String) -> Bool {
        number(in: key).map { [1252, 28591, 819].contains($0) } ?? false
    }

    private static func number(in key: String) -> Int? {
        let digits = key.drop { !$0.isNumber }
        var prefix = key[..<digits.startIndex]
        if prefix.hasPrefix("x") { prefix = prefix.dropFirst() }
        guard prefixes.contains(String(prefix)), (3...5).contains(digits.utf8.count) else { return nil }
        return Int(digits)
    }

    /// By number, how `CharsetLabels` calls it.
    private static let labels: [Int: String] = [
        866: "ibm866", 874: "windows874", 932: "shiftjis", 936: "gbk", 949: "euckr", 950: "big5", 1200: "utf16le",
        1201: "utf16be", 1250: "windows1250", 1251: "windows1251", 1253: "windows1253", 1254: "windows1254",
        1255: "windows1255", 1256: "windows1256", 1257: "windows1257", 1258: "windows1258", 10000: "macintosh",
        10007: "xmaccyrillic", 20866: "koi8r", 20932: "eucjp", 20936: "gb2312", 21866: "koi8u", 28592: "iso88592",
        28593: "iso88593", 28594: "iso88594", 28595: "iso88595", 28596: "iso88596", 28597: "iso88597",
        28598: "iso88598", 28599: "iso88599", 28603: "iso885913", 28605: "iso885915", 38598: "iso88598",
        50220: "iso2022jp", 50221: "iso2022jp", 50222: "iso2022jp", 51932: "eucjp", 51936: "gb2312", 51949: "euckr",
        54936: "gb18030", 65001: "utf8",
    ]
}
