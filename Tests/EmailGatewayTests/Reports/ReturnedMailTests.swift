// SPDX-License-Identifier: Apache-2.0

import EmailGateway
import MIME
import SMTP
import Testing

@Suite struct ReturnedMailTests {
    private func read(_ name: String, _ arrival: MailArrival = ReportCase.toPerson) throws -> [Notice]? {
        ReturnedMail.read(ParsedMail.parse(try ReportCase.sample(name)), for: ReportCase.identity, arrival)
    }

    @Test("what a report tells, found by what is in it alone", arguments: ReportCase.all)
    func samples(_ sample: ReportCase) throws {
        let notices = try #require(try read(sample.file), "is not seen as a report")
        #expect(notices.map(ReportCase.Expected.init) == sample.expected)
        // These bring nothing of ours back.
        let isBlank = ["mdaemon-empty-sender", "exim-warning", "list-expanded"].contains(sample.file)
        let id = isBlank ? nil : ReportCase.identity.messageID(for: ReportCase.reference)
        #expect(notices.allSatisfy { $0.originalMessageID == id }, "\(notices)")
    }

    @Test("the same where it came to the bounce address, whoever the envelope names", arguments: ReportCase.all)
    func bounceAddress(_ sample: ReportCase) throws {
        for isFromNobody in [true, false] {
            let notices = try read(sample.file, MailArrival(isFromNobody: isFromNobody, isToBounceAddress: true))
            #expect(notices?.map(ReportCase.Expected.init) == sample.expected, "from nobody: \(isFromNobody)")
        }
    }

    @Test("no report is one that has a sender and came to a person", arguments: ReportCase.all)
    func sender(_ sample: ReportCase) throws {
        #expect(try read(sample.file, MailArrival(isFromNobody: false, isToBounceAddress: false)) == nil)
    }

    @Test("the same with CRLF and cut at any place: never a crash", arguments: ReportCase.all)
    func cut(_ sample: ReportCase) throws {
        let text = String(decoding: try ReportCase.sample(sample.file), as: UTF8.self)
        let bytes = Array(text.replacing("\n", with: "\r\n").utf8)
        let whole = ReturnedMail.read(ParsedMail.parse(bytes), for: ReportCase.identity, ReportCase.toPerson)
        #expect(whole?.map(ReportCase.Expected.init) == sample.expected)
        for length in stride(from: 0, to: bytes.count, by: 97) {
            let mail = ParsedMail.parse(Array(bytes[..<length]))
            _ = ReturnedMail.read(mail, for: ReportCase.identity, ReportCase.toPerson)
        }
    }

    @Test(
        "mail of people and of their programs is no report, whatever it says, even from nobody",
        arguments: ["not-vacation", "not-answer", "not-forwarded-bounce", "lie-vacation"])
    func people(_ name: String) throws {
        #expect(try read(name) == nil)
    }

    @Test("a notice of absence that came to the bounce address is none, either")
    func vacation() throws {
        #expect(try read("not-vacation", ReportCase.toBounceAddress) == nil)
    }

    @Test(
        "what may be believed of a report that anybody could have sent",
        arguments: [
            ("postfix-failed", [true]), ("postfix-delayed", [true]), ("postfix-delivered", [false]),
            ("postfix-relayed", [false]), ("postfix-two-recipients", [true, false]), ("list-expanded", [false]),
            ("mdn-displayed", [false]), ("mdn-deleted", []), ("mdn-foreign", [false]), ("exim-prose", [true]),
            ("mdaemon-empty-sender", [false]), ("lie-delivered", [false]), ("lie-envelope-id", [false]),
        ] as [(String, [Bool])])
    func credibility(name: String, expected: [Bool]) throws {
        #expect(try read(name)?.map(\.isCredibleFromAnybody) == expected)
    }

    @Test("a notification about somebody else's mail is nobody's of ours")
    func foreign() throws {
        let notice = try #require(try read("mdn-foreign")?.first)
        #expect(notice.originalMessageID == nil)
    }

    @Test("a person's address of our domain in a bounce is not taken for a reference")
    func ownAddress() throws {
        let text = """
            From: MAILER-DAEMON@example.com
            Subject: Undelivered mail

            The mail of <alice@example.org> to <bob@example.com> could not be delivered.
            Message-ID: missing
            """
        let notices = ReturnedMail.read(
            ParsedMail.parse(Array(text.utf8)), for: ReportCase.identity, ReportCase.toPerson)
        #expect(notices?.count == 1)
        #expect(notices?.first?.originalMessageID == nil)
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
        let notices = ReturnedMail.read(ParsedMail.parse(bytes), for: ReportCase.identity, ReportCase.toPerson)
        #expect(notices?.count == 100)
    }
}
