// SPDX-License-Identifier: Apache-2.0

import Support
import Testing

@testable import MIME

/// Hostile mail: bounded, in time that grows with the size only, and never the end of the process.
@Suite("Limits", .patience)
struct ParsingLimitsTests {
    private func nested(_ levels: Int) -> [UInt8] {
        let heads = (1..<levels).map { "Content-Type: multipart/mixed; boundary=b\($0)\n\n--b\($0)\n" }
        return Array((heads.joined() + "\ninnermost").utf8)
    }

    private func depth(_ entity: Entity) -> Int {
        switch entity.content {
        case .leaf: 1
        case .multipart(let parts): 1 + (parts.map(depth).max() ?? 0)
        case .message(let mail): 1 + depth(mail)
        }
    }

    @Test("hold for entities inside each other", arguments: [(31, false), (32, false), (33, true), (1000, true)])
    func boundsDepth(_ levels: Int, _ isTruncated: Bool) {
        let mail = ParsedMail.parse(nested(levels))
        #expect(depth(mail.root) == min(levels, 32))
        #expect(mail.isTruncated == isTruncated)
        #expect(mail.leaves.count == 1)
        #expect(mail.leaves[0].rawText.hasSuffix("innermost"))
    }

    @Test("hold for mails inside each other")
    func boundsMails() {
        let heads = String(repeating: "Content-Type: message/rfc822\n\n", count: 100)
        let mail = ParsedMail.parse(Array((heads + "\ninnermost").utf8))
        #expect(depth(mail.root) == 32)
        #expect(mail.isTruncated)
    }

    @Test("hold for parts", arguments: [(511, false), (512, true), (100_000, true)])
    func boundsParts(_ parts: Int, _ isTruncated: Bool) {
        let body = String(repeating: "--b\n\nx\n", count: parts)
        let mail = ParsedMail.parse(Array(("Content-Type: multipart/mixed; boundary=b\n\n" + body + "--b--\n").utf8))
        // The multipart is one of the 512.
        #expect(mail.root.withAllBelow.count == min(parts, 511) + 1)
        #expect(mail.isTruncated == isTruncated)
    }

    @Test("hold for the fields of a header", arguments: [(1000, false), (1001, true), (50_000, true)])
    func boundsFields(_ count: Int, _ isTruncated: Bool) {
        let mail = ParsedMail.parse(Array((String(repeating: "A: b\n", count: count) + "\nbody").utf8))
        #expect(mail.root.fields.count == min(count, 1000))
        #expect(mail.isTruncated == isTruncated)
        #expect(mail.root.rawText == "body")
    }

    @Test("cut a field of 10 MB, and go on behind it")
    func boundsField() {
        let line = Array("Subject: ".utf8) + [UInt8](repeating: UInt8(ascii: "x"), count: 10_000_000)
        let mail = ParsedMail.parse(line + Array("\nTo: a@b.c\n\nbody".utf8))
        #expect(mail.isTruncated)
        #expect(mail.root.fields.subject?.utf8.count == ParsingLimits.standard.fieldLength - 1)
        #expect(mail.root.rawText == "body")
    }

    @Test("hold for a field of endless continuations")
    func boundsFolding() {
        let mail = ParsedMail.parse(Array(("Subject: x\n" + String(repeating: " \n", count: 500_000) + "\nbody").utf8))
        #expect(mail.isTruncated)
        #expect(mail.root.fields.subject == "x")
        #expect(mail.root.rawText == "body")
    }

    @Test("hold for attached mails in base64 inside each other")
    func boundsDecoding() {
        var limits = ParsingLimits.standard
        limits.decodedMails = 10
        let mail = "Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\nU3ViamVjdDogYQ0KDQpiDQo="
        let parsed = ParsedMail.parse(Array(mail.utf8), limits: limits)
        #expect(parsed.isTruncated)
        #expect(parsed.root.withAllBelow.count == 1)
    }

    static let bombs: [(name: String, piece: String, count: Int)] = [
        ("hyphens", "-", 1_000_000), ("lines like delimiters", "--c\n", 250_000), ("delimiters", "--b\n", 250_000),
        ("closing delimiters", "--b--\n", 200_000), ("empty parts", "--b\n\n", 200_000), ("line ends", "\r\n", 500_000),
        ("base64 of nothing", "=\r\n", 300_000), ("soft breaks", "=\r\n", 300_000), ("NULs", "\u{0}", 1_000_000),
    ]

    @Test("keep time in proportion to the size", arguments: bombs)
    func isLinear(_ bomb: (name: String, piece: String, count: Int)) {
        let body = String(repeating: bomb.piece, count: bomb.count)
        for head in [
            "Content-Type: multipart/mixed; boundary=b\n\n", "Content-Transfer-Encoding: base64\n\n",
            "Content-Transfer-Encoding: quoted-printable\n\n", "",
        ] {
            let mail = ParsedMail.parse(Array((head + body).utf8))
            #expect(mail.leaves.map(\.bytes.count).reduce(0, +) <= body.utf8.count, "\(bomb.name)")
        }
    }

    @Test("keep time in proportion to the size when every level holds the bomb")
    func isLinearInDepth() {
        let bomb = Array(String(repeating: "--c\n", count: 100_000).utf8)
        #expect(ParsedMail.parse(nested(40) + bomb).isTruncated)
    }
}
