// SPDX-License-Identifier: Apache-2.0

import Notation

/// Writes JSON into bytes, piece by piece. Every string goes through `string`, which escapes: no value can end its quotes.
struct JSONWriter {
    private(set) var bytes: [UInt8] = []

    /// Punctuation and other fixed text of JSON's own.
    mutating func raw(_ text: StaticString) {
        text.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }

    mutating func string(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes.append(contentsOf: [UInt8(ascii: "\\"), byte])
            case 0..<0x20: control(byte)
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }

    /// `\n` where JSON has a short form, else `\u00XX`.
    private mutating func control(_ byte: UInt8) {
        switch byte {
        case 0x0A: raw("\\n")
        case 0x0D: raw("\\r")
        case 0x09: raw("\\t")
        default:
            raw("\\u00")
            bytes.append(contentsOf: Hex.encode([byte]).utf8)
        }
    }

    mutating func value(_ value: JSONValue) {
        switch value {
        case .null: raw("null")
        case .bool(let flag): flag ? raw("true") : raw("false")
        case .number(let text): bytes.append(contentsOf: text.utf8)
        case .string(let text): string(text)
        case .array(let elements):
            raw("[")
            for (position, element) in elements.enumerated() {
                if position > 0 { raw(",") }
                self.value(element)
            }
            raw("]")
        case .object(let members):
            raw("{")
            var isFirst = true
            for (name, member) in members.sorted(by: { $0.key < $1.key }) {
                if !isFirst { raw(",") }
                isFirst = false
                string(name)
                raw(":")
                self.value(member)
            }
            raw("}")
        }
    }

    /// Where the next byte goes, for `rewind`.
    var mark: Int { bytes.count }

    /// Takes back what was written since a mark.
    mutating func rewind(to mark: Int) {
        bytes.removeLast(bytes.count - mark)
    }
}
