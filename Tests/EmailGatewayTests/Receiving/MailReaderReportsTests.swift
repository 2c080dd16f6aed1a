// SPDX-License-Identifier: Apache-2.0

import GatewayKit
import SMTP
import Testing

@testable import EmailGateway

/// Mail that comes back: what it tells of messages of ours.
@Suite struct MailReaderReportsTests {
    private static let reference = ReportCase.reference
    private static let alice = Receiving.alice.text

    private func read(
        _ file: String, references: [String] = [], accounts: [String] = [], sender: String? = nil
    ) throws -> [WebhookEvent] {
        var recipients = MailRecipients()
        for account in accounts { recipients.add(Address(account), AddressHolder()) }
        recipients.references = references
        return MailReader(options: Receiving.options(), identity: Receiving.identity, now: Receiving.now)
            .events(of: Receiving.mail(bytes: try ReportCase.sample(file), from: sender), for: recipients)
    }

    @Test(
        "what servers and mail programs say at the bounce address, as the outbox knows it",
        arguments: [
            ("postfix-failed", .failed(.recipient)), ("postfix-delayed", .delayed), ("postfix-delivered", .delivered),
            ("postfix-relayed", .handedOver), ("list-expanded", .handedOver), ("mdn-displayed", .displayed),
            ("sendmail", .failed(.policy)), ("gmx-german", .failed(.full)), ("qmail", .failed(.recipient)),
            ("postfix-expired", .expired),
        ] as [(String, DeliveryReport.State)])
    func states(file: String, state: DeliveryReport.State) throws {
        let events = try read(file, references: [Self.reference])
        let report = try #require(events.first?.report)
        #expect(events.count == 1)
        #expect(report.reference == Self.reference && report.networkID == nil && report.own == nil)
        #expect(report.state == state)
        #expect(report.recipient != nil && report.detail?.isEmpty == false)
        // A program that answers in a person's name is believed there, too.
        #expect(try read(file, references: [Self.reference], sender: "bob@example.com") == events)
        // Where it came to both it is told once.
        #expect(try read(file, references: [Self.reference], accounts: [Self.alice]) == events)
    }

    @Test(
        "at a person's address bad news is believed, by the Message-ID and the recipient",
        arguments: [
            ("postfix-failed", .failed(.recipient)), ("postfix-delayed", .delayed), ("postfix-expired", .expired),
            ("sendmail", .failed(.policy)), ("exim-prose", .failed(.recipient)), ("qmail", .failed(.recipient)),
        ] as [(String, DeliveryReport.State)])
    func byMessageID(file: String, state: DeliveryReport.State) throws {
        let events = try read(file, accounts: [Self.alice])
        let report = try #require(events.first?.report)
        #expect(events.count == 1)
        #expect(report.reference == nil && report.networkID == "<\(Self.reference)@example.org>")
        #expect(report.own == Receiving.alice && report.recipient == Address("bob@example.com"))
        #expect(report.state == state)
    }

    @Test(
        "at a person's address everything else is a mail to read: nobody makes a tick there, and nothing is lost",
        arguments: [
            "postfix-delivered", "postfix-relayed", "list-expanded", "mdn-displayed", "mdn-automatic", "mdn-deleted",
            "mdn-foreign", "lie-delivered", "lie-envelope-id", "lie-vacation", "not-answer", "not-forwarded-bounce",
            "mdaemon-empty-sender",
        ])
    func lies(file: String) throws {
        let events = try read(file, accounts: [Self.alice])
        #expect(events.count == 1, "\(events)")
        #expect(events.first?.message?.to == [Receiving.alice])
        #expect(events.first?.message?.answersReference == nil)
    }

    @Test(
        "a mail with a sender is a mail to read, whatever it says and whatever its header says of the sender",
        arguments: ReportCase.all.map(\.file) + [
            "not-postmaster-note", "not-bounce-desk", "not-answer", "lie-delivered", "lie-vacation",
        ])
    func people(file: String) throws {
        let events = try read(file, accounts: [Self.alice], sender: "postmaster@example.com")
        #expect(events.count == 1, "\(events)")
        #expect(events.first?.message?.to == [Receiving.alice])
    }

