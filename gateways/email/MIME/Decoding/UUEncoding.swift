// SPDX-License-Identifier: Apache-2.0

/// Reads uuencode (POSIX `uuencode`): lines of up to 45 octets between `begin MODE NAME` and `end`.
enum UUEncoding {
    /// What a body stands for is shorter. Only the blanks that were trimmed from lines of zeros may make it longer, and a
    /// line of one sign could claim 45 octets: so many times the body are believed.
    static let mostGrowth = 4

    /// The body itself where it has no `begin`.
    static func decode(_ body: ArraySlice<UInt8>) -> [UInt8] {
        let begin = Array("begin ".utf8)
        var output: [UInt8] = []
        var hasBegun = false
        for line in body.split(separator: ASCII.lineFeed) {
            if !hasBegun {
                hasBegun = line.starts(with: begin)
            } else if line.starts(with: "end".utf8) || output.count > mostGrowth * body.count {
                break
            } else {
                decode(line: line, into: &output)
            }
        }
        return hasBegun ? output : Array(body)
    }

    /// The first sign is the count of octets; four signs make three. Blanks that were trimmed from the end are zeros.
    static func decode(line: ArraySlice<UInt8>, into output: inout [UInt8]) {
        guard let first = line.first, (0x20...0x60).contains(first) else { return }
        let signs = line.dropFirst()
        var missing = Int((first - 0x20) & 0x3F)
        var index = signs.startIndex
        while missing > 0 {
            var group: UInt32 = 0
            for offset in 0..<4 {
                let sign = index + offset < signs.endIndex ? signs[index + offset] : 0x20
                group = group << 6 | UInt32((0x20...0x60).contains(sign) ? (sign - 0x20) & 0x3F : 0)
            }
            for shift in [16, 8, 0].prefix(missing) { output.append(UInt8(truncatingIfNeeded: group >> UInt32(shift))) }
            missing -= 3
            index += 4
        }
    }
}
