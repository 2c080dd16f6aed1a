// SPDX-License-Identifier: Apache-2.0

// How other programs write: not with the encoders that are measured.
extension MailCorpus {
    static func latin1(_ text: [UInt8]) -> [UInt8] {
        String(decoding: text, as: UTF8.self).unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
    }

    static func quotedPrintable(_ text: [UInt8]) -> [UInt8] {
        let digits = Array("0123456789ABCDEF".utf8)
        var output: [UInt8] = []
        var length = 0
        for byte in text {
            if byte == 0x0A || byte == 0x0D {
                output.append(byte)
                length = 0
                continue
            }
            let isPlain = (0x20...0x7E).contains(byte) && byte != UInt8(ascii: "=")
            let sign = isPlain ? [byte] : [UInt8(ascii: "="), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            if length + sign.count > 75 {
                output += "=\r\n".utf8
                length = 0
            }
            output += sign
            length += sign.count
        }
        return output
    }
}

/// Random numbers that are the same in every run (SplitMix64).
struct Dice {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func next(below bound: Int) -> Int { Int(next() % UInt64(bound)) }
    mutating func next(in range: ClosedRange<Int>) -> Int { range.lowerBound + next(below: range.count) }
}
