// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Notation

/// A pattern, a text, and what has to be found: nil for no match, "-" for a match without a capture.
struct RegexCase: Sendable, CustomTestStringConvertible {
    let pattern: String
    let text: String
    let capture: String?

    init(_ pattern: String, _ text: String, _ capture: String?) {
        self.pattern = pattern
        self.text = text
        self.capture = capture
    }

    var testDescription: String { "\(pattern) in \(text.prefix(40))" }
}

@Suite struct LinearRegexTests {
    @Test(
        "a pattern finds what it means",
        arguments: [
            RegexCase("abc", "xxabcxx", "-"), RegexCase("abc", "ab", nil), RegexCase("", "", "-"),
            RegexCase("^abc", "xabc", nil), RegexCase("abc$", "abcx", nil), RegexCase("^$", "", "-"),
            RegexCase("^$", "x", nil),
            RegexCase("^(0: Accepted|3: Queued|Sent\\.)", "3: Queued for later", "3: Queued"),
            RegexCase("^(0: Accepted|3: Queued|Sent\\.)", "Sent: no", nil),
            RegexCase("Message splits: ([0-9]+)", "Sent. Message splits: 12", "12"),
            RegexCase("(?i)phone", "invalid PHONE number", "-"), RegexCase("phone", "PHONE", nil),
            RegexCase("(?i)[a-c]+x", "ABCX", "-"), RegexCase("(?i)ß", "ß", "-"), RegexCase("ü+x", "aüx", "-"),
            RegexCase("a.c", "a\nc", nil), RegexCase("a.c", "abc", "-"), RegexCase("a\\.c", "abc", nil),
            RegexCase("(a*)", "aaa", "aaa"), RegexCase("(a*?)b", "aab", "aa"), RegexCase("x(a?)y", "xy", ""),
            RegexCase("(a|ab)(c|bcd)", "abcd", "a"), RegexCase("(?:a|b)(c)", "bc", "c"), RegexCase("(a)?b", "b", "-"),
            RegexCase("(a|b)*c", "abc", "b"), RegexCase("((a)b)", "ab", "ab"), RegexCase("[^0-9]+", "123", nil),
            RegexCase("([^0-9]+)", "12a-b3", "a-b"), RegexCase("[]a]", "]", "-"), RegexCase("[a-]+$", "a-", "-"),
            RegexCase("[\\d.]+(x)", "1.2x", "x"), RegexCase("\\w+\\s\\S", "ab c", "-"), RegexCase("\\D\\W", "a-", "-"),
            RegexCase("a|b|", "z", "-"), RegexCase("wait \\[ ([0-9]+) \\]", "throttled, wait [ 25 ] ms", "25"),
            RegexCase("\\t\\r\\n", "\t\r\n", "-"), RegexCase("(a+)(a+)", "aaaa", "aaa"),
            RegexCase("\\{x\\}", "{x}", "-"),
            RegexCase("x(^a)", "xa", nil), RegexCase("(a*)*b", "aab", "aa"), RegexCase("(a*)+", "", ""),
        ])
    func finds(_ regexCase: RegexCase) throws {
        let match = try LinearRegex(regexCase.pattern).firstMatch(in: Array(regexCase.text.utf8))
        #expect(match.map { $0.capture ?? "-" } == regexCase.capture)
    }

    @Test(
        "what it does not know is an error",
        arguments: [
            "(a", "a)", "[a", "a\\", "*a", "+", "?", "a{2}", "\\b", "\\1", "(?=a)", "(?i", "[z-a]", "[ä]", "^*", "$+",
            "a(?i)b", "[\\", String(repeating: "(", count: 40) + String(repeating: ")", count: 40),
            String(repeating: "a", count: 1025),
        ])
    func unknown(_ pattern: String) {
        let problem = #expect(throws: RegexProblem.self) { try LinearRegex(pattern) }
        #expect(problem?.sentence.isEmpty == false)
    }

    @Test(
        "patterns that choke others take a moment",
        arguments: ["(a+)+$", "(a|aa)+$", "(a*)*b", "^(a?a?a?a?a?a?a?a?a?a?)*$", "(.*)(.*)(.*)(.*)x"])
    func hostile(_ pattern: String) throws {
        let regex = try LinearRegex(pattern)
        let text = Array(String(repeating: "a", count: 20_000).utf8) + [0x21]
        let time = ContinuousClock().measure { _ = regex.matches(text) }
        // Linear: far below a second even without optimisation. Others need longer than the universe has.
        #expect(time < .seconds(20), "\(time)")
        #expect(!regex.matches(text))
    }

    @Test("only the beginning of a long text is looked at")
    func cap() throws {
        let regex = try LinearRegex("x")
        let most = LinearRegex.maximumTextBytes
        #expect(regex.matches([UInt8](repeating: 0x61, count: most - 1) + Array("x".utf8)))
        #expect(!regex.matches([UInt8](repeating: 0x61, count: most) + Array("x".utf8)))
    }
}
