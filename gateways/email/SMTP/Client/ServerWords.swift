// SPDX-License-Identifier: Apache-2.0

/// What a server said, fit to be shown to a person.
enum ServerWords {
    /// The most characters that are passed on.
    static let limit = 300

    /// Code, enhanced code and text of a reply, its lines joined.
    static func of(_ reply: Reply) -> String {
        cleaned(reply.description)
    }

    /// Without control characters and line ends, blanks run together, and cut at the limit.
    static func cleaned(_ text: String) -> String {
        var words: [Substring] = []
        var length = 0
        for word in text.unicodeScalars.split(whereSeparator: { isBlank($0) }) {
            words.append(Substring(word))
            length += word.count + 1
            if length > limit { break }
        }
        let line = words.joined(separator: " ")
        return line.count <= limit ? line : line.prefix(limit - 1) + "…"
    }

    /// White space, controls, and the format characters that turn the direction of the text around them.
    private static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .spaceSeparator: true
        default: false
        }
    }
}
