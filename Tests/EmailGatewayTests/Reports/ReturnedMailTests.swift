// SPDX-License-Identifier: Apache-2.0

import EmailGateway
import MIME
import SMTP
import Testing

@Suite struct ReturnedMailTests {
    @Test("what a report tells, found by what is in it alone", arguments: ReportCase.all)
    func samples(_ sample: ReportCase) throws {
        let mail = ParsedMail.parse(try ReportCase.sample(sample.file))
        let notices = try #require(ReturnedMail.read(mail, for: ReportCase.identity), "is not seen as a report")
        #expect(notices.map(ReportCase.Expected.init) == sample.expected)
        // These bring nothing of ours back.
        let isBlank = ["mdaemon-empty-sender", "exim-warning"].contains(sample.file)
        let reference = isBlank ? nil : ReportCase.reference
        #expect(notices.allSatisfy { $0.reference == reference }, "\(notices)")
    }

    @Test("by the address it came to, where nothing else tells", arguments: ReportCase.all)
    func envelope(_ sample: ReportCase) throws {
        let mail = ParsedMail.parse(try ReportCase.sample(sample.file))
        let notices = ReturnedMail.read(
            mail, for: ReportCase.identity, to: "bounces+\(ReportCase.reference)@example.org")
        #expect(notices?.map(ReportCase.Expected.init) == sample.expected)
        #expect(notices?.allSatisfy { $0.reference == ReportCase.reference } == true)
    }

    @Test("the same with CRLF and cut at any place: never a crash", arguments: ReportCase.all)
    func cut(_ sample: ReportCase) throws {
        let text = String(decoding: try ReportCase.sample(sample.file), as: UTF8.self)
        let bytes = Array(text.replacing("\n", with: "\r\n").utf8)
        let whole = ReturnedMail.read(ParsedMail.parse(bytes), for: ReportCase.identity)
        #expect(whole?.map(ReportCase.Expected.init) == sample.expected)
        for length in stride(from: 0, to: bytes.count, by: 97) {
            _ = ReturnedMail.read(ParsedMail.parse(Array(bytes[..<length])), for: ReportCase.identity)
        }
    }

    @Test(
        "mail of people is no report, whatever it says",
        arguments: ["not-vacation", "not-answer", "not-forwarded-bounce", "not-postmaster-note"])
    func people(_ name: String) throws {
        let mail = ParsedMail.parse(try ReportCase.sample(name))
        #expect(ReturnedMail.read(mail, for: ReportCase.identity) == nil)
        let toBounces = "bounces+\(ReportCase.reference)@example.org"
        if name == "not-vacation" { #expect(ReturnedMail.read(mail, for: ReportCase.identity, to: toBounces) == nil) }
    }

    @Test("a notification about somebody else's mail is nobody's of ours")
    func foreign() throws {
        let mail = ParsedMail.parse(try ReportCase.sample("mdn-foreign"))
        let notice = try #require(ReturnedMail.read(mail, for: ReportCase.identity)?.first)
        #expect(notice.reference == nil)
        #expect(notice.originalMessageID == "<other@example.net>")
    }

    @Test("a person's address of our domain in a bounce is not taken for a reference")
    func ownAddress() throws {
        let text = """
            From: MAILER-DAEMON@example.com
            Subject: Undelivered mail

            The mail of <alice@example.org> to <bob@example.com> could not be delivered.
            Message-ID: missing
            """
        let notices = ReturnedMail.read(ParsedMail.parse(Array(text.utf8)), for: ReportCase.identity)
        #expect(notices?.count == 1)
        #expect(notices?.first?.reference == nil)
        #expect(notices?.first?.recipient == "bob@example.com")
    }

    @Test("ten thousand recipients are not ten thousand notices")
    func manyRecipients() {
        let group = "Final-Recipient: rfc822; a@example.com\nAction: failed\nStatus: 5.1.1\n\n"
        let text = """
            From: MAILER-DAEMON@example.com
            Content-Type: multipart/report; boundary=x

            --x
            Content-Type: message/delivery-status

            Reporting-MTA: dns; example.com


            """
        let bytes = Array((text + String(repeating: group, count: 10_000) + "--x--\n").utf8)
        let notices = ReturnedMail.read(ParsedMail.parse(bytes), for: ReportCase.identity)
        #expect(notices?.count == 100)
    }
}
