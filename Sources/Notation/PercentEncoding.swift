// SPDX-License-Identifier: Apache-2.0

/// Percent-encoding (RFC 3986 section 2.1).
package enum PercentEncoding {
    /// The marks that, beside letters and digits, mean themselves everywhere (section 2.3). Where all else is encoded the
    /// text is right in a path segment, in a query and in `application/x-www-form-urlencoded` alike, because a space
    /// becomes `%20` and a plus `%2B`.
    package static let unreserved = "-._~"

    private static let percent = UInt8(ascii: "%")

    /// Encodes all but the letters and digits of ASCII, and `marks`.
    package static func encode(_ text: String, keeping marks: String = unreserved) -> String {
        guard !text.utf8.allSatisfy({ isKept($0, marks) }) else { return text }
        var bytes: [UInt8] = []
        append(text, to: &bytes, keeping: marks)
        return String(decoding: bytes, as: UTF8.self)
    }

    package static func append(_ text: String, to bytes: inout [UInt8], keeping marks: String = unreserved) {
        for byte in text.utf8 {
            if isKept(byte, marks) {
                bytes.append(byte)
            } else {
                bytes.append(percent)
                bytes.append(Hex.capital(byte >> 4))
                bytes.append(Hex.capital(byte & 0xF))
            }
        }
    }

    private static func isKept(_ byte: UInt8, _ marks: String) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: marks.utf8.contains(byte)
        }
    }

    /// Strict: nil where a `%` is not followed by two hexadecimal digits, or the octets are not UTF-8.
    package static func decode(_ text: some StringProtocol) -> String? {
        guard text.utf8.contains(percent) else { return String(text) }
        return octets(Array(text.utf8)[...], plusIsSpace: false, refusesStray: true)
            .flatMap { String(validating: $0, as: UTF8.self) }
    }

    /// A `%` that begins no escape stands for itself, as every reader of forms and of mail has it. In a form `+` is a
    /// space.
    package static func octets(_ bytes: ArraySlice<UInt8>, plusIsSpace: Bool = false) -> [UInt8] {
        octets(bytes, plusIsSpace: plusIsSpace, refusesStray: false) ?? []
    }

    private static func octets(_ bytes: ArraySlice<UInt8>, plusIsSpace: Bool, refusesStray: Bool) -> [UInt8]? {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var index = bytes.startIndex
        while index < bytes.endIndex {
            let byte = bytes[index]
            index += 1
            guard byte == percent else {
                result.append(plusIsSpace && byte == UInt8(ascii: "+") ? 0x20 : byte)
                continue
            }
            if index + 1 < bytes.endIndex, let high = Hex.value(of: bytes[index]),
                let low = Hex.value(of: bytes[index + 1])
            {
                result.append(high << 4 | low)
                index += 2
            } else {
                guard !refusesStray else { return nil }
                result.append(byte)
            }
        }
        return result
    }
}
