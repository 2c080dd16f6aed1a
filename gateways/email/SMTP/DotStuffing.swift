// SPDX-License-Identifier: Apache-2.0

package import NIOCore

/// The transparency of DATA (RFC 5321 section 4.5.2), on the sending side.
package enum DotStuffing {
    /// Writes the message with each leading dot doubled, the CRLF that it may lack at its end, and the final dot.
    ///
    /// A bare CR or LF goes out as CRLF: no message can end its own transmission.
    package static func write(_ message: [UInt8], into buffer: inout ByteBuffer) {
        buffer.reserveCapacity(minimumWritableBytes: message.count + message.count / 64 + 8)
        // What stands between `written` and `line` goes out as it is.
        var (written, line) = (0, 0)
        while line < message.count {
            if message[line] == UInt8(ascii: ".") {
                buffer.writeBytes(message[written..<line])
                buffer.writeInteger(UInt8(ascii: "."))
                written = line
            }
            let end = message[line...].firstIndex { $0 == 0x0D || $0 == 0x0A } ?? message.count
            if end + 1 < message.count, message[end] == 0x0D, message[end + 1] == 0x0A {
                line = end + 2
            } else {
                buffer.writeBytes(message[written..<end])
                buffer.writeStaticString("\r\n")
                (written, line) = (end + 1, end + 1)
            }
        }
        if written < message.count { buffer.writeBytes(message[written...]) }
        buffer.writeStaticString(".\r\n")
    }
}
