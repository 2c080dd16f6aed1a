// SPDX-License-Identifier: Apache-2.0

/// The ends of lines in text.
enum LineEnds {
    /// CR LF and lone CR become LF. For charsets in which these octets stand for nothing else.
    static func normalized(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let source = text.span
        guard var next = source.firstIndex(of: ASCII.carriageReturn, in: 0..<source.count) else { return text }
        var normalized: [UInt8] = []
        normalized.reserveCapacity(source.count)
        var copied = 0
        while true {
            normalized += text[(text.startIndex + copied)..<(text.startIndex + next)]
            copied = next + 1
            if copied == source.count || source[copied] != ASCII.lineFeed { normalized.append(ASCII.lineFeed) }
            guard let following = source.firstIndex(of: ASCII.carriageReturn, in: copied..<source.count) else { break }
            next = following
        }
        normalized += text[(text.startIndex + copied)...]
        return normalized[...]
    }
}
