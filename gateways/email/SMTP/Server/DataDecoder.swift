// SPDX-License-Identifier: Apache-2.0

import NIOCore

/// Reads the message behind DATA up to its final dot (RFC 5321 section 4.5.2).
///
/// Only CRLF ends a line, and a bare CR, a bare LF or a dot that would be alone without the NULs beside it ends everything:
/// whoever takes one of them for an end would see another message than we do (SMTP smuggling). Any other NUL belongs to
/// the message until that is complete.
struct DataDecoder: Sendable {
    private static let dot = UInt8(ascii: ".")

    /// The rest of a line that is too long is still to come.
    private var isInLongLine = false

    /// Takes what is there off `input`, whole lines at a time; true when the final dot was among it.
    mutating func decode(_ input: inout ByteBuffer, into message: inout MessageCollector) throws(LineFault) -> Bool {
        let bytes = input.readableBytesView
        // What stands between `kept` and `line` belongs to the message and has not been handed on.
        var (kept, line) = (bytes.startIndex, bytes.startIndex)
        while let end = bytes[line...].firstIndex(of: 0x0A) {
            try check(bytes[line..<end])
            if end + 1 - line > SessionLimits.textLine { message.noteLongLine() }
            if isInLongLine {
                isInLongLine = false
            } else if bytes[line] == Self.dot {
                message.append(bytes[kept..<line])
                if end - line == 2 {
                    input.moveReaderIndex(to: end + 1)
                    return true
                }
                kept = line + 1
            }
            line = end + 1
        }
        if line > kept { message.append(bytes[kept..<line]) }
        input.moveReaderIndex(to: line)
        try hold(&input, &message)
        return false
    }

    /// A line without its LF.
    private func check(_ line: ByteBufferView) throws(LineFault) {
        guard let cr = line.firstIndex(of: 0x0D) else { throw .bareLF }
        if cr != line.endIndex - 1 { throw .bareCR }
        let mayBeDot = !isInLongLine && (line.first == 0 || line.first == Self.dot)
        if mayBeDot, line.firstIndex(of: 0) != nil, line[..<cr].filter({ $0 != 0 }) == [Self.dot] { throw .nul }
    }

    /// For a line that is not complete: it is waited for up to the limit. A CR at its end may be half of its CRLF.
    private mutating func hold(_ input: inout ByteBuffer, _ message: inout MessageCollector) throws(LineFault) {
        let line = input.readableBytesView
        let cr = line.firstIndex(of: 0x0D)
        if let cr, cr != line.endIndex - 1 { throw .bareCR }
        guard isInLongLine || line.count >= SessionLimits.textLine else { return }
        let isStuffed = !isInLongLine && line.first == Self.dot
        isInLongLine = true
        message.noteLongLine()
        let end = cr ?? line.endIndex
        message.append(isStuffed ? line[..<end].dropFirst() : line[..<end])
        input.moveReaderIndex(to: end)
    }
}
