// SPDX-License-Identifier: Apache-2.0

import EmailGateway
import Foundation
import MIME
import SMTP
import Testing

/// What one sample in `cases/reports` tells.
struct ReportCase: Sendable, CustomTestStringConvertible {
    let file: String
    let expected: [Expected]

    struct Expected: Sendable, Equatable {
        let recipient: String?
        let state: Notice.State
        let status: String?
        let words: String?

        init(_ recipient: String?, _ state: Notice.State, _ status: String? = nil, _ words: String? = nil) {
            self.recipient = recipient
            self.state = state
            self.status = status
            self.words = words
        }

        init(_ notice: Notice) {
            self.init(notice.recipient, notice.state, notice.status?.description, notice.words)
        }
    }

    init(_ file: String, _ expected: Expected...) {
        self.file = file
        self.expected = expected
    }

    /// How most reports come: from nobody, to the address of a person.
    static let toPerson = MailArrival(isFromNobody: true, isToBounceAddress: false)
    static let toBounceAddress = MailArrival(isFromNobody: true, isToBounceAddress: true)

    var testDescription: String { file }

    static let identity = MessageIdentity(mailDomain: "example.org", secret: "cloak and dagger")
    static let reference = "mb3k9x2a-q1w2e3r4t5y6u7i8"

    static func sample(_ name: String) throws -> [UInt8] {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        return try [UInt8](Data(contentsOf: folder.appending(path: "cases/reports/\(name).eml")))
    }
}

extension ReportCase {
    static let all = [
        ReportCase(
            "postfix-failed",
            Expected(
                "bob@example.com", .failed, "5.1.1",
                "<bob@example.com>: Recipient address rejected: User unknown in virtual mailbox table")),
        ReportCase(
            "postfix-delayed",
            Expected(
                "bob@example.com", .delayed, "4.4.1", "connect to mx.example.com[192.0.2.20]:25: Connection timed out")),
        ReportCase(
            "postfix-expired",
            Expected(
                "bob@example.com", .failed, "4.4.1", "connect to mx.example.com[192.0.2.20]:25: Connection timed out")),
        ReportCase("postfix-delivered", Expected("bob@example.com", .delivered)),
        ReportCase("postfix-relayed", Expected("bob@example.com", .relayed)),
        ReportCase(
            "postfix-two-recipients", Expected("bob@example.com", .failed, "5.2.2", "Over quota"),
            Expected("carol@example.net", .delivered)),
        ReportCase("exim-prose", Expected("bob@example.com", .failed, nil, "No such user here")),
        ReportCase("exim-warning", Expected("bob@example.com", .delayed)),
        ReportCase(
            "qmail", Expected("bob@example.com", .failed, "5.1.1", "Sorry, no mailbox here by that name.")),
        ReportCase(
            "sendmail", Expected("bob@example.com", .failed, "5.7.1", "<bob@example.com>... Access denied")),
        ReportCase(
            "exchange-online",
            Expected(
                "bob@example.com", .failed, "5.1.10",
                "RESOLVER.ADR.RecipientNotFound; Recipient bob@example.com not found by SMTP address lookup")),
        ReportCase(
            "gmail",
            Expected(
                "bob@example.com", .failed, "5.1.1",
                "The email account that you tried to reach does not exist. Please try double-checking the recipient's "
                    + "email address for typos or unnecessary spaces.")),
        ReportCase("gmail-prose", Expected("bob@example.com", .delayed)),
        ReportCase("gmx-german", Expected("bob@example.com", .failed, nil, "mailbox full")),
        ReportCase(
            "yahoo-prose",
            Expected(
                "bob@example.com", .failed, nil,
                "delivery error: dd This user doesn't have an example.com account (bob@example.com) [0] - "
                    + "mta1.yahoo.example")),
        ReportCase("outlook-html-only", Expected("bob@example.com", .failed, "5.2.1", "mailbox disabled")),
        ReportCase(
            "domino",
            Expected(
                "bob@example.com", .failed, "5.1.1", "User bob (bob@example.com) not listed in Domino Directory")),
        ReportCase(
            "ironport-prose",
            Expected(
                "bob@example.com", .failed, "5.7.1",
                "Other mail system problem Message rejected due to content restrictions'")),
        ReportCase(
            "mdaemon-empty-sender", Expected("bob@example.com", .failed, nil, "<bob@example.com>, Recipient unknown")),
        ReportCase("smtputf8", Expected("jürgen@example.com", .failed, "5.1.1", "nobody here")),
        ReportCase("list-expanded", Expected("team+x@lists.example.net", .expanded)),
        ReportCase("mdn-displayed", Expected("bob@example.com", .displayed)),
        ReportCase("mdn-automatic", Expected("bob@example.com", .displayed)),
        ReportCase("mdn-deleted"),
    ]
}
