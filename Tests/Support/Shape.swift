// SPDX-License-Identifier: Apache-2.0

/// One way in which a hostile text grows.
package struct Shape: Sendable, CustomStringConvertible {
    package let description: String
    private let make: @Sendable (Int) -> String

    /// A text of about so many bytes.
    package func text(_ bytes: Int) -> String { make(bytes) }

    /// - Parameter make: gives a text of about so many bytes.
    package init(_ description: String, _ make: @escaping @Sendable (Int) -> String) {
        self.description = description
        self.make = make
    }

    /// Many of one piece, which may be two in turns or one that is never ended.
    package static func many(_ piece: String) -> Shape {
        Shape("many \(piece.debugDescription)") { repeated(piece, $0) }
    }

    /// Many of the first, then as many bytes of the second.
    package static func runs(_ first: String, _ second: String) -> Shape {
        Shape("many \(first.debugDescription), then many \(second.debugDescription)") {
            repeated(first, $0 / 2) + repeated(second, $0 / 2)
        }
    }

    /// Pieces within each other.
    package static func deep(_ open: String, _ close: String) -> Shape {
        Shape("\(open.debugDescription) within each other") { bytes in
            let count = max(1, bytes / (open.utf8.count + close.utf8.count))
            return String(repeating: open, count: count) + String(repeating: close, count: count)
        }
    }

    /// Pieces that all differ: `#` is the place of a number.
    package static func numbered(_ piece: String) -> Shape {
        Shape("many \(piece.debugDescription), numbered") { bytes in
            let sides = piece.split(separator: "#", omittingEmptySubsequences: false)
            var text = ""
            var number = 0
            while text.utf8.count < bytes {
                text += sides.joined(separator: String(number))
                number += 1
            }
            return text
        }
    }

    private static func repeated(_ piece: String, _ bytes: Int) -> String {
        String(repeating: piece, count: max(1, bytes / piece.utf8.count))
    }

    /// What costs most of texts that have come in through a door: one long word, blanks, lines, brackets and quotes that
    /// nobody closes; and the letters of flags, whose run is read back to its beginning at each step from the end.
    package static let admitted: [Shape] =
        ["a", " ", "\n", "a ", "a\n", "(", ")", "<", "\"", "\\", ":", ";", ",", "=", "@", ".", "%", "1"].map(many)
        + [many("🇩"), many("\u{301}"), many("\u{200D}"), many("e\u{301}"), many("á\u{316}")]
        + [runs("\u{301}", "\u{200D}"), runs("a", "."), runs("🇩", " "), runs("a@b", "🇩")]

    /// The same at the door, where texts come from outside as they are: with any number of marks on one letter, which are
    /// put in order wherever the text is compared, composed or hashed.
    package static let hard: [Shape] = admitted + [many("\u{301}\u{316}"), many("\u{F73}")]
}
