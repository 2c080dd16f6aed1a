// SPDX-License-Identifier: Apache-2.0

import Notation
import Support
import Testing

@testable import MIME

/// Twice the input, at most two and a half times the work: mail as strangers write it.
@Suite struct MIMEDoublingTests {
    private static let fields = [
        "Subject: {}", "From: {}", "To: {} <a@b.c>", "To: a <{}@b.c>", "To: a@{}", "Date: {}", "Message-ID: {}",
        "References: {}", "Content-Type: {}", "Content-Type: text/plain; {}", "Content-Type: text/plain; charset={}",
        "Content-Disposition: attachment; filename={}", "Content-Disposition: attachment; filename=\"{}\"",
        "Content-Transfer-Encoding: {}", "Content-ID: {}", "{}: a", "{}",
    ]

    private static let words: [Shape] =
        ["=", "=?", "=?=", "=?a", "=?a?", "=?a?q?", "=?utf-8?q?a", "=?utf-8?q?a?=", "=?utf-8?b?YQ==?= "].map(Shape.many)
        + ["=?utf-8?q?a?= =?iso-8859-1?q?b?= ", "<a@b>", "<", "<<", ">", "a@b,", "a:", "a;", "a: b@c;", "(", "()"]
        .map(Shape.many)
        + ["\\\"", "[", "[a]", "a=b;", "a*0=b;", "*", "%41", "\n a", "\n ", "\r\n\t", "\r", "x\0", "<a@b>,", "@a,@b:"]
        .map(Shape.many)
        + [.numbered("a#=b;"), .numbered("a*#=b;"), .numbered("a*#*=%41;"), .numbered("=?x#?q?a?= "), .deep("(", ")")]
        + [
            .numbered("<a#@b>"), .numbered("a# <b@c>,"), .deep("<", ">"), .runs("=?a?q?", "?="), .many("\"a\" "),
            .many("\\("),
        ]
        + [
            .runs("(", "<a@b>,"), .runs("\"", "\\"), .many("=?utf-8?q?=CC=81?= "),
            .many("=?utf-8?b?zIE=?= =?koi8-r?b?zIE=?= "),
        ]

    /// All that a header is asked for.
    private func read(_ header: String) {
        let mail = ParsedMail.parse(Array((header + "\n\nbody").utf8))
        let fields = mail.root.fields
        _ = (fields.subject, fields.from, fields.to, fields.cc, fields.date, fields.messageID, fields.references)
        _ = (fields.inReplyTo, fields.list.count, fields["Subject"], fields.all("To"), mail.root.fileName)
        _ = (mail.root.contentID, mail.root.text, mail.root.contentType.boundary, mail.root.disposition?.fileName)
    }

    @Test("a header's fields", arguments: fields)
    func field(_ frame: String) async {
        await expectProportional("a header", frames: [frame], shapes: Shape.hard + Self.words) { read($0) }
    }

    @Test func `parts within parts, whose boundaries begin alike`() async {
        let shape = Shape("parts within parts") { bytes in
            let depth = 1...max(1, bytes / 60)
            return "Content-Type: multipart/mixed; boundary=b\n\n"
                + depth.map { depth in
                    let boundary = "b" + String(repeating: "b", count: depth % 60)
                    return "--\(boundary)\nContent-Type: multipart/mixed; boundary=\(boundary)b\n\n"
                }.joined()
        }
        let many = Shape("lines for all of many boundaries") { bytes in
            "Content-Type: multipart/mixed; boundary=b\n\n"
                + (1...20).map { "--\("b" + String($0))\nContent-Type: multipart/mixed; boundary=b\($0 + 1)\n\n" }
                .joined()
                + Shape.numbered("--b#\n\na\n").text(bytes)
        }
        // So long that multiparts stand in each other as deeply as they may: each line is compared with all that are open.
        await expectProportional("boundaries", shapes: [shape, many], from: 32 << 10) { text in
            let mail = ParsedMail.parse(Array(text.utf8))
            _ = mail.leaves.map(\.text.utf8.count)
        }
    }

    @Test func `headers of many fields`() async {
        let lines = [
            " a\n", "\ta\n", "A: b\n c\n", "Received: a;\n b\n",
            "A: b\nno field\n", "no field\nTo: a@b.c\n", "Content-Type: a/b;\nname=c\n",
            "A: b\n", "A:\n", ":\n", "a\n", "To: a@b.c\n", "From: a@b.c, d@e.f\n", "Content-Type: text/plain\n",
        ]
        // Whole mails whose header does not begin at once, or is cut in two.
        let tops = [("", "\n"), ("", " \n"), ("", "x\n"), ("A: b\n\n", "x\n"), ("Received: a\n\n", "X-A: b\n")].map {
            start, line in
            Shape("a header behind \((start + line).debugDescription)") { bytes in
                start + Shape.many(line).text(bytes) + "From: a@b.c\nTo: d@e.f\n"
            }
        }
        let cut = Shape("a header between many others") { bytes in
            Shape.many("X-A: b\n").text(bytes / 2) + "\n" + Shape.many("x\nTo: a\nFrom: b\n").text(bytes / 2)
        }
        await expectProportional(
            "a header", shapes: lines.map(Shape.many) + [.numbered("X-#: a\n")] + tops + [cut]
        ) { read($0) }
    }

