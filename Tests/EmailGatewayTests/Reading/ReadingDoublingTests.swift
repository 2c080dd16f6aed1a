// SPDX-License-Identifier: Apache-2.0

import GatewayKit
import MIME
import Support
import Testing

@testable import EmailGateway

/// Twice the input, at most two and a half times the work: what a mail says to people and to programs.
@Suite struct ReadingDoublingTests {
    private static let lines: [Shape] =
        Shape.admitted
        + [
            "> a\n", ">\n", "On 1.1.2024 at 10:00, Bob wrote:\n", "On 1.1.2024 10:00 Bob wrote:\n> a\n", "From: a\n",
            "-- \n",
        ]
        .map(Shape.many)
        + [
            "From: a\nTo: b\n", "--- Original Message ---\n", "-- \na\n", "____________________________\n", "a:\n",
            ":   ",
        ]
        .map(Shape.many)
        + [
            "<mailto:a>", "a@b<mailto:a@b>", "[cid:a]", "[cid:", "<http://a>", "<http://", "www.a<http://www.a/>",
            "<mailto:",
        ]
        .map(Shape.many)
        + [
            "-----BEGIN PGP MESSAGE-----\n", "-----BEGIN PGP SIGNED MESSAGE-----\n\n- a\n", "*From:* a\n", "\u{2028}",
            "\r",
        ]
        .map(Shape.many)
        + [
            .numbered("> a#\n"), .numbered("From: a#\n"), .many("\n\n> "), .many("Am 1.1.2024 schrieb Bob:\n"),
            .many("-- \n> a\n"),
        ]
        + [
            "1.1.2024 10:00 <a@b>:\n", "a <\nb@c>:\n", "From: a <b@c>\nDate: 1.1.2024 10:00\nTo: a\nSubject: b\n",
            "a: b\n",
            "---- a ----\n", "Sent from my iPhone\n", ">>> a <b@c> 1.1.2024 10:00 >>>\n", "Fwd:\n", " a;\n", "To: a;\n",
        ]
        .map(Shape.many)
        + [.runs("> a\n", "a:\n"), .runs("a\n", "\n"), .runs("a\n> b\n", "\n> c\n"), .many("a\n> b\n")]

    @Test(
        "a plain text",
        arguments: ["{}", "f{}: a", "a\n> {}", "On {} wrote:", "On 1.1.2024 {}, Bob wrote:\n> a", "-- \n{}"])
    func plain(_ frame: String) async {
        await expectProportional("a text", frames: [frame], shapes: Self.lines) { text in
            let lines = PlainText.lines(of: OpenPGPArmour(text).text)
            _ = TrimmedText(lines, .answer)
            _ = TrimmedText(lines, .fresh, isHTML: true)
            _ = (PlainText.oneLine(text), ReadableScalar.keepingBlanks(text), FileName(text, type: "image/png"))
        }
    }

    @Test(
        "a calendar",
        arguments: [
            "{}", "SUMMARY:{}", "RRULE:{}", "DESCRIPTION:{}", "DTSTART:{}", "DTSTART;TZID={}:20240101T000000",
            "ATTENDEE;CN={}:mailto:a", "COMMENT:{}", "SUMMARY;ENCODING=QUOTED-PRINTABLE:{}", "DESCRIPTION:<br>{}",
            "END:VEVENT\nBEGIN:VTIMEZONE\nTZID:a\nBEGIN:STANDARD\n{}\nEND:STANDARD\nEND:VTIMEZONE\nBEGIN:VEVENT\nDTSTART;TZID=a:20240101T000000",
        ])
    func calendar(_ frame: String) async {
        let lines: [Shape] =
            [
                "BEGIN:VEVENT\n", "END:VEVENT\n", "SUMMARY:a\n", " a\n", "A;B=C:d\n", ";a=b", "\"", "\\n", "P1D",
                "FREQ=", "1D", "RRULE:FREQ=DAILY\n", "RRULE:FREQ=WEEKLY;BYDAY=MO,TU\n", "BYDAY=MO;",
                "EXDATE:20240101\n",
                "BEGIN:VALARM\nEND:VALARM\n", "BEGIN:VTIMEZONE\nTZID:a\n", "BEGIN:VEVENT\nEND:VEVENT\n", "\r\n ", "\\",
                "=\n", "=C3", "a\n", "BEGIN:STANDARD\nDTSTART:20200101T000000\nTZOFFSETTO:+0100\nEND:STANDARD\n",
                "RDATE:20200101T000000\n", "COMMENT:a\n", "ATTACH:a\n",
                "\\\\",
            ]
            .map(Shape.many) + [.numbered(";A#=b"), .many("ATTENDEE;CN=a:mailto:b\n"), .many("DURATION:P1D\n")]
        await expectProportional(
            "a calendar", frames: ["BEGIN:VCALENDAR\nBEGIN:VEVENT\n\(frame)\nEND:VEVENT\nEND:VCALENDAR\n"],
            shapes: Shape.admitted + lines
        ) { _ = CalendarSummary.text(of: $0, method: nil, nil) }
    }

