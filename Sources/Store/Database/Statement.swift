// SPDX-License-Identifier: Apache-2.0

/// One SQL statement. Its text keeps to what SQLite and PostgreSQL both read, with `?1`, `?2` for its values; where they
/// differ it says a word of `Text`, which an engine puts into its own.
///
/// A statement is known by its identity and is prepared once on each connection, so it stands in a `static let`.
final class Statement: Sendable {
    let text: Text
    /// Whether it stays prepared.
    let isKept: Bool

    init(_ text: Text) {
        self.text = text
        isKept = true
    }

    /// One that is prepared each time.
    init(once text: Text) {
        self.text = text
        isKept = false
    }

    struct Text: Sendable, ExpressibleByStringInterpolation {
        enum Piece: Sendable {
            case words(String)
            /// Behind a table's name: the index by which its rows are to be found.
            case index(String)
            /// The values of a list that stands at this place, for `IN`.
            case list(Int)
            /// Texts out of a column with a JSON array of objects, those at the path, for `IN` or as a table `item(text)`.
            case items(column: String, path: [String])
        }

        typealias StringInterpolation = Words

        var pieces: [Piece]

        init(stringLiteral value: String) {
            pieces = [.words(value)]
        }

        init(stringInterpolation: Words) {
            pieces = stringInterpolation.pieces
        }
    }

    struct Words: StringInterpolationProtocol {
        var pieces: [Text.Piece] = []

        init(literalCapacity: Int, interpolationCount: Int) {
            pieces.reserveCapacity(2 * interpolationCount + 1)
        }

        mutating func appendLiteral(_ literal: String) {
            pieces.append(.words(literal))
        }

        /// A part of ours, such as a list of columns; never a value.
        mutating func appendInterpolation(_ words: String) {
            pieces.append(.words(words))
        }

        mutating func appendInterpolation(_ text: Text) {
            pieces += text.pieces
        }

        mutating func appendInterpolation(by index: String) {
            pieces.append(.index(index))
        }

        mutating func appendInterpolation(list place: Int) {
            pieces.append(.list(place))
        }

        mutating func appendInterpolation(items column: String, at path: String...) {
            pieces.append(.items(column: column, path: path))
        }
    }
}
