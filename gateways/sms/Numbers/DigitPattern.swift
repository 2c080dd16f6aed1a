// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// A pattern over the digits of a number, as the table of regions has it. It is compiled when it is first asked for,
/// because a gateway meets the numbers of few regions, and matched in linear time (`LinearRegex`).
final class DigitPattern: Sendable {
    private let pattern: String
    private let program = Mutex<RegexProgram?>(nil)

    /// nil where the table has none, `-`.
    init?(prefix text: some StringProtocol) {
        guard text != "-" else { return nil }
        pattern = "^(?:\(text))"
    }

    /// nil where the table has none, `-`.
    init?(whole text: some StringProtocol) {
        guard text != "-" else { return nil }
        pattern = "^(?:\(text))$"
    }

    /// What stands before the rest of the digits, and what of it was captured; nil where there is no match.
    struct Match {
        let captured: String?
        let rest: String
    }

    func match(_ digits: String) -> Match? {
        guard let program = try? compiled() else { return nil }
        let text = Array(digits.utf8)
        var machine = RegexMachine(program: program, text: text[...])
        guard let found = machine.run() else { return nil }
        return Match(
            captured: found.capture.map { String(decoding: text[$0], as: UTF8.self) },
            rest: String(decoding: text[found.end...], as: UTF8.self))
    }

    func matches(_ digits: String) -> Bool {
        match(digits) != nil
    }

    /// - Throws: where `RegexParser` does not know the pattern; the tests compile all.
    func compiled() throws(RegexProblem) -> RegexProgram {
        if let program = program.withLock({ $0 }) { return program }
        // Not by `LinearRegex` itself, whose limit is for what operators write.
        var parser = RegexParser(pattern[...], ignoresCase: false)
        let program = RegexProgram(compiling: try parser.pattern())
        self.program.withLock { $0 = program }
        return program
    }
}
