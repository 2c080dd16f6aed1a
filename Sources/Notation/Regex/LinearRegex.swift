// SPDX-License-Identifier: Apache-2.0

/// A regular expression that is matched in time linear in the text, whatever the pattern: a Thompson automaton that
/// follows all alternatives at once and never goes back. It knows literals, `.`, `[classes]`, `\d \s \w`, groups, `|`,
/// `* + ?`, `^`, `$` and a leading `(?i)`; the first plain group is the capture. It works on UTF-8 bytes.
package struct LinearRegex: Sendable {
    /// Bytes of the text that are looked at; what a provider's answer says is at its beginning.
    package static let maximumTextBytes = 64 * 1024
    /// Characters of a pattern; a descriptor's are under a hundred.
    package static let maximumPatternLength = 1024

    /// What was found.
    package struct Match: Hashable, Sendable {
        /// The first group's text; nil where the pattern has none, or it did not take part.
        package let capture: String?
        /// The position behind all that matched.
        package let end: Int
    }

    private let program: RegexProgram

    /// Compiles a pattern; one of our own may be longer than one that was written by hand.
    /// - Throws: `RegexProblem`, a sentence on what it does not know.
    package init(_ pattern: String, longest: Int = maximumPatternLength) throws(RegexProblem) {
        guard pattern.utf8.count <= longest || pattern.count <= longest else {
            throw RegexProblem("a pattern has at most \(longest) characters")
        }
        let ignoresCase = pattern.hasPrefix("(?i)")
        var parser = RegexParser(Substring(ignoresCase ? pattern.dropFirst(4) : pattern[...]), ignoresCase: ignoresCase)
        program = RegexProgram(compiling: try parser.pattern())
    }

    /// The first (leftmost, then preferred) match in the text; nil where there is none.
    package func firstMatch(in text: [UInt8]) -> Match? {
        var machine = RegexMachine(program: program, text: text.prefix(Self.maximumTextBytes))
        return machine.run().map { found in
            Match(
                capture: found.capture.map { String(decoding: text[$0], as: UTF8.self) }, end: found.end)
        }
    }

    package func matches(_ text: [UInt8]) -> Bool {
        firstMatch(in: text) != nil
    }
}

/// What is wrong with a pattern; the loader adds the place.
package struct RegexProblem: Error, Hashable, Sendable {
    package let sentence: String

    init(_ sentence: String) {
        self.sentence = sentence
    }
}
