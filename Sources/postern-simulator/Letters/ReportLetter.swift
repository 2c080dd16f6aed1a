// SPDX-License-Identifier: Apache-2.0

import MIME
import PosternCrypto
import SMTP

import struct Foundation.Date

/// A delivery status notification as a mail: for programs (RFC 3464), or in prose as old servers write it.
struct ReportLetter: Sendable {
    let report: MailReport
    let mail: SubmittedMail
    let recipient: SubmittedRecipient
    /// The server that reports.
    let server: String
    let date: Date

    func encoded() -> [UInt8] {
        var header = HeaderWriter()
        header.add(.date, date)
        header.add(.from, Self.mailboxes("Mail Delivery System", "MAILER-DAEMON@\(server)"))
        header.add(.to, Self.mailboxes(nil, mail.sender?.description ?? ""))
        header.add(.subject, HeaderText(subject))
        header.add(.messageID, [MessageID("<\(randomToken(bytes: 12))@\(server)>")].compactMap(\.self))
        if !report.isProse { header.add(.autoSubmitted, "auto-replied") }
        header.add(.mimeVersion, "1.0")
        let body = report.isProse ? prose : forPrograms
        return header.bytes + body.header + [0x0D, 0x0A] + body.body
    }

    private static func mailboxes(_ name: String?, _ address: String) -> [Mailbox] {
        [Mailbox(displayName: name, address: address)].compactMap(\.self)
    }

    private var subject: String {
        switch report.action {
        case _ where report.isProse: "failure notice"
        case .delivered: "Successful Mail Delivery Report"
        case .failed: "Undelivered Mail Returned to Sender"
        case .delayed: "Delayed Mail (still being retried)"
        }
    }

    /// RFC 6522: words, fields, and what came back of the mail.
    private var forPrograms: EncodedPart {
        let words = """
            This is the mail system at host \(server).

            Your message was \(report.action.rawValue): <\(recipient.address)>: \(report.diagnostic)
            """
        return MultipartWriter.join(
            .deliveryReport,
            [.text(words), .lines(Array(fields.utf8), .deliveryStatus), .lines(originalHeader, .headers)])
    }

    /// Fields of the message, and of the recipient (RFC 3464 sections 2.2 and 2.3).
    private var fields: String {
        let type = recipient.address.isASCII ? "rfc822" : "utf-8"
        let original = recipient.parameters.originalRecipient.map { "Original-Recipient: \(type); \($0)" }
        let ofMessage =
            ["Reporting-MTA: dns; \(server)"]
            + [mail.parameters.envelopeID.map { "Original-Envelope-Id: \($0)" }].compactMap(\.self)
        let ofRecipient =
            [original].compactMap(\.self) + [
                "Final-Recipient: \(type); \(recipient.address)", "Action: \(report.action.rawValue)",
                "Status: \(report.status)", "Remote-MTA: dns; mx.\(recipient.address.domain)",
                "Diagnostic-Code: smtp; \(report.diagnostic)",
            ]
        return [ofMessage, ofRecipient].map { $0.map { $0 + "\r\n" }.joined() }.joined(separator: "\r\n")
    }

    /// As qmail writes it.
    private var prose: EncodedPart {
        .text(
            """
            Hi. This is the qmail-send program at \(server).
            I'm afraid I wasn't able to deliver your message to the following addresses.
            This is a permanent error; I've given up. Sorry it didn't work out.

            <\(recipient.address)>:
            mx.\(recipient.address.domain) does not like recipient.
            Remote host said: \(report.diagnostic)

            --- Below this line is a copy of the message.

            \(String(decoding: mail.bytes, as: UTF8.self))
            """)
    }

    /// The mail's header with its line ends, without the empty line behind it.
    private var originalHeader: [UInt8] {
        let bytes = mail.bytes
        var start = 0
        while let end = bytes[start...].firstIndex(of: 0x0A) {
            if end - start <= 1 { return Array(bytes[..<start]) }
            start = end + 1
        }
        return bytes
    }
}