    @Test("a person's mail that goes to the bounce address, too, reaches both")
    func both() throws {
        let events = try read(
            "not-bounce-desk", references: [Self.reference], accounts: [Self.alice], sender: "bounce@example.com")
        #expect(events.count == 2, "\(events)")
        #expect(events.first?.report?.reference == Self.reference)
        #expect(events.last?.message?.to == [Receiving.alice])
    }

    @Test("each recipient has a fate of its own; what is not believed is there to read")
    func twoRecipients() throws {
        let reports = try read("postfix-two-recipients", references: [Self.reference]).compactMap(\.report)
        #expect(reports.map(\.recipient) == [Address("bob@example.com"), Address("carol@example.net")])
        #expect(reports.map(\.state) == [.failed(.full), .delivered])
        #expect(reports[0].detail == "The mailbox is full (5.2.2 Over quota).")
        let events = try read("postfix-two-recipients", accounts: [Self.alice])
        #expect(events.compactMap(\.report).map(\.recipient) == [Address("bob@example.com")])
        #expect(events.compactMap(\.message).map(\.to) == [[Receiving.alice]] && events.count == 2)
    }

    /// What follows in parentheses is the server's, and stays in its language.
    @Test(
        "what a failure's codes mean is said in German, too",
        arguments: [
            ("postfix-two-recipients", "Das Postfach ist voll (5.2.2 Over quota)."),
            ("postfix-failed", "Dieses Postfach gibt es nicht (5.1.1 "), ("sendmail", "nach seinen Regeln abgelehnt ("),
            ("gmx-german", "Das Postfach ist voll ("), ("postfix-expired", "erreichbar ("), ("postfix-delayed", nil),
            ("postfix-delivered", nil), ("mdn-displayed", nil),
        ] as [(String, String?)])
    func german(file: String, expected: String?) throws {
        for events in [
            try read(file, references: [Self.reference]),
            expected == nil ? [] : try read(file, accounts: [Self.alice]).filter { $0.report != nil },
        ] where !events.isEmpty {
            let report = try #require(events.first?.report)
            guard let expected else {
                #expect(report.german == nil)
                continue
            }
            #expect(report.german?.contains(expected) == true, "\(report.german ?? "")")
            #expect(report.detail?.contains(expected) == false)
        }
    }

    @Test("where no reason is given there are no words of ours for one, in either language")
    func unexplained() throws {
        let bounce = Receiving.identity.bounceAddress(for: "r1")
        let mail = Receiving.mail(
            """
            From: MAILER-DAEMON@mx.example.com
            Content-Type: multipart/report; report-type=delivery-status; boundary=b

            --b
            Content-Type: message/delivery-status

            Reporting-MTA: dns; mx.example.com

            Final-Recipient: rfc822; bob@example.com
            Action: failed

            --b--

            """, from: nil, to: bounce)
        var recipients = MailRecipients()
        recipients.references = ["r1"]
        let reader = MailReader(options: Receiving.options(), identity: Receiving.identity, now: Receiving.now)
        let report = try #require(reader.events(of: mail, for: recipients).first?.report)
        #expect(report.state == .failed(.unknown) && report.detail == nil && report.german == nil)
    }

    @Test("a notice of absence is for whoever wrote, and nothing may answer it")
    func vacation() throws {
        let events = try read("not-vacation", references: [Self.reference])
        let message = try #require(events.first?.message)
        #expect(events.count == 1)
        #expect(message.answersReference == Self.reference)
        #expect(message.isAutomatic && message.returnAddress == nil && message.to.isEmpty)
        #expect(!message.text.isEmpty)
    }

    @Test("a notification that tells nothing is nothing")
    func deletedUnread() throws {
        #expect(try read("mdn-deleted", references: [Self.reference]).isEmpty)
    }
}
