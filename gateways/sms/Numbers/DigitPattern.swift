// SPDX-License-Identifier: Apache-2.0

import Notation
import Synchronization

/// A pattern over the digits of a number, as the table of regions has it. It is compiled when it is first asked for,
/// because a gateway meets the numbers of few regions, and matched in linear time (`LinearRegex`).
final class DigitPattern: Sendable {
    private let pattern: String
    private let regex = Mutex<LinearRegex?>(nil)

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
        let text = Array(digits.utf8)
        guard let found = try? compiled().firstMatch(in: text) else { return nil }
        return Match(captured: found.capture, rest: String(decoding: text[found.end...], as: UTF8.self))
    }

    func matches(_ digits: String) -> Bool {
        match(digits) != nil
    }

    /// - Throws: where `LinearRegex` does not know the pattern; the tests compile all.
    func compiled() throws(RegexProblem) -> LinearRegex {
        if let regex = regex.withLock({ $0 }) { return regex }
        let compiled = try LinearRegex(pattern, longest: .max)
        regex.withLock { $0 = compiled }
        return compiled
    }
}
