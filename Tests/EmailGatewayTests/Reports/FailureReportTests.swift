// SPDX-License-Identifier: Apache-2.0

import EmailGateway
import Foundation
import GatewayKit
import MIME
import SMTP
import Testing

@Suite struct FailureReportTests {
    private func report(
        subject: String? = "Grüße", networkID: String? = "<orig-1@example.com>",
        reason: String = "The account has no room left.", sender: String = "bob@example.com",
        recipient: String = "alice@example.org"
    ) throws -> FailureReport {
        FailureReport(
            sender: try #require(Mailbox(displayName: "Bob", address: sender)),
            recipient: try #require(Mailbox(displayName: nil, address: recipient)),
            failure: FailedDelivery(
                networkID: networkID, subject: subject, arrivedAt: Date(timeIntervalSince1970: 1_700_000_000),
                reason: reason),
            status: EnhancedStatus(5, 2, 2), mailDomain: "example.org", messageID: "<r-1@example.org>",
            date: Date(timeIntervalSince1970: 1_700_000_100))
    }

    @Test("another Postern reads it as what it is, and Python finds no flaw")
    func roundTrip() throws {
        let bytes = try report().encoded()
        let reading = try PythonReader.read(bytes)
        #expect(reading.defects == [])
        #expect(reading.header("From") == "Mail delivery system <MAILER-DAEMON@example.org>")
        #expect(reading.header("To") == "Bob <bob@example.com>")
        #expect(reading.header("Auto-Submitted") == "auto-replied")
        #expect(reading.header("In-Reply-To") == "<orig-1@example.com>")
        #expect(reading.header("References") == "<orig-1@example.com>")
        let mail = ParsedMail.parse(bytes)
        #expect(mail.root.contentType.parameters["report-type"] == "delivery-status")
        #expect(
            mail.leaves.map(\.contentType.essence) == ["text/plain", "message/delivery-status", "text/rfc822-headers"])
        #expect(mail.leaves[0].text.contains("Your mail to alice@example.org with the subject “Grüße” could not be"))
        let notices = ReturnedMail.read(
            mail, for: MessageIdentity(mailDomain: "example.com", secret: "x"), ReportCase.toPerson)
        #expect(
            notices == [
                Notice(
                    originalMessageID: "<orig-1@example.com>", recipient: "alice@example.org",
                    state: .failed, status: EnhancedStatus(5, 2, 2), words: "The account has no room left.")
            ])
    }

    @Test("without what is not known")
    func bare() throws {
        let bytes = try report(subject: nil, networkID: nil).encoded()
        let reading = try PythonReader.read(bytes)
        #expect(reading.defects == [])
        #expect(reading.header("In-Reply-To") == nil)
        #expect(ReturnedMail.read(ParsedMail.parse(bytes), for: ReportCase.identity, ReportCase.toPerson)?.count == 1)
    }

    @Test("an address outside ASCII is escaped in the report")
    func international() throws {
        let mail = try report(recipient: "jürgen@example.org")
        let notices = ReturnedMail.read(
            ParsedMail.parse(mail.encoded()), for: ReportCase.identity, ReportCase.toPerson)
        #expect(notices?.map(\.recipient) == ["jürgen@example.org"])
    }

    @Test("nothing adds a field or a recipient", arguments: OutgoingMailTests.injections)
    func injection(_ evil: String) throws {
        let bytes = try report(subject: evil, networkID: evil, reason: evil).encoded()
        let mail = ParsedMail.parse(bytes)
        #expect(
            mail.root.fields.list.map(\.name) == [
                "Date", "From", "To", "Subject", "Message-ID", "Auto-Submitted", "MIME-Version", "Content-Type",
            ])
        #expect(mail.leaves.count == 3)
        let notices = ReturnedMail.read(mail, for: ReportCase.identity, ReportCase.toPerson)
        #expect(notices?.map(\.recipient) == ["alice@example.org"])
        #expect(!mail.leaves[1].text.split(separator: "\n").contains { $0.hasPrefix("Bcc") })
    }
}
