// SPDX-License-Identifier: Apache-2.0

import Notation

/// What a scalar is to a reader, and to XML, which cannot hold all of them.
enum ReadableScalar {
    case visible(Unicode.Scalar)
    case space
    /// Keeps letters apart or together without being seen: needed within words of some scripts and within emoji, and
    /// mere padding elsewhere.
    case joiner
    case nothing

    init(_ scalar: Unicode.Scalar) {
        switch scalar.value {
        case 0x21...0x7E: self = .visible(scalar)
        case 0x09, 0x0A, 0x0C, 0x0D, 0x20, 0x2800: self = .space
        case 0x80...0x9F: self = Self.windows(scalar)
        case 0x200C, 0x200D: self = .joiner
        case 0x00...0x1F, 0x7F, 0xAD, 0x34F, 0x200B, 0x2060...0x2064, 0xFEFF, 0xFFF9...0xFFFC: self = .nothing
        case let value where value & 0xFFFE == 0xFFFE: self = .nothing
        default: self = scalar.properties.isWhitespace ? .space : .visible(scalar)
        }
    }

    /// A line of text that keeps its blanks; what cannot be seen, nor be in XML (1.0 section 2.2), is left out.
    static func keepingBlanks(_ line: some StringProtocol) -> String {
        if line.utf8.allSatisfy({ (0x20...0x7E).contains($0) || $0 == 0x09 }) { return String(line) }
        var text: [UInt8] = []
        text.reserveCapacity(line.utf8.count)
        var joiner: Unicode.Scalar?
        // At the beginning nothing is there to be joined.
        var endsInSpace = true
        for scalar in line.unicodeScalars {
            switch ReadableScalar(scalar) {
            case .visible(let seen):
                if let joiner { text.append(joiner) }
                text.append(seen)
                endsInSpace = false
            case .space:
                text.append(scalar.value == 0x09 || scalar.value == 0x3000 ? scalar : " ")
                endsInSpace = true
            case .joiner:
                joiner = endsInSpace ? nil : scalar
                continue
            case .nothing: continue
            }
            joiner = nil
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// `&#146;` and its like mean windows-1252 (HTML, "numeric character reference end state").
    private static func windows(_ scalar: Unicode.Scalar) -> ReadableScalar {
        UInt8(exactly: scalar.value).flatMap(Windows1252.scalar).map { .visible($0) } ?? .nothing
    }
}

extension [UInt8] {
    /// A scalar's octets in UTF-8. Text in the making grows so at a fraction of what a `String` takes for it.
    mutating func append(_ scalar: Unicode.Scalar) {
        if scalar.isASCII { append(UInt8(scalar.value)) } else { append(contentsOf: scalar.utf8) }
    }
}
