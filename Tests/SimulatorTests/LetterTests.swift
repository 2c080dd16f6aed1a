// SPDX-License-Identifier: Apache-2.0

import Foundation
import MIME
import SMTP
import Testing

@testable import postern_simulator

@Suite struct LetterTests {
    static func mailbox(_ address: String, _ name: String? = nil) throws -> Mailbox {
        try #require(Mailbox(displayName: name, address: address))
    }

    @Test("a letter with a file is read as it was written")
    func composes() throws {
        let bytes = Array("Grüße\r\n\0\u{1}".utf8)
        let letter = Letter(
            from: try Self.mailbox("bob@outside.example", "Bob Ünder"), to: [try Self.mailbox("romeo@example.org")],
            subject: "Schöne Grüße", text: "Hallo Romeo,\n\nbis später!\n", html: "<p>Hallo</p>",
            attachments: [.init(name: "früh \"1\".bin", type: .octetStream, bytes: bytes)])
        let mail = ParsedMail.parse(letter.encoded())
        let fields = mail.root.fields
        #expect(fields.from.map(\.displayName) == ["Bob Ünder"])
        #expect(fields.to.map(\.address) == ["romeo@example.org"])
        #expect(fields.subject == "Schöne Grüße")
        #expect(fields.messageID?.hasSuffix("@outside.example>") == true)
        #expect(fields.inReplyTo.isEmpty && fields.references.isEmpty)
        #expect(mail.shownText.hasPrefix("Hallo Romeo,\n\nbis später!"))
        #expect(mail.shownHTML?.hasPrefix("<p>Hallo</p>") == true)
        #expect(mail.files.map(\.fileName) == ["früh \"1\".bin"])
        #expect(mail.files.map(\.bytes) == [bytes])
    }

    static let question = """
        From: Romeo Montague <romeo@example.org>\r
        To: "Bob" <Bob@outside.example>, carol@outside.example\r
        Cc: juliet@example.org\r
        Date: Fri, 21 Nov 1997 09:55:06 +0000\r
        Subject: The party\r
        Message-ID: <3@example.org>\r
        References: <1@example.org> <2@outside.example>\r
        \r
        Will you come?\r
        > I might.\r

        """

    static func answer(_ json: String) throws -> ParsedMail {
        let draft = try JSONDecoder().decode(LetterDraft.self, from: Data(json.utf8))
        let letter = Letter.answering(
            ParsedMail.parse(Array(question.utf8)), from: try mailbox("bob@outside.example"), draft)
        return ParsedMail.parse(letter.encoded())
    }

