// SPDX-License-Identifier: Apache-2.0

extension XMLWriter {
    /// Character data: nothing in it can be taken for markup.
    package mutating func write(text: String) {
        escape(text, isAttribute: false)
    }

    /// What stands between an attribute's quotes.
    package mutating func write(attributeText value: String) {
        escape(value, isAttribute: true)
    }

    private mutating func escape(_ text: String, isAttribute: Bool) {
        var text = text
        text.withUTF8 { utf8 in
            var plain = 0
            for index in 0..<utf8.count where Self.isSpecial(utf8[index]) {
                guard let replaced = Self.replacement(at: index, in: utf8, isAttribute) else { continue }
                append(UnsafeBufferPointer(rebasing: utf8[plain..<index]))
                write(raw: replaced.markup)
                plain = index + replaced.length
            }
            append(UnsafeBufferPointer(rebasing: utf8[plain...]))
        }
    }

    /// Whether a byte may need something else in its place; most text has none such and is copied at once.
    @inline(__always)
    private static func isSpecial(_ byte: UInt8) -> Bool {
        switch byte {
        case 0..<0x20, UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "'"),
            UInt8(ascii: "\""), 0xEF:
            true
        default: false
        }
    }

    /// What stands for the `length` bytes from here on; nil where they stay. An empty one drops a character that
    /// XML 1.0 section 2.2 forbids: most controls, U+FFFE, U+FFFF. A parser would read a bare carriage return as a
    /// line feed (section 2.11), and a tab or line feed in an attribute as a blank (section 3.3.3).
    private static func replacement(
        at index: Int, in utf8: UnsafeBufferPointer<UInt8>, _ isAttribute: Bool
    ) -> (markup: String, length: Int)? {
        switch utf8[index] {
        case UInt8(ascii: "&"): ("&amp;", 1)
        case UInt8(ascii: "<"): ("&lt;", 1)
        case UInt8(ascii: ">"): ("&gt;", 1)
        case UInt8(ascii: "'"): ("&apos;", 1)
        case UInt8(ascii: "\""): ("&quot;", 1)
        case UInt8(ascii: "\t"): isAttribute ? ("&#9;", 1) : nil
        case UInt8(ascii: "\n"): isAttribute ? ("&#10;", 1) : nil
        case UInt8(ascii: "\r"): ("&#13;", 1)
        case 0xEF: utf8[index + 1] == 0xBF && utf8[index + 2] >= 0xBE ? ("", 3) : nil
        default: ("", 1)
        }
    }
}
