// SPDX-License-Identifier: Apache-2.0

import NIOCore

/// Gathers what follows DATA up to the lone dot, and takes the doubled dots out (RFC 5321 section 4.5.2).
struct MessageText {
    /// What is announced as SIZE: above what Postern sends.
    static let limit = 35 * 1024 * 1024

    private static let dot = UInt8(ascii: ".")

    /// Begins with a line end, so that the first line is like all others.
    private var held = ByteBuffer(string: "\r\n")
    private var searched = 0
    /// The message is larger than the limit, and its bytes were dropped.
    private(set) var isTooLarge = false

    /// The whole message, once its end is there; what follows it is left in `input`.
    mutating func take(_ input: inout ByteBuffer) -> [UInt8]? {
        held.writeBuffer(&input)
        let view = held.readableBytesView
        guard let end = Self.end(in: view, from: view.startIndex + searched) else {
            dropWhereTooLarge()
            searched = max(0, held.readableBytes - 4)
            return nil
        }
        let message = Self.unstuffed(view[(view.startIndex + 2)..<(end + 2)])
        held.moveReaderIndex(to: end + 5)
        swap(&input, &held)
        return message
    }

    private mutating func dropWhereTooLarge() {
        guard held.readableBytes > Self.limit else { return }
        isTooLarge = true
        held.moveReaderIndex(forwardBy: held.readableBytes - 4)
        held.discardReadBytes()
    }

    /// Where `CRLF . CRLF` begins.
    private static func end(in view: ByteBufferView, from start: Int) -> Int? {
        var next = start
        while let found = view[next...].firstIndex(of: dot) {
            next = found + 1
            guard found >= view.startIndex + 2, found + 2 < view.endIndex else { continue }
            if view[found - 2] == 0x0D, view[found - 1] == 0x0A, view[found + 1] == 0x0D, view[found + 2] == 0x0A {
                return found - 2
            }
        }
        return nil
    }

    private static func unstuffed(_ text: ByteBufferView) -> [UInt8] {
        var message: [UInt8] = []
        message.reserveCapacity(text.count)
        var copied = text.startIndex
        var next = copied
        while let found = text[next...].firstIndex(of: dot) {
            next = found + 1
            let isFirst = found == text.startIndex || text[found - 1] == 0x0A
            guard isFirst else { continue }
            message += text[copied..<found]
            copied = next
            if next < text.endIndex, text[next] == dot { next += 1 }
        }
        message += text[copied...]
        return message
    }
}