    @Test("an answer is in the thread, and quotes the question as mail programs do")
    func answers() throws {
        let mail = try Self.answer("{\"text\":\"Yes.\"}")
        let fields = mail.root.fields
        #expect(fields.from.map(\.displayName) == ["Bob"])
        #expect(fields.to.map(\.address) == ["romeo@example.org"])
        #expect(fields.cc.isEmpty)
        #expect(fields.subject == "Re: The party")
        #expect(fields.inReplyTo == ["<3@example.org>"])
        #expect(fields.references == ["<1@example.org>", "<2@outside.example>", "<3@example.org>"])
        #expect(
            mail.root.rawText == """
                Yes.

                On 1997-11-21, Romeo Montague wrote:
                > Will you come?
                >> I might.

                """)
    }

    @Test("everybody is answered who was asked, but nobody twice")
    func answersAll() throws {
        let fields = try Self.answer("{\"text\":\"Yes.\",\"all\":true,\"cc\":[\"juliet@example.org\"]}").root.fields
        #expect(fields.to.map(\.address) == ["romeo@example.org"])
        #expect(fields.cc.map(\.address) == ["juliet@example.org", "carol@outside.example"])
    }

    @Test("an answer is by the name that was used, unless the author has another", arguments: [nil, "Robert"])
    func answersByName(name: String?) throws {
        let letter = Letter.answering(
            ParsedMail.parse(Array(Self.question.utf8)), from: try Self.mailbox("bob@outside.example", name),
            LetterDraft())
        #expect(letter.from.displayName == name ?? "Bob")
        #expect(letter.from.address.lowercased() == "bob@outside.example")
    }

    @Test("an answer may have a subject of its own, other recipients, and no quotation")
    func answersOtherwise() throws {
        let mail = try Self.answer(
            "{\"text\":\"Yes.\",\"subject\":\"No party\",\"to\":[\"juliet@example.org\"],\"quote\":false}")
        #expect(mail.root.fields.subject == "No party")
        #expect(mail.root.fields.to.map(\.address) == ["juliet@example.org"])
        #expect(mail.root.rawText == "Yes.\n")
    }

    @Test("one Re: is enough", arguments: [("A", "Re: A"), ("Re: A", "Re: A"), ("RE: A", "RE: A"), ("", "Re: ")])
    func answersSubjects(subject: String, expected: String) {
        #expect(Letter.answered(subject) == expected)
    }

    @Test("what is no draft is refused", arguments: ["[", "{\"to\":[\"nobody\"]}", "{\"attachments\":[{}]}"])
    func refuses(json: String) {
        #expect(throws: DecodingError.self) { try JSONDecoder().decode(LetterDraft.self, from: Data(json.utf8)) }
    }

    static func report(_ action: MailReport.Action, isProse: Bool = false) throws -> ParsedMail {
        let recipient = SubmittedRecipient(
            address: try #require(EnvelopeAddress("carol@outside.example")),
            parameters: RecipientParameters(originalRecipient: "Carol@outside.example"))
        let mail = SubmittedMail(
            sender: EnvelopeAddress("bounces+3@example.org"), parameters: MailParameters(envelopeID: "r-3"),
            recipients: [recipient], bytes: Array(question.utf8))
        let letter = ReportLetter(
            report: MailReport(action: action, delay: .zero, isProse: isProse), mail: mail, recipient: recipient,
            server: "mx.example", date: Date(timeIntervalSince1970: 0))
        return ParsedMail.parse(letter.encoded())
    }

    static let reports: [(MailReport.Action, String, String)] = [
        (.delivered, "2.0.0", "250 2.0.0 Ok: in the mailbox"),
        (.failed, "5.1.1", "550 5.1.1 There is no such mailbox here"),
        (.delayed, "4.4.1", "451 4.4.1 The server does not answer"),
    ]

    @Test("a report is one of RFC 3464", arguments: reports)
    func writesReports(action: MailReport.Action, status: String, diagnostic: String) throws {
        let mail = try Self.report(action)
        #expect(mail.root.contentType.essence == "multipart/report")
        #expect(mail.root.contentType.parameters["report-type"] == "delivery-status")
        #expect(mail.root.fields.from.map(\.address) == ["MAILER-DAEMON@mx.example"])
        #expect(mail.root.fields.to.map(\.address) == ["bounces+3@example.org"])
        #expect(mail.root.fields["Auto-Submitted"] == "auto-replied")
        guard case .multipart(let parts) = mail.root.content else {
            Issue.record("not divided")
            return
        }
        #expect(
            parts.map(\.contentType.essence) == ["text/plain", "message/delivery-status", "text/rfc822-headers"])
        #expect(
            parts[1].rawText.trimmingCharacters(in: .newlines) == """
                Reporting-MTA: dns; mx.example
                Original-Envelope-Id: r-3

                Original-Recipient: rfc822; Carol@outside.example
                Final-Recipient: rfc822; carol@outside.example
                Action: \(action.rawValue)
                Status: \(status)
                Remote-MTA: dns; mx.outside.example
                Diagnostic-Code: smtp; \(diagnostic)
                """)
        #expect(ParsedMail.parse(parts[2].bytes).root.fields.messageID == "<3@example.org>")
        #expect(!parts[2].rawText.contains("Will you come?"))
    }

    @Test("a bounce in prose has everything, and nothing for programs")
    func writesProse() throws {
        let mail = try Self.report(.failed, isProse: true)
        #expect(mail.root.contentType.essence == "text/plain")
        #expect(mail.root.fields["Auto-Submitted"] == nil)
        for part in ["<carol@outside.example>", "550 5.1.1", "Message-ID: <3@example.org>", "Will you come?"] {
            #expect(mail.root.text.contains(part), "\(part) in \(mail.root.text)")
        }
    }
}
