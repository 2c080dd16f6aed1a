// SPDX-License-Identifier: Apache-2.0

import GatewayKit
import SMTP
import Testing

@testable import EmailGateway

/// Mail that comes back: what it tells of messages of ours.
@Suite struct MailReaderReportsTests {
    private static let reference = ReportCase.reference

    private func read(_ file: String, references: [String] = [], accounts: [String] = []) throws -> [WebhookEvent] {
        var recipients = MailRecipients()
        for account in accounts { recipients.add(Address(account), AddressHolder()) }
        recipients.references = references
        return MailReader(options: Receiving.options(), identity: Receiving.identity, now: Receiving.now)
            .events(of: Receiving.mail(bytes: try ReportCase.sample(file)), for: recipients)
    }

    @Test(
        "what servers and mail programs say, as the outbox knows it",
        arguments: [
            ("postfix-failed", .failed(.recipient)), ("postfix-delayed", .delayed), ("postfix-delivered", .delivered),
            ("postfix-relayed", .handedOver), ("list-expanded", .handedOver), ("mdn-displayed", .displayed),
            ("sendmail", .failed(.policy)), ("gmx-german", .failed(nil)), ("qmail", .failed(.recipient)),
        ] as [(String, DeliveryReport.State)])
    func states(file: String, state: DeliveryReport.State) throws {
        let toBounceAddress = try read(file, references: [Self.reference])
        let report = try #require(toBounceAddress.first?.report)
        #expect(toBounceAddress.count == 1)
        #expect(report.reference == Self.reference && report.state == state)
        #expect(report.recipient != nil && report.detail?.isEmpty == false)
        // By the Message-ID, where it came to the person's own address: no mail to read.
        #expect(try read(file, accounts: ["alice@example.org"]) == toBounceAddress)
        // To both it is told once.
        #expect(try read(file, references: [Self.reference], accounts: ["alice@example.org"]) == toBounceAddress)
    }

    @Test("each recipient has a fate of its own")
    func twoRecipients() throws {
        let reports = try read("postfix-two-recipients", references: [Self.reference]).compactMap(\.report)
        #expect(reports.map(\.recipient) == [Address("bob@example.com"), Address("carol@example.net")])
        #expect(reports.map(\.state) == [.failed(nil), .delivered])
        #expect(reports[0].detail == "The mailbox is full (5.2.2 Over quota).")
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

    @Test(
        "a report on somebody else's mail, and a person's mail about one, are mails to read",
        arguments: ["mdn-foreign", "not-answer", "not-forwarded-bounce", "not-postmaster-note"])
    func foreign(file: String) throws {
        let events = try read(file, accounts: ["alice@example.org"])
        #expect(events.count == 1)
        #expect(events.first?.message?.to == [Receiving.alice])
        #expect(events.first?.message?.answersReference == nil)
    }
}
