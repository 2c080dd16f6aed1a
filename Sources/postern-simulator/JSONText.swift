// SPDX-License-Identifier: Apache-2.0

/// Writes JSON (RFC 8259) of fixed shapes: what is sent a million times in a benchmark needs no encoder.
enum JSONText {
    static func quoted(_ text: String) -> String {
        var quoted = "\""
        var plain = text.utf8.startIndex
        for index in text.utf8.indices {
            let octet = text.utf8[index]
            guard octet < 0x20 || octet == UInt8(ascii: "\"") || octet == UInt8(ascii: "\\") else { continue }
            quoted += text[plain..<index]
            quoted += escape(octet)
            plain = text.utf8.index(after: index)
        }
        quoted += text[plain...]
        return quoted + "\""
    }

    static func array(_ texts: [String]) -> String {
        "[" + texts.map(quoted).joined(separator: ",") + "]"
    }

    private static func escape(_ octet: UInt8) -> String {
        switch octet {
        case UInt8(ascii: "\""): "\\\""
        case UInt8(ascii: "\\"): "\\\\"
        case UInt8(ascii: "\n"): "\\n"
        default: "\\u00" + (octet < 16 ? "0" : "") + String(octet, radix: 16)
        }
    }
}
