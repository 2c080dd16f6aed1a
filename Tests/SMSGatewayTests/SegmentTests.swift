// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import SMSGateway

@Suite struct SegmentTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let text: String
        let encoding: Segments.Encoding
        let units: Int
        let count: Int
    }

    static func text(_ part: String, _ count: Int, then end: String = "") -> String {
        String(repeating: part, count: count) + end
    }

    static let cases = [
        Case(testDescription: "empty", text: "", encoding: .gsm7, units: 0, count: 1),
        Case(testDescription: "160 letters", text: text("a", 160), encoding: .gsm7, units: 160, count: 1),
        Case(testDescription: "161 letters", text: text("a", 161), encoding: .gsm7, units: 161, count: 2),
        Case(testDescription: "two full parts", text: text("a", 306), encoding: .gsm7, units: 306, count: 2),
        Case(testDescription: "three parts", text: text("a", 307), encoding: .gsm7, units: 307, count: 3),
        Case(testDescription: "80 escape pairs", text: text("€", 80), encoding: .gsm7, units: 160, count: 1),
        Case(testDescription: "81 escape pairs", text: text("€", 81), encoding: .gsm7, units: 162, count: 2),
        Case(
            testDescription: "an escape pair is not cut", text: text("a", 152, then: text("€", 77)), encoding: .gsm7,
            units: 306, count: 3),
        Case(testDescription: "basic table", text: "@£$¥ÄÖÑÜ§¿äöñüàΔΞ\r\n", encoding: .gsm7, units: 19, count: 1),
        Case(testDescription: "the extension table", text: "^{}\\[~]|€\u{C}", encoding: .gsm7, units: 20, count: 1),
        Case(testDescription: "70 of UCS-2", text: text("ж", 70), encoding: .ucs2, units: 70, count: 1),
        Case(testDescription: "71 of UCS-2", text: text("ж", 71), encoding: .ucs2, units: 71, count: 2),
        Case(testDescription: "two full parts of UCS-2", text: text("ж", 134), encoding: .ucs2, units: 134, count: 2),
        Case(testDescription: "three parts of UCS-2", text: text("ж", 135), encoding: .ucs2, units: 135, count: 3),
        Case(testDescription: "35 emoji", text: text("😀", 35), encoding: .ucs2, units: 70, count: 1),
        Case(
            testDescription: "a surrogate pair is not cut", text: text("😀", 67), encoding: .ucs2, units: 134,
            count: 3),
        Case(testDescription: "one outside", text: text("a", 69, then: "ç"), encoding: .ucs2, units: 70, count: 1),
        Case(testDescription: "a backtick", text: "`", encoding: .ucs2, units: 1, count: 1),
        Case(testDescription: "a tab", text: "\t", encoding: .ucs2, units: 1, count: 1),
        Case(testDescription: "an escape", text: "\u{1B}", encoding: .ucs2, units: 1, count: 1),
        Case(testDescription: "a decomposed umlaut", text: "a\u{308}", encoding: .ucs2, units: 2, count: 1),
    ]

    @Test("a text has an encoding, a length and parts", arguments: cases)
    func segments(of given: Case) {
        let segments = Segments(given.text)
        #expect(segments.encoding == given.encoding)
        #expect(segments.units == given.units)
        #expect(segments.count == given.count)
        #expect(Segments.encoding(of: given.text) == given.encoding)
    }

    @Test func `the alphabet has 127 characters and ten more`() {
        #expect(GSM7.characters.count == 137)
        #expect(Set(GSM7.characters).count == 137)
        #expect(GSM7.characters.filter { GSM7.septets(of: $0) == 2 }.count == 10)
    }
}
