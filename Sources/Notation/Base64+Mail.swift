// SPDX-License-Identifier: Apache-2.0

extension Base64 {
    /// Reads base 64 (RFC 2045 section 6.8) with the mistakes of real mail: characters outside the alphabet are passed
    /// over, missing padding is no matter, and nothing counts behind the padding, where mailing lists write their footers.
    package static func decodeMail(_ body: ArraySlice<UInt8>) -> [UInt8] {
        decodeMail(body.span, 0..<body.count)
    }

    package static func decodeMail(_ source: Span<UInt8>, _ range: Range<Int>) -> [UInt8] {
        let values = mailValues.span
        return [UInt8](capacity: range.count / 4 * 3 + 3) { output in
            var group: UInt32 = 0
            /// Signs of the group that is open, and the padding behind them.
            var signs = 0
            var padding = 0
            var index = range.lowerBound
            while index < range.upperBound {
                if signs == 0 { index = decodeWhole(source, from: index, to: range.upperBound, values, into: &output) }
                guard index < range.upperBound else { break }
                let value = values[Int(source[index])]
                index += 1
                if value < 64 {
                    group = group << 6 | UInt32(value)
                    signs += 1
                    padding = 0
                    guard signs == 4 else { continue }
                    output.append(UInt8(truncatingIfNeeded: group >> 16))
                    output.append(UInt8(truncatingIfNeeded: group >> 8))
                    output.append(UInt8(truncatingIfNeeded: group))
                    (group, signs) = (0, 0)
                } else if value == mailPad, signs >= 2 {
                    padding += 1
                    if signs + padding >= 4 { break }
                }
            }
            if signs >= 2 { output.append(UInt8(truncatingIfNeeded: group >> (signs == 3 ? 10 : 4))) }
            if signs == 3 { output.append(UInt8(truncatingIfNeeded: group >> 2)) }
        }
    }

    /// Groups of four signs with nothing between them, which is nearly all of every file. Returns where the first octet
    /// stands that is in no such group.
    private static func decodeWhole(
        _ source: Span<UInt8>, from start: Int, to end: Int, _ values: Span<UInt8>, into output: inout OutputSpan<UInt8>
    ) -> Int {
        var index = start
        while end - index >= 4 {
            let first = values[Int(source[index])], second = values[Int(source[index + 1])]
            let third = values[Int(source[index + 2])], fourth = values[Int(source[index + 3])]
            guard first | second | third | fourth < mailPad else { break }
            output.append(first << 2 | second >> 4)
            output.append(second << 4 | third >> 2)
            output.append(third << 6 | fourth)
            index += 4
        }
        return index
    }

    private static let mailPad: UInt8 = 64
    /// 0 to 63 for the alphabet, `mailPad` for "=", 255 for all else.
    private static let mailValues: [UInt8] = {
        var values = [UInt8](repeating: 255, count: 256)
        for (value, sign) in "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8.enumerated() {
            values[Int(sign)] = UInt8(value)
        }
        values[Int(UInt8(ascii: "="))] = mailPad
        return values
    }()
}
