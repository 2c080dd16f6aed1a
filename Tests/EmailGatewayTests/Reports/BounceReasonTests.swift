// SPDX-License-Identifier: Apache-2.0

import GatewayKit
import Testing

@testable import EmailGateway

/// The true reason of a bounce, whatever wrote it in whatever language.
@Suite struct BounceReasonTests {
    /// A bounce in free form, and what its sender is told.
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let subject: String
        let text: String
        let state: DeliveryReport.State

        init(_ name: String, _ subject: String, _ text: String, _ state: DeliveryReport.State) {
            (testDescription, self.subject, self.text, self.state) = (name, subject, text, state)
        }
    }

    @Test("prose of mail systems", arguments: cases)
    func prose(_ sample: Case) {
        let mail = """
            From: Mail Delivery System <mailer-daemon@mx.example.com>
            To: BOUNCE
            Subject: \(sample.subject)
            Content-Type: text/plain; charset=utf-8

            \(sample.text)

            """
        #expect(ReturnedMailCase.told(mail) == .report(sample.state))
    }

    static let cases = [
        Case(
            "Exchange 2003", "Undeliverable: Tea",
            """
            Your message did not reach some or all of the intended recipients.

                  Subject:\tTea
                  Sent:\t3/3/2026 10:00 AM

            The following recipient(s) could not be reached:

                  bob@example.com on 3/3/2026 10:00 AM
                        The e-mail account does not exist at the organization this message was sent to.  Check the
                        e-mail address, or contact the recipient directly to find out the correct address.
                        <mx.example.com #5.1.1>
            """, .failed(.recipient)),
        Case(
            "Exchange 2003, time", "Undeliverable: Tea",
            """
            The following recipient(s) could not be reached:

                  bob@example.com on 3/3/2026 10:00 AM
                        Could not deliver the message in the time limit specified.  Please retry or contact your
                        administrator.
                        <mx.example.com #4.4.7>
            """, .expired),
        Case(
            "Exim, full", "Mail delivery failed: returning message to sender",
            """
            The following address(es) failed:

              bob@example.com
                mailbox is full: retry timeout exceeded
            """, .failed(.full)),
        Case(
            "Exim, no domain", "Mail delivery failed: returning message to sender",
            """
            The following address(es) failed:

              bob@example.com
                Unrouteable address
            """, .failed(.recipient)),
        Case(
            "Exim, at RCPT, without words that are known", "Mail delivery failed: returning message to sender",
            """
              bob@example.com
                host mx.example.com [192.0.2.2]
                SMTP error from remote mail server after RCPT TO:<bob@example.com>:
                550 nenexistas
            """, .failed(.recipient)),
        Case(
            "Exim, after the text", "Mail delivery failed: returning message to sender",
            """
              bob@example.com
                SMTP error from remote mail server after end of data:
                host mx.example.com [192.0.2.2]: 550 mi ne volas
            """, .failed(.policy)),
        Case(
            "qmail, too long", "failure notice",
            """
            Hi. This is the qmail-send program at example.com.

            <bob@example.com>:
            CNAME lookup failed temporarily. (#4.4.3)
            I'm not going to try again; this message has been in the queue too long.

            --- Below this line is a copy of the message.

            Return-Path: <bounces@example.org>
            Message-ID: MSGID
            """, .expired),
        Case(
            "sendmail", "Returned mail: see transcript for details",
            """
            The original message was received at Tue, 3 Mar 2026 10:00:00 +0100

               ----- The following addresses had permanent fatal errors -----
            <bob@example.com>
                (reason: 552 5.2.2 Over quota)

               ----- Transcript of session follows -----
            ... while talking to mx.example.com.:
            >>> DATA
            <<< 552 5.2.2 Over quota
            554 5.0.0 Service unavailable
            """, .failed(.full)),
        Case(
            "a server that says nothing", "Undeliverable mail", "Your mail could not be delivered.", .failed(.unknown)),
        Case(
            "a language that is in no list", "Mesaĝo ne liverita",
            "Via mesaĝo ne atingis:\n\n<bob@example.com>\nnekonata kialo", .failed(.unknown)),
        Case(
            "German, full", "Unzustellbare Nachricht",
            "Ihre Nachricht konnte nicht zugestellt werden:\n\nbob@example.com\nDas Postfach ist voll.", .failed(.full)),
        Case(
            "Russian, full", "Возврат почты",
            "Ваше письмо не доставлено:\n\nbob@example.com\n    почтовый ящик переполнен", .failed(.full)),
        Case(
            "Russian, a rule", "Недоставленное сообщение",
            "Не удалось доставить письмо:\n\nbob@example.com\nписьмо похоже на спам", .failed(.policy)),
        Case(
            "Chinese, nobody", "系统退信",
            "抱歉，您的邮件被退回来了。\n\nbob@example.com\n退信原因：收件人地址不存在", .failed(.recipient)),
        Case(
            "Chinese, full", "退信通知", "邮件投递失败：\n\nbob@example.com\n对方邮箱空间不足，邮箱已满", .failed(.full)),
        Case(
            "Japanese, full", "配信エラー通知",
            "次の宛先へのメールは配信できませんでした。\n\n<bob@example.com>\nメールボックスの容量を超えています", .failed(.full)),
        Case(
            "Polish, time", "Zwrot wiadomości",
            "Wiadomość nie została dostarczona do:\n\nbob@example.com\nPrzekroczono czas dostarczania", .expired),
        Case(
            "French, nobody", "Échec de la remise",
            "Votre message n’a pas pu être remis à :\n\nbob@example.com\nUtilisateur inconnu", .failed(.recipient)),
        Case(
            "a warning", "Warning: could not send message for past 4 hours",
            "The message has not yet been delivered:\n\nbob@example.com\nDeferred: Connection timed out", .delayed),
    ]

    @Test(
        "the fields of a report",
        arguments: [
            ("Action: failed\nStatus: 5.1.1", .failed(.recipient)), ("Action: expired\nStatus: 5.0.0", .expired),
            ("Action: expired", .expired), ("Action: bounced", .failed(.unknown)),
            ("Action: dropped\nStatus: 5.7.1", .failed(.policy)), ("Action: deferred\nStatus: 4.2.1", .delayed),
            ("Action: failed\nStatus: 4.4.7", .expired), ("Action: failed\nStatus: 4.0.0", .expired),
            ("Action: failed\nStatus: 4.0.0\nDiagnostic-Code: smtp; 550 5.1.1 no such user", .failed(.recipient)),
            ("Action: failed\nStatus: 4.2.2\nDiagnostic-Code: smtp; 452 4.2.2 over quota", .failed(.full)),
            ("Action: failed\nStatus: 5.2.2", .failed(.full)),
            ("Action: failed\nStatus: 5.7.1\nDiagnostic-Code: smtp; 550 5.7.1 User unknown", .failed(.recipient)),
            (
                "Action: failed\nStatus: 5.4.1\nDiagnostic-Code: smtp; 550 5.4.1 Recipient address rejected: Access denied",
                .failed(.recipient)
            ),
            ("Action: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 Sender address rejected", .failed(.policy)),
            ("Action: failed\nStatus: 5.3.0\nDiagnostic-Code: smtp; 553 5.3.0 unknown address", .failed(.recipient)),
            ("Action: failed\nStatus: 5.0.0\nDiagnostic-Code: smtp; 550 blocked for spam", .failed(.policy)),
            ("Action: failed\nStatus: 5.3.4", .failed(.content)), ("Action: failed", .failed(.unknown)),
            ("Status: 5.1.1", .failed(.recipient)), ("\nAction: failed\nStatus: 5.1.1", .failed(.recipient)),
            ("Action: delivered\nStatus: 2.0.0", .delivered),
        ] as [(String, DeliveryReport.State)])
    func report(fields: String, state: DeliveryReport.State) {
        let mail = """
            From: mailer-daemon@mx.example.com
            Subject: Delivery Status Notification
            Auto-Submitted: auto-replied
            Content-Type: multipart/report; boundary=b

            --b
            Content-Type: text/plain

            This is a report.
            --b
            Content-Type: message/delivery-status

            Reporting-MTA: dns; mx.example.com

            Final-Recipient: rfc822; bob@example.com
            \(fields)

            --b--

            """
        #expect(ReturnedMailCase.told(mail) == .report(state))
    }

    @Test("the fields of a report in a part that is labelled as text")
    func labelledAsText() {
        let mail = """
            From: postmaster@mx.example.com
            Subject: Report
            Content-Type: text/plain

            Final-Recipient: rfc822; bob@example.com
            Action: failed
            Status: 5.2.2

            """
        #expect(ReturnedMailCase.told(mail) == .report(.failed(.full)))
    }

    @Test(
        "an answer of a person's program, or of a person, is read as one",
        arguments: [
            "From: Bob <bob@example.com>\nSubject: Automatic reply: Tea\n\nYour mail was not delivered to me.",
            "From: Bob <bob@example.com>\nSubject: Tea\nAuto-Submitted: auto-replied\n\nundeliverable: 550 5.1.1 away",
            "From: Bob <bob@example.com>\nSubject: Re: Tea\nIn-Reply-To: MSGID\n\nIt could not be delivered, 550 5.1.1.",
            "From: Bob <bob@example.com>\nSubject: Poza biurem\n\nJestem na urlopie.",
            "From: Bob <bob@example.com>\nSubject: Re: Tea\n\nOlen lomalla.",
            "From: postmaster@example.com\nSubject: Out of office: Tea\nAuto-Submitted: auto-replied\n\nI am away.",
        ])
    func answers(_ mail: String) {
        #expect(ReturnedMailCase.told(mail) == .chat)
    }

    @Test("nobody gave a reason, and none is made up")
    func unexplained() throws {
        var recipients = MailRecipients()
        recipients.references = [ReportCase.reference]
        let mail = Receiving.mail(
            "From: mailer-daemon@mx.example.com\nSubject: Undeliverable mail\n\nIt could not be delivered.\n", from: nil
        )
        let events = MailReader(options: Receiving.options(), identity: Receiving.identity, now: Receiving.now)
            .events(of: mail, for: recipients)
        let report = try #require(events.first?.report)
        #expect(report.state == .failed(.unknown) && report.detail == nil)
    }
}
