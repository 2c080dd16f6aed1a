// SPDX-License-Identifier: Apache-2.0

/// What of a message's bytes decides how it may be sent.
struct MessageShape: Sendable, Equatable {
    /// Bytes, as SIZE counts them (RFC 1870): before dot stuffing.
    let size: Int
    /// A byte above 127 anywhere: needs 8BITMIME (RFC 6152).
    let is8Bit: Bool
    /// A byte above 127 in the header: needs SMTPUTF8 (RFC 6531).
    let hasUTF8Header: Bool

    init(_ message: [UInt8]) {
        size = message.count
        guard let first = message.firstIndex(where: { $0 > 127 }) else {
            (is8Bit, hasUTF8Header) = (false, false)
            return
        }
        is8Bit = true
        hasUTF8Header = Self.isInHeader(first, of: message)
    }

    /// The header ends at the first empty line.
    private static func isInHeader(_ position: Int, of message: [UInt8]) -> Bool {
        var atLineStart = true
        for byte in message[..<position] where byte != UInt8(ascii: "\r") {
            if byte == UInt8(ascii: "\n") {
                if atLineStart { return false }
                atLineStart = true
            } else {
                atLineStart = false
            }
        }
        return true
    }
}
