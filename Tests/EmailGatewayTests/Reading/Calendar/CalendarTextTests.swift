// SPDX-License-Identifier: Apache-2.0

import MIME
import Testing

@testable import EmailGateway

/// How lines are folded, parts are named, and what else is said than what, when and where.
@Suite struct CalendarTextTests {
    static let folded: [(String, [UInt8], [String])] = [
        (
            "within a character", Array("SUMMARY:a".utf8) + [0xC3] + Array("\r\n ".utf8) + [0x9C] + Array("b".utf8),
            ["SUMMARY:aÜb"]
        ),
        ("with a tab", Array("SUMMARY:a\r\n\tb".utf8), ["SUMMARY:ab"]),
        ("with LF alone", Array("SUMMARY:a\n b\nEND:VEVENT".utf8), ["SUMMARY:ab", "END:VEVENT"]),
        ("with CR alone", Array("SUMMARY:a\r b\rEND:VEVENT".utf8), ["SUMMARY:ab", "END:VEVENT"]),
        (
            "without a blank", Array("DESCRIPTION:some\nwords, and\nhttps://example.org/\nEND:VEVENT".utf8),
            ["DESCRIPTION:some words, and https://example.org/", "END:VEVENT"]
        ),
        ("a name of its own", Array("SUMMARY\n :a".utf8), ["SUMMARY:a"]),
        (
            "names of their own, and empty lines",
            Array("BEGIN:VEVENT\nUID\n\n :1\nDTSTART\n\n ;VALUE=DATE\n :20000111".utf8),
            ["BEGIN:VEVENT", "UID:1", "DTSTART;VALUE=DATE:20000111"]
        ),
        (
            "softly", Array("SUMMARY;ENCODING=QUOTED-PRINTABLE:=C3=\n=9C\nEND:VEVENT".utf8),
            ["SUMMARY;ENCODING=QUOTED-PRINTABLE:=C3=9C", "END:VEVENT"]
        ),
        (
            "a file", Array("SUMMARY:a\nATTACH;ENCODING=BASE64:AAAA\n BBBB\nCCCC=\nEND:VEVENT".utf8),
            ["SUMMARY:a", "END:VEVENT"]
        ),
        ("in lower case", Array("begin:vevent\ndtstart:20260308".utf8), ["begin:vevent", "dtstart:20260308"]),
    ]

    @Test("lines are unfolded", arguments: folded)
    func unfolds(_ name: String, _ octets: [UInt8], _ lines: [String]) {
        #expect(CalendarText(octets[...], charset: nil).lines == lines)
    }

    @Test("a file in front hides nothing") func large() {
        let file = "ATTACH;ENCODING=BASE64:" + String(repeating: "AAAAAAAAAAAAAAAA\n ", count: 40_000)
        let text = CalendarSummary.text(of: "BEGIN:VEVENT\n\(file)\nDTSTART:20260308\nEND:VEVENT", method: nil, nil)
        #expect(text == "[Event] without a title\nWhen: Sun 8 March 2026")
    }

    static let lines: [(String, String, [String: String], String)] = [
        (
            "DTSTART;TZID=tzone://Microsoft/Custom:20260308T090000", "DTSTART", ["TZID": "tzone://Microsoft/Custom"],
            "20260308T090000"
        ),
        ("DTSTART;TZID=(UTC+01:00) Rome, Berlin:20260308", "DTSTART", ["TZID": "(UTC+01:00) Rome, Berlin"], "20260308"),
        ("DTSTART;TZID=\"GMT+01:00:20260308", "DTSTART", ["TZID": "GMT+01:00"], "20260308"),
        (
            "ORGANIZER;CN=Team: a;ROLE=CHAIR:mailto:a@b.c", "ORGANIZER", ["CN": "Team: a", "ROLE": "CHAIR"],
            "mailto:a@b.c"
        ),
        ("ORGANIZER;CN=\"a;b:c\":MAILTO:a@b.c", "ORGANIZER", ["CN": "a;b:c"], "MAILTO:a@b.c"),
        ("ATTENDEE;CN=a:urn:uuid:1", "ATTENDEE", ["CN": "a"], "urn:uuid:1"),
        ("SUMMARY;LANGUAGE=de:a: b; c", "SUMMARY", ["LANGUAGE": "de"], "a: b; c"),
        ("summary : x", "SUMMARY", [:], "x"),
    ]

    @Test("a line is divided", arguments: lines)
    func divided(_ line: String, _ name: String, _ parameters: [String: String], _ value: String) throws {
        let read = try #require(CalendarLine(line))
        #expect(read.name == name)
        #expect(read.parameters == parameters)
        #expect(read.value == value)
    }

    // MARK: - In a mail

    static let event = "BEGIN:VCALENDAR\nMETHOD:REQUEST\nBEGIN:VEVENT\nSUMMARY:Tea\nDTSTART:20260308\n"
    static let end = "END:VEVENT\nEND:VCALENDAR\n"
    static let told = "[Invitation] Tea\nWhen: Sun 8 March 2026"

    struct Mail: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let parts: [String]
        let text: String
        var files = 1

