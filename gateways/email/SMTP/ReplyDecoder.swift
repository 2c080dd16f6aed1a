// SPDX-License-Identifier: Apache-2.0

package import NIOCore

/// Makes replies of the bytes that a server sends.
package struct ReplyDecoder: Sendable {
    /// Lines of one reply; the longest EHLO replies have about 25.
    package static let lineLimit = 100

    private var decoder = LineDecoder(limit: LineDecoder.replyLimit)
    private var code = 0
    private var status: EnhancedStatus?
    private var lines: [String] = []

    package init() {}

    /// The next complete reply, taken off `input`; nil where more bytes are needed. After an error there is no way on.
    package mutating func next(_ input: inout ByteBuffer) throws(ReplyFault) -> Reply? {
        while true {
            let line: [UInt8]?
            do throws(LineFault) { line = try decoder.next(&input) } catch { throw .line(error) }
            guard let line else { return nil }
            if let reply = try take(line) { return reply }
        }
    }

    /// The reply that ends with this line; nil where another line follows.
    private mutating func take(_ line: [UInt8]) throws(ReplyFault) -> Reply? {
        guard line.count >= 3, let first = line.first, (0x32...0x35).contains(first),
            let code = Int(String(decoding: line[..<3], as: UTF8.self)), line[..<3].allSatisfy(ASCII.isDigit),
            lines.isEmpty || code == self.code
        else { throw .malformed }
        guard lines.count < Self.lineLimit else { throw .tooManyLines }
        self.code = code
        let separator = line.count > 3 ? line[3] : 0x20
        guard separator == 0x20 || separator == 0x2D else { throw .malformed }
        lines.append(text(line.dropFirst(4)))
        guard separator == 0x20 else { return nil }
        defer { (self.code, status, lines) = (0, nil, []) }
        return Reply(code, status, lines)
    }

    /// The words of a line, and its status on the way.
    private mutating func text(_ bytes: ArraySlice<UInt8>) -> String {
        let text = String(decoding: bytes, as: UTF8.self)
        let word = text.prefix { $0 != " " }
        guard let found = EnhancedStatus(word), found.class == code / 100 else { return text }
        status = found
        return String(text.dropFirst(word.count).drop { $0 == " " })
    }
}
