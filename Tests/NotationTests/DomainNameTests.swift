// SPDX-License-Identifier: Apache-2.0

import Notation
import Testing

/// Two spellings of a domain are one (UTS 46, non-transitional).
@Suite struct DomainNameTests {
    @Test(
        "every spelling of a domain is the one spelling",
        arguments: [
            (
                "xn--bcher-kva.example",
                [
                    "bücher.example", "BÜCHER.Example", "bu\u{308}cher.example", "BU\u{308}CHER.EXAMPLE",
                    "ｂｕ\u{308}ｃｈｅｒ.example", "ｂücher．ｅｘａｍｐｌｅ", "bücher。example", "XN--BCHER-KVA.example",
                    "ｘｎ－－bcher-kva.example", "bücher.example.", "bü\u{AD}cher.example",
                ]
            ),
            ("example.org", ["Example.ORG", "example.org.", "ｅｘａｍｐｌｅ．ｏｒｇ", "example｡org"]),
            ("xn--strae-oqa.example", ["straße.example", "STRAßE.example", "xn--strae-oqa.example"]),
            ("strasse.example", ["STRASSE.example", "straſſe.example"]),
            ("xn--3xa.example", ["ς.example"]), ("xn--4xa.example", ["σ.example", "Σ.example"]),
            ("xn--r8jz45g.xn--zckzah", ["例え.テスト", "例え。テスト"]),
            ("xn--e1afmkfd.xn--80akhbyknj4f", ["пример.испытание", "ПРИМЕР.Испытание"]),
            ("xn--fiqs8s", ["中国"]), ("xn--4dbc.example", ["אב.example"]),
            ("xn--11b2ezcw70k.example", ["क्\u{200D}ष.example"]),
            ("viii.example", ["Ⅷ.example"]), ("mail_1.example", ["Mail_1.example"]),
            // What IDNA would not let through, and the network has: no name with other letters than ASCII's.
            ("r3---sn.example", ["r3---sn.example", "R3---SN.EXAMPLE"]), ("xn--qei.ws", ["xn--qei.ws", "XN--QEI.WS"]),
        ])
    func spellings(canonical: String, spellings: [String]) throws {
        for spelling in [canonical] + spellings {
            #expect(try DomainName(spelling).text == canonical, "\(spelling)")
            #expect(try Array(DomainName(DomainName(spelling).text).text.utf8) == Array(canonical.utf8), "\(spelling)")
        }
    }

    @Test("ß and ss are two names, as they are in the DNS")
    func sharpS() throws {
        #expect(try DomainName("straße.example") != DomainName("strasse.example"))
    }

    private static let cases: [(String, DomainProblem)] = [
        ("", .characters), (".", .characters), ("a..b", .characters), ("a b.example", .characters),
        ("-a.example", .characters), ("a-.example", .characters), ("a\r\n.example", .characters),
        ("ü b.example", .signs), ("bü/cher.example", .signs), ("ü\u{0}.example", .characters),
        ("a\u{0}b.example", .characters), ("ａ＠b.example", .characters), ("a／b.example", .characters),
        ("ü＠b.example", .signs),
        ("\u{AD}.example", .characters), ("❤.ws", .signs), ("ex🙂.example", .signs), ("゠.example", .signs),
        ("ü-.example", .arrangement), ("-ü.example", .arrangement), ("ab--ü.example", .arrangement),
        ("\u{300}a.example", .arrangement), ("1א.example", .arrangement), ("אa.example", .arrangement),
        ("ü\u{200D}.example", .arrangement), ("xn--zzzz.example", .encoding), ("xn--.example", .encoding),
        ("xn--Bcher-2pa.example", .encoding), ("xn--bücher.example", .encoding), ("xn--bucher-xyd.example", .encoding),
        (String(repeating: "a", count: 64) + ".example", .length),
        (String(repeating: "ü", count: 64) + ".example", .length),
        (Array(repeating: "abcdefgh", count: 29).joined(separator: "."), .length),
        (String(repeating: "ü.", count: 100) + "example", .length),
        (String(repeating: "ü", count: 2_000), .length),
    ]

    @Test("what is no domain, and why", arguments: cases)
    func refused(text: String, problem: DomainProblem) {
        #expect(throws: problem) { try DomainName(text) }
    }

    @Test(
        "domains in ASCII",
        arguments: [
            ("Example.ORG", "example.org"), ("example.org.", "example.org"),
            ("XN--BCHER-KVA.example", "xn--bcher-kva.example"), ("bücher.example", nil),
            ("mail_1.example", "mail_1.example"), ("a..b", nil), ("", nil),
            ("-a.example", nil), ("a b.example", nil), ("a\r\n.example", nil), ("ex🙂.example", nil),
            (String(repeating: "a", count: 64) + ".example", nil),
            ((1...60).map { "a\($0)" }.joined(separator: ".") + String(repeating: ".abcdefgh", count: 10), nil),
        ] as [(String, String?)])
    func domains(text: String, expected: String?) {
        #expect(DomainName.ascii(text) == expected)
    }

    @Test(
        "domains in the letters of any script",
        arguments: [
            ("Example.ORG", "example.org"), ("bücher.example.", "bücher.example"), ("ПРИМЕР.example", "пример.example"),
            ("localhost", "localhost"), ("mail_1.example", "mail_1.example"), ("1.example", "1.example"),
            ("", nil), (".", nil), ("a..b", nil), ("-a.example", nil), ("a-.example", nil), ("a b.example", nil),
            ("ex🙂.example", nil), ("1.2.3.4", nil), ("example.1", nil), ("example.١", nil), ("a/b.example", nil),
            (String(repeating: "ü", count: 32) + ".example", nil),
            (Array(repeating: "abcdefgh", count: 29).joined(separator: "."), nil),
        ] as [(String, String?)])
    func anyScript(text: String, expected: String?) {
        #expect(DomainName.anyScript(text) == expected)
    }
}