        init(_ name: String, _ parts: [String], _ text: String, files: Int = 1) {
            (testDescription, self.parts, self.text, self.files) = (name, parts, text, files)
        }
    }

    static let plain = "Content-Type: text/plain\n\n"
    static let calendar = "Content-Type: text/calendar; method=REQUEST\n\n" + event

    static let mails = [
        Mail(
            "a description alone", [calendar + "DESCRIPTION:Bring\\, all:\\n\\nkeys\n" + end],
            told + "\n\nBring, all:\n\nkeys"),
        Mail(
            "a description that the text has",
            [plain + "Bring the keys, please.", calendar + "DESCRIPTION:Bring the keys\n" + end],
            "Bring the keys, please.\n\n" + told),
        Mail(
            "a description that the text lacks",
            [plain + "Please come.", calendar + "DESCRIPTION:Bring the keys\n" + end],
            "Please come.\n\n\(told)\n\nBring the keys"),
        Mail(
            "a page as a description", [calendar + "DESCRIPTION:<p>Bring <b>all</b><br>keys</p>\n" + end],
            told + "\n\nBring *all*\nkeys"),
        Mail(
            "a page beside it", [calendar + "X-ALT-DESC;FMTTYPE=text/html:<p>Bring keys</p>\n" + end],
            told + "\n\nBring keys"),
        Mail("a comment", [calendar + "COMMENT:I am late\n" + end], told + "\n\nI am late"),
        Mail(
            "the same as a part and as a file",
            [
                calendar + "DESCRIPTION:Bring keys\n" + end,
                "Content-Type: application/octet-stream; name=invite.ics\n\n\(event)DESCRIPTION:Bring keys\n\(end)",
            ], told + "\n\nBring keys"),
        Mail("a file of no type", ["Content-Type: application/octet-stream; name=a.ics\n\n" + event + end], told),
        Mail(
            "a file of no type in base64",
            [
                "Content-Type: application/octet-stream\nContent-Transfer-Encoding: base64\n\n"
                    + "QkVHSU46VkNBTEVOREFSCkJFR0lOOlZFVkVOVApTVU1NQVJZOlRlYQpEVFNUQVJUOjIwMjYwMzA4\n"
            ], "[Event] Tea\nWhen: Sun 8 March 2026"),
        Mail("a calendar as text", [plain + event + end], told),
        Mail("of another name", ["Content-Type: application/x-ical\n\n" + event + end], told),
        Mail("words about calendars", [plain + "BEGIN:VCALENDAR begins one."], "BEGIN:VCALENDAR begins one.", files: 0),
        Mail(
            "of the nineties",
            [
                "Content-Type: text/x-vcalendar\n\nBEGIN:VCALENDAR\nBEGIN:VEVENT\n"
                    + "SUMMARY;CHARSET=ISO-8859-1;ENCODING=QUOTED-PRINTABLE:K=E4se=\n=20kaufen\nDTSTART:20260308T090000Z\nEND:VEVENT"
            ], "[Event] Käse kaufen\nWhen: Sun 8 March 2026, 09:00 (UTC)"),
        Mail(
            "several events",
            [
                calendar + end.split(separator: "\n")[0] + "\nBEGIN:VEVENT\nSUMMARY:Tea\nDTSTART:20260309\n"
                    + "RECURRENCE-ID:20260310\n" + end
            ],
            told + "\n\n[Invitation] Tea\nWhen: Mon 9 March 2026, only this one of the series\n"
                + "Instead of: Tue 10 March 2026"),
        Mail(
            "many events",
            [
                "Content-Type: text/calendar\n\n"
                    + (1...7).map { "BEGIN:VEVENT\nSUMMARY:\($0)\nDTSTART:2026030\($0)\nEND:VEVENT\n" }.joined()
            ],
            zip(1...5, ["Sun", "Mon", "Tue", "Wed", "Thu"]).map { "[Event] \($0)\nWhen: \($1) \($0) March 2026\n\n" }
                .joined()
                + "and 2 more"),
        Mail(
            "an alarm that never ends",
            [
                "Content-Type: text/calendar\n\nBEGIN:VEVENT\nBEGIN:VALARM\nEND:VEVENT\nBEGIN:VEVENT\nSUMMARY:x\nDTSTART:20260308\n"
            ],
            "[Event] without a title\nWhen: not given\n\n[Event] x\nWhen: Sun 8 March 2026"),
    ]

    @Test("what a mail says", arguments: mails, ["mixed", "related"])
    func says(_ given: Mail, _ kind: String) {
        let mail =
            "From: bob@example.com\nContent-Type: multipart/\(kind); boundary=b\n\n"
            + given.parts.map { "--b\n\($0)\n" }.joined() + "--b--\n"
        let reading = ChatReading(ParsedMail.parse(Array(mail.replacing("\n", with: "\r\n").utf8)))
        #expect(reading.text == given.text)
    }

    @Test("how many files there are", arguments: mails)
    func files(_ given: Mail) {
        let mail =
            "From: bob@example.com\nContent-Type: multipart/mixed; boundary=b\n\n"
            + given.parts.map { "--b\n\($0)\n" }.joined() + "--b--\n"
        let reading = ChatReading(ParsedMail.parse(Array(mail.replacing("\n", with: "\r\n").utf8)))
        #expect(reading.attachments.count == given.files)
    }
}
