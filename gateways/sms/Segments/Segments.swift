// SPDX-License-Identifier: Apache-2.0

/// How a text travels as short messages: in which encoding, how long it is, and in how many parts.
package struct Segments: Hashable, Sendable {
    package let encoding: Encoding
    /// The length of the text in units of the encoding: septets, or UTF-16 code units.
    package let units: Int
    /// The parts it is cut into; an empty text is one part.
    package let count: Int

    package enum Encoding: String, Sendable, CaseIterable {
        case gsm7
        case ucs2

        /// Units in a message that goes alone: 140 octets (3GPP TS 23.040).
        package var singleLimit: Int { self == .gsm7 ? 160 : 70 }

        /// Units in each part of a long message: six octets go to the concatenation header, UDH.
        package var partLimit: Int { self == .gsm7 ? 153 : 67 }
    }

    package init(_ text: String) {
        encoding = Self.encoding(of: text)
        let lengths = Self.lengths(of: text, encoding)
        units = lengths.reduce(0, +)
        count = units <= encoding.singleLimit ? 1 : Self.parts(lengths, limit: encoding.partLimit)
    }

    /// GSM 7-bit where every character is in its tables, else UCS-2.
    package static func encoding(of text: String) -> Encoding {
        text.unicodeScalars.allSatisfy { GSM7.septets(of: $0) != nil } ? .gsm7 : .ucs2
    }

    /// The units of each character. A character is never cut: neither an escape pair nor a surrogate pair.
    private static func lengths(of text: String, _ encoding: Encoding) -> [Int] {
        switch encoding {
        case .gsm7: text.unicodeScalars.map { GSM7.septets(of: $0) ?? 1 }
        case .ucs2: text.unicodeScalars.map { $0.value > 0xFFFF ? 2 : 1 }
        }
    }

    private static func parts(_ lengths: [Int], limit: Int) -> Int {
        var count = 1
        var used = 0
        for length in lengths {
            if used + length > limit {
                count += 1
                used = 0
            }
            used += length
        }
        return count
    }
}
