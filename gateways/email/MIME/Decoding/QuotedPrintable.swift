// SPDX-License-Identifier: Apache-2.0

import Notation

/// Reads quoted-printable (RFC 2045 section 6.7) with the mistakes of real mail: lower-case digits, blanks behind a soft
/// line break, and an equals sign that encodes nothing, which stays.
enum QuotedPrintable {
    static func decode(_ body: ArraySlice<UInt8>) -> [UInt8] {
        let source = body.span
        var output: [UInt8] = []
        output.reserveCapacity(source.count)
        var index = 0
        while let sign = source.firstIndex(of: UInt8(ascii: "="), in: index..<source.count) {
            output += body[(body.startIndex + index)..<(body.startIndex + sign)]
            index = sign + 1
            if index + 1 < source.count, let high = Hex.value(of: source[index]),
                let low = Hex.value(of: source[index + 1])
            {
                output.append(high << 4 | low)
                index += 2
            } else if let next = endOfSoftBreak(source, from: index) {
                index = next
            } else {
                output.append(UInt8(ascii: "="))
            }
        }
        output += body[(body.startIndex + index)...]
        return output
    }

    /// Where the next line begins if nothing but blanks stands before it; nil where something does. A lone equals sign
    /// at the very end is a soft break too.
    private static func endOfSoftBreak(_ source: Span<UInt8>, from start: Int) -> Int? {
        var index = start
        while index < source.count, ASCII.isBlank(source[index]) || source[index] == ASCII.carriageReturn { index += 1 }
        if index == source.count { return index }
        return source[index] == ASCII.lineFeed ? index + 1 : nil
    }
}
