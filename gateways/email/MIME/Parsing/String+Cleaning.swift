// SPDX-License-Identifier: Apache-2.0

extension String {
    /// With a blank for control characters and line separators in a row, and none at the ends: what a header's text
    /// is, whatever an encoded word has smuggled into it.
    var inOneLine: String {
        func isBreak(_ scalar: Unicode.Scalar) -> Bool {
            scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) || scalar == "\u{2028}" || scalar == "\u{2029}"
        }
        var line = self
        if unicodeScalars.contains(where: isBreak) {
            line = unicodeScalars.split(whereSeparator: isBreak).map { String($0) }.joined(separator: " ")
        }
        let first = line.unicodeScalars.drop { $0 == " " }
        guard let last = first.lastIndex(where: { $0 != " " }) else { return "" }
        return String(first[...last])
    }

    /// Without C0 controls other than tab and line end, and without DEL.
    var withoutControlCharacters: String {
        func isKept(_ byte: UInt8) -> Bool {
            (byte >= 0x20 && byte != 0x7F) || byte == ASCII.lineFeed || byte == ASCII.tab
        }
        let octets = utf8.span
        guard octets.indices.contains(where: { !isKept(octets[$0]) }) else { return self }
        return String(decoding: utf8.filter(isKept), as: UTF8.self)
    }
}
