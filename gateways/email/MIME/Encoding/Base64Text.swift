// SPDX-License-Identifier: Apache-2.0

import Notation

/// Base64 as mail writes it (RFC 2045 section 6.8).
enum Base64Text {
    /// Section 6.8: a line has at most 76 characters, which are 57 bytes.
    private static let bytesPerLine = 57

    /// On lines of 76 characters, each with its CRLF.
    static func lines(_ bytes: [UInt8]) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity((bytes.count / bytesPerLine + 1) * 78)
        var start = 0
        while start < bytes.count {
            let end = min(start + bytesPerLine, bytes.count)
            Base64.append(bytes[start..<end], to: &output)
            output.append(0x0D)
            output.append(0x0A)
            start = end
        }
        return output
    }
}
