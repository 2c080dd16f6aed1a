// SPDX-License-Identifier: Apache-2.0

package import GatewayKit
package import MIME
package import SMTP

package import struct Foundation.Date

/// A report (RFC 3464, RFC 6522) to the sender of a mail that we had taken and then could not deliver. It is sent with the
/// null sender, and never for a mail that had the null sender itself or was automatic: that is the caller's to know.
package struct FailureReport: Sendable {
    /// Who sent the mail, and gets the report.
    package let sender: Mailbox
    /// Whom it was meant for.
    package let recipient: Mailbox
    package let failure: FailedDelivery
    package let status: EnhancedStatus
    /// The domain that speaks; lower case, ASCII.
    package let mailDomain: String
    /// Of the report itself.
    package let messageID: String
    package let date: Date

    package init(
        sender: Mailbox, recipient: Mailbox, failure: FailedDelivery, status: EnhancedStatus = EnhancedStatus(5, 0, 0),
        mailDomain: String, messageID: String, date: Date
    ) {
        self.sender = sender
        self.recipient = recipient
        self.failure = failure
        self.status = status
        self.mailDomain = mailDomain
        self.messageID = messageID
        self.date = date
    }

    /// The mail as it is sent.
    package func encoded() -> [UInt8] {
        let report = MultipartWriter.join(
            .deliveryReport,
            [
                .flowed(StyledMessage(words).flowedLines),
                .lines(deliveryStatus, .deliveryStatus),
                .lines(originalHeader, .headers),
            ])
        return header + report.header + [0x0D, 0x0A] + report.body
    }

    private var original: [MessageID] {
        failure.networkID.flatMap { MessageID($0) }.map { [$0] } ?? []
    }

    private var header: [UInt8] {
        var header = HeaderWriter()
        let name = "Mail delivery system"
        header.add(.date, date)
        header.add(.from, Mailbox(displayName: name, address: "MAILER-DAEMON@\(mailDomain)").map { [$0] } ?? [])
        header.add(.to, [sender])
        header.add(.subject, HeaderText("Undelivered mail returned to sender"))
        header.add(.messageID, MessageID(messageID).map { [$0] } ?? [])
        header.add(.inReplyTo, original)
        header.add(.references, original)
        // RFC 3834 section 5: an answer by a program, not to be answered by another one.
        header.add(.autoSubmitted, "auto-replied")
        header.add(.mimeVersion, "1.0")
        return header.bytes
    }

    private var words: String {
        let subject = failure.subject.map { " with the subject “\(HeaderText($0).text)”" } ?? ""
        return """
            Your mail to \(recipient.headerAddress)\(subject) could not be delivered.

            \(failure.reason)

            It will not be tried again. This is an automatic report; answers to it are not read.
            """
    }

    /// RFC 3464 section 2: the message as a whole, an empty line, the recipient.
    private var deliveryStatus: [UInt8] {
        var message = HeaderWriter()
        message.addReportingServer(mailDomain)
        message.add(.arrivalDate, failure.arrivedAt)
        var each = HeaderWriter()
        each.addFinalRecipient(recipient)
        each.add(.action, "failed")
        each.add(.status, HeaderText(status.description))
        each.add(.diagnosticCode, HeaderText("x-postern; " + failure.reason))
        return message.bytes + [0x0D, 0x0A] + each.bytes
    }

    /// What we know of the original's header.
    private var originalHeader: [UInt8] {
        var header = HeaderWriter()
        header.add(.from, [sender])
        header.add(.to, [recipient])
        header.add(.subject, HeaderText(failure.subject ?? ""))
        header.add(.messageID, original)
        return header.bytes
    }
}
