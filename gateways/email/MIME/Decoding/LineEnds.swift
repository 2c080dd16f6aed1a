// SPDX-License-Identifier: Apache-2.0

/// The ends of lines in text.
enum LineEnds {
    /// CR LF and lone CR become LF. For charsets in which these octets stand for nothing else.
    static func normalized(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let source = text.span
        guard source.firstIndex(of: ASCII.carriageReturn, in: 0..<source.count) != nil else { return text }
        let normalized = [UInt8](capacity: source.count) { output in
            for index in source.indices {
                if source[index] != ASCII.carriageReturn {
                    output.append(source[index])
                } else if index + 1 == source.count || source[index + 1] != ASCII.lineFeed {
                    output.append(ASCII.lineFeed)
                }
            }
        }
        return normalized[...]
    }
}