    private static let bodies: [Shape] =
        [
            "--", "--b", "--b\n", "--b\n\n", "--b--\n", "--b \n", "--c\n", "-", "\n", "\r\n", "\r", "=", "=\n", "= ",
            "=4",
        ]
        .map(Shape.many)
        + [
            "=41", "= \t", "YWJj", "====", "\0", ">", "> ", " \n", "a \n", "M\n", "`\n", "begin 644 a\n",
            "begin 644 a\n`\n", "begin 644 a\n`\nend\n", "\u{1B}$B0!", "é",
            "\u{FFFD}",
        ]
        .map(Shape.many)
        + ["--b\nContent-Type: message/rfc822\n\n", "Content-Type: message/rfc822\n\n", "\u{1B}$B", "\u{1B}(B"]
        .map(Shape.many) + [.runs("--b\n\na\n", "--c\n"), .runs("-", "\n")]
        + [
            .many("--bb\n\n"), .many("--b\nA: b\n"), .many("--b\nA: b\n\n--b--\n"), .runs("--b\n\n", "\n"),
            .runs("=", "\n"),
        ]

    private static let heads = [
        "", "Content-Type: multipart/mixed; boundary=b", "Content-Type: multipart/mixed",
        "Content-Type: message/rfc822",
        "Content-Type: multipart/digest; boundary=b", "Content-Transfer-Encoding: base64",
        "Content-Transfer-Encoding: quoted-printable", "Content-Transfer-Encoding: x-uuencode",
        "Content-Type: text/plain; format=flowed; delsp=yes", "Content-Type: text/plain; charset=utf-16",
        "Content-Type: text/plain; charset=iso-2022-jp", "Content-Type: text/plain; charset=gb18030",
        "Content-Type: text/html", "Content-Type: message/rfc822\nContent-Transfer-Encoding: base64",
        "Content-Type: multipart/mixed; boundary=b\nContent-Transfer-Encoding: quoted-printable",
    ]

    @Test("a body", arguments: heads)
    func body(_ head: String) async {
        await expectProportional("the body behind \(head)", shapes: Self.bodies + Shape.hard) { text in
            let mail = ParsedMail.parse(Array((head + "\n\n" + text).utf8))
            for leaf in mail.leaves { _ = (leaf.text.utf8.count, leaf.rawText.utf8.count, leaf.bytes.count) }
            _ = EmbeddedFiles(text)
        }
    }

    @Test func `a boundary that is as long as the body`() async {
        let shapes = [("a", "--a\n"), ("a", "--aaaaaaaaaa\n"), ("%0A--", "--\n"), ("%0D%0A--", "--\r\n")].map {
            piece, line in
            Shape("a boundary of \(piece) and lines \(line.debugDescription)") { bytes in
                "Content-Type: multipart/mixed; boundary*=utf-8''" + Shape.many(piece).text(bytes / 2) + "\n\n"
                    + Shape.many(line).text(bytes / 2)
            }
        }
        await expectProportional("a boundary", shapes: shapes, from: 16 << 10) { _ = ParsedMail.parse(Array($0.utf8)) }
    }

    @Test func `what is written into mail`() async {
        await expectProportional(
            "a header's text", shapes: Shape.admitted + [.many("a b "), .many("=?"), .many("\u{2028}")]
        ) {
            _ = EncodedWordWriter.encode(HeaderText($0).text, room: 60)
            _ = HeaderParameter(.fileName, $0).atoms
        }
        await expectProportional("a mailbox", frames: ["{}@b.c", "a@{}", "\"{}\"@b.c"], shapes: Shape.admitted) {
            _ = Mailbox(displayName: $0, address: $0)?.headerAtoms(room: 60)
            _ = (DomainName.ascii($0), LocalPart.write($0), MediaType($0), MessageID($0))
        }
        await expectProportional(
            "a text", shapes: Shape.admitted + [.many("> "), .many("a\r\n"), .many("From \n"), .many("-- \n")]
        ) {
            let lines = $0.split(separator: "\n").map { FlowedLine(String($0), quoteDepth: 1) }
            _ = MultipartWriter.join(.mixed, [.flowed(lines), .text($0)]).body
        }
        await expectProportional("boundaries of ours", shapes: [.numbered("=_part_#=_\n"), .many("=_part_")]) {
            _ = MultipartWriter.join(.mixed, [.lines(Array($0.utf8), .plainText)]).body
        }
    }
}
