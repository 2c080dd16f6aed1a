// SPDX-License-Identifier: Apache-2.0

import Notation
import Support
import Testing

@Suite struct MarkRunTests {
    private static func marks(_ count: Int, _ mark: String = "\u{301}") -> String {
        String(repeating: mark, count: count)
    }

    @Test(
        "a letter keeps so many marks, and every text without many is as it was",
        arguments: [
            ("", ""), ("plain", "plain"), ("Größe 日本語 한국어 👩‍👩‍👧 🇩🇪", "Größe 日本語 한국어 👩‍👩‍👧 🇩🇪"),
            ("a" + marks(30) + "b" + marks(30), "a" + marks(30) + "b" + marks(30)),
            ("a" + marks(31) + "b", "a" + marks(30) + "b"), (marks(500), marks(30)),
            ("a" + marks(400, "\u{301}\u{316}"), "a" + marks(15, "\u{301}\u{316}")),
            ("ก" + marks(400, "\u{0F73}"), "ก" + marks(30, "\u{0F73}")),
            (String(repeating: "é", count: 400), String(repeating: "é", count: 400)),
            (String(repeating: "e\u{301}", count: 400), String(repeating: "e\u{301}", count: 400)),
            (String(repeating: "\u{1E15}\u{16D}", count: 400), String(repeating: "\u{1E15}\u{16D}", count: 400)),
        ])
    func limits(text: String, kept: String) {
        #expect(Array(text.withFewMarks.utf8) == Array(kept.utf8))
    }

    @Test func `what is left is compared, composed and hashed in time`() async {
        let marks = [
            "\u{301}\u{316}", "\u{316}", "\u{0F73}", "\u{0F71}\u{0F72}", "\u{0F81}\u{301}", "\u{302A}\u{3099}",
        ]
        await expectProportional("a text", frames: ["{}", "a{}", "日{}a"], shapes: marks.map(Shape.many) + Shape.hard) {
            text in
            let safe = text.withFewMarks
            _ = (safe.hashValue, safe.contains("x"), safe.hasPrefix("b"), safe.split(separator: ","))
        }
    }
}