    private static let reports = [
        "{}", "Final-Recipient: rfc822; {}", "Final-Recipient: utf-8; {}", "Diagnostic-Code: smtp; {}", "Status: {}",
        "Original-Recipient: {}", "{}: a", "Action: {}",
    ]

    @Test("a delivery report", arguments: reports)
    func report(_ frame: String) async {
        let lines: [Shape] =
            ["Action: failed\n\n", "a: b\n", " a\n", "550 ", "5.1.1 ", "\\x{41}", "\\x{", "+2B", "(5.1.1) ", "550-"]
            .map(Shape.many) + [.numbered("a#: b\n"), .many("Final-Recipient: rfc822;a@b.c\nAction: failed\n\n")]
        await expectProportional(
            "a report", frames: ["a: b\n\n\(frame)\nAction: failed\n"], shapes: Shape.admitted + lines
        ) {
            _ = DeliveryStatusReport.read($0, BounceProse($0), about: nil).map(\.reason)
            _ = DispositionReport.read("Disposition: \($0)", about: nil)
        }
    }

    @Test("a bounce in prose", arguments: ["{}", "550 {}", "<{}> a", "a@{}", "Message-ID: <{}>", "<p>{}</p>"])
    func bounce(_ frame: String) async {
        let words: [Shape] =
            [
                "550 ", "error: 550 ", "a@b.c ", "a@b ", "5.1.1 ", "(", "m", "Message-ID: ", "Message-ID: <a>", "<b>",
                "&lt;", "&",
            ]
            .map(Shape.many) + [.numbered("a#@b.c "), .many("a@🇩 "), .many("message follows\n")]
            + ["mailbox ", "postfach ", "<style>", "<b>\n\n", "______\n", "To: a@b.c\nb: c\n", "a@b.c:\n\n", "/a/b "]
            .map(Shape.many)
        for type in ["text/plain", "text/html"] {
            await expectProportional("a bounce of \(type)", frames: [frame], shapes: Shape.hard + words) { text in
                let head = "From: MAILER-DAEMON@example.com\nSubject: failure notice\nContent-Type: \(type)\n\n"
                let arrival = MailArrival(isFromNobody: true, isToBounceAddress: true)
                let mail = ParsedMail.parse(Array((head + text).utf8))
                _ = ReturnedMail.read(mail, for: Receiving.identity, arrival)?.map(\.detail)
            }
        }
    }

    private static let fields = [
        "References: {}\nIn-Reply-To: {}", "Authentication-Results: mx.example.org; {}", "Received: {}", "List-Id: {}",
        "Authentication-Results: mx.example.org; dmarc=pass header.from={}", "X-Spam-Status: {}", "To: {}\nCc: {}",
        "From: {}", "Reply-To: {}", "Subject: {}", "Auto-Submitted: {}", "{}: a",
    ]

    @Test("a mail's header", arguments: fields)
    func header(_ frame: String) async {
        let words: [Shape] =
            ["dkim=pass ", "a=b; ", "= x ", "(", "\"", "<a@b.c>, ", "a@b.c, ", "=?utf-8?q?a?= "].map(Shape.many)
            + [.numbered("<a#@b.c>"), .numbered("a# <a#@b.c>, "), .numbered("a#=b "), .numbered("=?x#?q?a?= ")]
        let shapes = (Shape.hard + words).map { text in
            Shape(text.description) { bytes in
                frame.split(separator: "{}", omittingEmptySubsequences: false).joined(separator: text.text(bytes))
                    + "\n\nbody"
            }
        }
        await expectProportional(frame, shapes: shapes, read)
    }

    private static let manyParts: [Shape] = [
        .many("--b\n\na\n"), .many("--b\nContent-Type: text/html\n\n<p>a\n"),
        .many("--b\nContent-Type: text/calendar\n\nBEGIN:VEVENT\n"),
        .numbered("--b\nContent-Type: text/calendar\n\nBEGIN:VEVENT\nSUMMARY:#\nEND:VEVENT\n"),
        .numbered("--b\nContent-Type: image/png; name=a#\nContent-ID: <a#>\n\na\n"),
        .many("--b\nContent-Type: message/rfc822\n\nSubject: a\n\na\n"),
    ]

    @Test("a mail's parts", arguments: ["mixed", "alternative", "related", "signed", "report"])
    func parts(_ kind: String) async {
        let head = "Content-Type: multipart/\(kind); boundary=b\n\n{}\n--b--\n"
        await expectProportional("multipart/\(kind)", frames: [head], shapes: Self.manyParts, read)
    }

    private func read(_ mail: String) {
        var recipients = MailRecipients()
        recipients.add(Receiving.alice, .init())
        let reader = MailReader(
            options: Receiving.options(trusting: "mx.example.org"), identity: Receiving.identity, now: Receiving.now)
        _ = reader.events(of: Receiving.mail(bytes: Array(mail.utf8), from: "bob@example.com"), for: recipients)
    }

}
