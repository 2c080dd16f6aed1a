// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import EmailGateway

struct TextLinesTests {
    @Test(
        "a text falls into lines at every mandatory break, and nowhere else",
        arguments: [
            ("", [""]),
            ("one", ["one"]),
            ("one\n", ["one", ""]),
            ("\n\none", ["", "", "one"]),
            ("a\u{B}b\u{C}c\rd", ["a", "b", "c", "d"]),
            ("a\u{85}b\u{2028}c\u{2029}d", ["a", "b", "c", "d"]),
            // The same first octets, and other characters.
            ("a\u{A0}b\u{2027}c\u{202A}d\u{E9}", ["a\u{A0}b\u{2027}c\u{202A}d\u{E9}"]),
            ("👩‍👧\u{85}é\n", ["👩‍👧", "é", ""]),
        ])
    func lines(text: String, expected: [String]) {
        #expect(TextLines(text).map(String.init) == expected)
    }
}
