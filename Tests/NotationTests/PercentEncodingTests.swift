// SPDX-License-Identifier: Apache-2.0

import Notation
import Testing

@Suite("Percent-encoding")
struct PercentEncodingTests {
    @Test(
        "keeps letters, digits and the marks it is told",
        arguments: [
            ("AZaz09", PercentEncoding.unreserved, "AZaz09"), ("-._~", PercentEncoding.unreserved, "-._~"),
            ("a b+c/é%", PercentEncoding.unreserved, "a%20b%2Bc%2F%C3%A9%25"), ("\u{0}\n\u{7F}", "-._~", "%00%0A%7F"),
            ("a~b", "-._", "a%7Eb"), ("+1 a@b", "+@-._", "+1%20a@b"), ("🙂", "-._~", "%F0%9F%99%82"), ("", "-._~", ""),
        ])
    func encodes(text: String, marks: String, encoded: String) {
        #expect(PercentEncoding.encode(text, keeping: marks) == encoded)
        var bytes = Array("x=".utf8)
        PercentEncoding.append(text, to: &bytes, keeping: marks)
        #expect(bytes == Array("x=\(encoded)".utf8))
        #expect(PercentEncoding.decode(encoded) == text)
    }

    @Test(
        "read strictly is what it says, or nothing",
        arguments: [
            ("a", "a"), ("a%20b", "a b"), ("a+b", "a+b"), ("%c3%A9", "é"), ("%2525", "%25"), ("%00", "\u{0}"), ("", ""),
            ("%", nil), ("%4", nil), ("a%4", nil), ("%zz", nil), ("%+4", nil), ("%4é", nil), ("100% sure", nil),
            ("%FF", nil), ("%C3", nil),
        ] as [(String, String?)])
    func strict(text: String, expected: String?) {
        #expect(PercentEncoding.decode(text) == expected)
        #expect(PercentEncoding.decode(text[...]) == expected)
    }

    @Test(
        "read as forms and mail have it lets stray signs stand",
        arguments: [
            ("a%20b", "a b", "a b"), ("a+b", "a+b", "a b"), ("a%2Bb", "a+b", "a+b"), ("%", "%", "%"),
            ("%4", "%4", "%4"),
            ("%zz%41", "%zzA", "%zzA"), ("%+4", "%+4", "% 4"), ("%%41", "%A", "%A"), ("%4%41", "%4A", "%4A"),
            ("é%C3%A9", "éé", "éé"), ("", "", ""),
        ])
    func lenient(text: String, octets: String, form: String) {
        #expect(PercentEncoding.octets(Array(text.utf8)[...]) == Array(octets.utf8))
        #expect(PercentEncoding.octets(Array(text.utf8)[...], plusIsSpace: true) == Array(form.utf8))
        #expect(PercentEncoding.octets(Array("%41\(text)%41".utf8)[3..<(3 + text.utf8.count)]) == Array(octets.utf8))
    }

    @Test("octets need be no text")
    func octets() {
        #expect(PercentEncoding.octets(Array("%ff%00\u{E4}".utf8)[...]) == [0xFF, 0x00, 0xC3, 0xA4])
    }
}
