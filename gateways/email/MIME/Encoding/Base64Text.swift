// SPDX-License-Identifier: Apache-2.0

/// Base64 as mail writes it (RFC 2045 section 6.8).
enum Base64Text {
    /// Section 6.8: a line has at most 76 characters, which are 57 bytes.
    private static let bytesPerLine = 57
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    /// On lines of 76 characters, each with its CRLF.
    static func lines(_ bytes: [UInt8]) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity((bytes.count / bytesPerLine + 1) * 78)
        var start = 0
        while start < bytes.count {
            let end = min(start + bytesPerLine, bytes.count)
            append(bytes[start..<end], to: &output)
            output.append(0x0D)
            output.append(0x0A)
            start = end
        }
        return output
    }

    /// In one piece.
    static func encode(_ bytes: [UInt8]) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity((bytes.count + 2) / 3 * 4)
        append(bytes[...], to: &output)
        return output
    }

    private static func append(_ bytes: ArraySlice<UInt8>, to output: inout [UInt8]) {
        var index = bytes.startIndex
        while index + 2 < bytes.endIndex {
            let group = Int(bytes[index]) << 16 | Int(bytes[index + 1]) << 8 | Int(bytes[index + 2])
            output.append(alphabet[group >> 18])
            output.append(alphabet[group >> 12 & 63])
            output.append(alphabet[group >> 6 & 63])
            output.append(alphabet[group & 63])
            index += 3
        }
        let rest = bytes.endIndex - index
        guard rest > 0 else { return }
        let group = Int(bytes[index]) << 16 | (rest == 2 ? Int(bytes[index + 1]) << 8 : 0)
        output.append(alphabet[group >> 18])
        output.append(alphabet[group >> 12 & 63])
        output.append(rest == 2 ? alphabet[group >> 6 & 63] : UInt8(ascii: "="))
        output.append(UInt8(ascii: "="))
    }
}
