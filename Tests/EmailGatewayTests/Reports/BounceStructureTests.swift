// SPDX-License-Identifier: Apache-2.0

import GatewayKit
import Testing

@testable import EmailGateway

/// What the form of a mail that came back says, before its words.
@Suite struct BounceStructureTests {
    private static func report(_ fields: String, prose: String = "This is a report.") -> String {
        """
        From: mailer-daemon@mx.example.com
        Subject: Delivery Status Notification
        Content-Type: multipart/report; boundary=b

        --b
        Content-Type: text/plain

        \(prose)
        --b
        Content-Type: message/delivery-status

        \(fields)

        --b--

        """
    }

    @Test(
        "odd fields of a report tell one thing once",
        arguments: [
            (
                "Reporting-MTA: dns; a\nAction: failed\n\nFinal-Recipient: rfc822; bob@example.com\nStatus: 5.7.0",
                .failed(.policy)
            ),
            ("Reporting-MTA: dns; a\nAction: failed\n\nFinal-Recipient: rfc822; bob@example.com", .failed(.unknown)),
            (
                "Reporting-MTA: dns; a\n\nOriginal-Recipient: rfc822; rfc822;bob@example.com\nAction: failed\n"
                    + "Status: 5.9.8\nDiagnostic-Code: X-Wall; 5.9.8 Spam", .failed(.policy)
            ),
            ("Final-Recipient: rfc822; bob@example.com\nAction: failed\nStatus: 4.2.2", .failed(.full)),
            (
                "Final-Recipient: rfc822; bob@example.com\nAction: failed\nStatus: 5.1.1\n"
                    + "Diagnostic-Code: smtp; 550 maximum message size exceeded", .failed(.content)
            ),
            (
                "Final-Recipient: rfc822; bob@example.com\nAction: failed\nStatus: 5.2.3\n"
                    + "Diagnostic-Code: smtp; 552 the user's maildir has overdrawn his diskspace quota", .failed(.full)
            ),
            (
                "Final-Recipient: rfc822; bob@example.com\nAction: failed\nStatus: 5.0.0\n"
                    + "Diagnostic-Code: smtp; 554 Service currently unavailable", .failed(.unknown)
            ),
            ("Final-Recipient: rfc822; bob@example.com\nAction: delayed\nStatus: 4.4.1", .delayed),
            (
                "Final-Recipient: rfc822; bob@example.com\nDiagnostic-Code: smtp; busy\n"
                    + "Will-Retry-Until: Thu, 1 Jan 2026 00:00:00 +0000", .delayed
            ),
            ("Final-Recipient: rfc822; bob@example.com\nAction: delayed\nStatus: 5.1.1", .delayed),
        ] as [(String, DeliveryReport.State)])
    func fields(_ fields: String, _ state: DeliveryReport.State) {
        #expect(ReturnedMailCase.told(Self.report(fields)) == .report(state))
    }

    @Test("what mail filters append below a recipient is no reason")
    func footer() {
        let prose =
            "Delivery to the following recipients failed.\n\n   bob@example.com\n\n\n____________\nThis mail"
            + " was scanned for viruses and spam.\n"
        let fields = "Final-Recipient: rfc822; bob@example.com\nAction: failed\nStatus: 5.0.0"
        #expect(ReturnedMailCase.told(Self.report(fields, prose: prose)) == .report(.failed(.unknown)))
    }

    @Test("a page's style is not its text")
    func page() {
        let style = (0..<400).map { "p.a\($0) {\ncolor: red;\n}\n" }.joined()
        let sample = ProseCase(
            "a page", "Undeliverable: Tea",
            """
            <html><head><style>\(style)</style></head><body><p>Your message to <b>bob@example.com</b> was not delivered.</p>

            <table><tr><td></td></tr><tr><td></td></tr></table><p>The mailbox is <i>full</i>.</p></body></html>
            """, .failed(.full), type: "text/html")
        #expect(ReturnedMailCase.told(sample.mail) == .report(sample.state))
    }

    @Test(
        "a warning that promises to go on is not final, whatever its title says",
        arguments: [
            "could not be delivered to:\n\nbob@example.com\n\nDelivery attempts will continue to be made for 5 days.",
            "The server did not respond:\n\nbob@example.com\n\nThe message will be retried for 2 more days.",
            "Die Nachricht konnte nicht zugestellt werden:\n\nbob@example.com\n\nEs folgen weitere Zustellversuche.",
        ])
    func promise(_ text: String) {
        let sample = ProseCase("a warning", "Delivery failure notification", text, .delayed)
        #expect(ReturnedMailCase.told(sample.mail) == .report(sample.state))
    }

    @Test("a refusal for good is final, whatever stands beside it")
    func refusal() {
        let sample = ProseCase(
            "a refusal", "Undeliverable", "bob@example.com: 550 5.1.1 no such user\n\nOthers will be retried.",
            .failed(.recipient))
        #expect(ReturnedMailCase.told(sample.mail) == .report(sample.state))
    }

    private static func notification(_ disposition: String, _ words: String) -> String {
        """
        From: Mail Delivery Subsystem <admin@example.com>
        Subject: Automatically rejected mail
        Content-Type: multipart/report; report-type=disposition-notification; boundary=b

        --b
        Content-Type: text/plain

        \(words)
        --b
        Content-Type: message/disposition-notification

        Final-Recipient: rfc822; bob@example.com
        Disposition: \(disposition)

        --b--

        """
    }

    @Test("a filter that rejects a mail writes a notification (RFC 5429); who deletes it unread does, too")
    func filtered() {
        let automatic = "automatic-action/MDN-sent-automatically; deleted"
        let rejected = "Your message to <bob@example.com> was automatically rejected:\nQuota exceeded"
        #expect(ReturnedMailCase.told(Self.notification(automatic, rejected)) == .report(.failed(.full)))
        #expect(ReturnedMailCase.told(Self.notification(automatic, "It was deleted without being read.")) == nil)
        #expect(
            ReturnedMailCase.told(Self.notification("manual-action/MDN-sent-manually; displayed", rejected))
                == .report(.displayed))
    }

    @Test("who calls the mail spam has got it, and is read by a person")
    func complaint() {
        let mail = """
            From: feedback@example.com
            Subject: Email Feedback Report
            Content-Type: multipart/report; report-type=feedback-report; boundary=b

            --b
            Content-Type: text/plain

            This is an abuse report for a message that was received on 3 March.
            --b
            Content-Type: message/feedback-report

            Feedback-Type: abuse

            --b--

            """
        #expect(ReturnedMailCase.told(mail) == .chat)
    }

    @Test(
        "an answer that nobody typed is no failure, also from nobody and without a field that says so",
        arguments: [
            ("Thank you for your e-mail", "I will endeavour to reply as soon as possible.\n\nBob\nbob@example.com"),
            ("Arpus biroja", "Esmu atvaļinājumā.\n\nBob\nbob@example.com"),
            ("Tea", "I am out of the office; ann@example.com will help if something cannot be delivered."),
            ("Abwesenheitsnotiz: Tee", "Ich bin bis zum 7. April nicht im Büro."),
            ("Réponse automatique : Thé", "Je suis absent du bureau."),
            ("Autoreply", "Please confirm that you are a person: https://example.com/confirm"),
        ])
    func automatic(_ subject: String, _ text: String) {
        let sample = ProseCase("an answer", from: "Bob <bob@example.com>", subject, text, .failed(.unknown))
        #expect(ReturnedMailCase.told(sample.mail) == .chat)
    }
}
