// SPDX-License-Identifier: Apache-2.0

package import NIOCore

/// Cuts a stream of bytes into lines. A line ends with CRLF and with nothing else.
package struct LineDecoder: Sendable {
    /// Octets of a command with its CRLF: 512 (RFC 5321 section 4.5.3.1.4) and what the extensions add to it.
    package static let commandLimit = 1000
    /// Octets of a reply's line: 512 (section 4.5.3.1.5), and what servers make of it.
    package static let replyLimit = 2000

    private let limit: Int
    /// The rest of a line that was too long is still to come.
    private var isSkipping = false

    package init(limit: Int = LineDecoder.commandLimit) {
        self.limit = limit
    }

    /// The next line without its CRLF, taken off `input`; nil where more bytes are needed. After `tooLong` the rest of
    /// that line is dropped and the next one follows; after the others the stream can no longer be trusted.
    package mutating func next(_ input: inout ByteBuffer) throws(LineFault) -> [UInt8]? {
        while true {
            let bytes = input.readableBytesView
            guard let end = bytes.firstIndex(of: 0x0A) else { return try hold(&input) }
            let line = bytes[..<end]
            input.moveReaderIndex(to: end + 1)
            if isSkipping {
                isSkipping = false
                continue
            }
            try check(line)
            return Array(line.dropLast())
        }
    }

    private func check(_ line: ByteBufferView) throws(LineFault) {
        if line.count + 1 > limit { throw .tooLong }
        if line.firstIndex(of: 0) != nil { throw .nul }
        guard let cr = line.firstIndex(of: 0x0D) else { throw .bareLF }
        if cr != line.endIndex - 1 { throw .bareCR }
    }

    /// For a line that is not complete: it may grow to the limit.
    private mutating func hold(_ input: inout ByteBuffer) throws(LineFault) -> [UInt8]? {
        if isSkipping {
            input.clear()
        } else if input.readableBytes >= limit {
            isSkipping = true
            input.clear()
            throw .tooLong
        }
        return nil
    }
}
