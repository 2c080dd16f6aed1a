// SPDX-License-Identifier: Apache-2.0

import NIOCore
import Support
import Testing

@testable import SMTP

/// Twice the input, at most two and a half times the work: what a mail server says, however it comes in pieces.
@Suite struct SMTPDoublingTests {
    private static let lines: [Shape] =
        ["NOOP\r\n", "RSET\r\n", "MAIL FROM:<a@b.c>\r\nRSET\r\n", "\r\n", "EHLO a\r\n", "x", "VRFY a\r\n", "a\r\n"]
        .map(Shape.many)
        + ["MAIL FROM:<a@b.c>\r\nBDAT 0\r\nRSET\r\n", "MAIL FROM:<a@b.c> SIZE=1\r\n", "RCPT TO:<a@example.org>\r\n"]
        .map(Shape.many)

    /// A listener's session fed in pieces, whose client may do as many things that lead nowhere as it likes.
    private func talk(_ text: String, piece: Int) {
        var limits = SessionLimits()
        (limits.badCommands, limits.idleCommands, limits.unknownRecipients) = (.max, .max, .max)
        (limits.hops, limits.excessRecipients) = (.max, .max)
        PlayedSession(maxSize: 10 << 20, limits: limits).send(text, pieces: piece)
    }

    @Test("commands", arguments: [7, 1_000])
    func commands(_ piece: Int) async {
        await expectProportional("commands in pieces of \(piece)", shapes: Self.lines) {
            talk($0, piece: piece)
        }
    }

    @Test("a message", arguments: [7, 1_000])
    func message(_ piece: Int) async {
        let data = "MAIL FROM:<a@b.c>\r\nRCPT TO:<a@example.org>\r\nDATA\r\n{}\r\n.\r\n"
        let shapes = ["a", "a\r\n", "\r\n", "..\r\n", ".a\r\n", "Received: a\r\n", "\0"].map(Shape.many)
        await expectProportional("a message in pieces of \(piece)", frames: [data], shapes: shapes, from: 16 << 10) {
            talk($0, piece: piece)
        }
        let body = "MAIL FROM:<a@b.c>\r\nRCPT TO:<a@example.org>\r\nDATA\r\nA: b\r\n\r\n{}\r\n.\r\n"
        let long = ["a", "a ", " ", "é", "-", "--b\r\n"].map(Shape.many)
        await expectProportional("long lines in pieces of \(piece)", frames: [body], shapes: long, from: 16 << 10) {
            talk($0, piece: piece)
        }
        let chunks = "MAIL FROM:<a@b.c>\r\nRCPT TO:<a@example.org>\r\n{}BDAT 0 LAST\r\n"
        await expectProportional("chunks in pieces of \(piece)", frames: [chunks], shapes: [.many("BDAT 3\r\na\r\n")]) {
            talk($0, piece: piece)
        }
    }

    @Test func `a command's line`() async {
        let frames = [
            "{}", "EHLO {}", "MAIL FROM:<{}@b.c>", "MAIL FROM:<\"{}\"@b.c>", "MAIL FROM:<a@{}>", "MAIL FROM:<a@b.c> {}",
            "RCPT TO:<@{}:a@b.c>", "RCPT TO:<a@example.org> ORCPT=rfc822;{}", "RCPT TO:<a@example.org> NOTIFY={}",
            "BDAT {}", "AUTH PLAIN {}",
        ]
        let shapes =
            Shape.hard + [
                .many("a,"), .many("@a,"), .many("+41"), .many("a=b "), .numbered("a#=b "), .many("SUCCESS,"),
            ]
        await expectProportional("a command", frames: frames, shapes: shapes) { _ = try? Command(line: Array($0.utf8)) }
    }

    @Test func `a server's replies`() async {
        let shapes =
            ["250-a\r\n", "250 a\r\n", "250-AUTH a b c d\r\n", "250-5.1.1 a\r\n", "250"].map(Shape.many)
            + [.numbered("250-AUTH a# b# c# d#\r\n"), .numbered("250-AUTH=a#\r\n")]
        await expectProportional("replies", shapes: shapes) { text in
            var decoder = ReplyDecoder()
            var bytes = ByteBuffer(string: text + "250 end\r\n")
            while let reply = try? decoder.next(&bytes) { _ = (Capabilities(reply: reply), ServerWords.of(reply)) }
        }
        await expectProportional(
            "what a server offers", shapes: [.numbered(" a#"), .many(" a"), .many("="), .many("🇩")]
        ) {
            _ = Capabilities(reply: Reply(250, nil, ["hello", "AUTH" + $0]))
            _ = ServerWords.cleaned($0)
        }
    }
}
