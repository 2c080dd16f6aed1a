// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials
import MIME
import PosternCrypto

/// A mail as the JSON twins of the pages show it: the envelope, and what a mail program makes of the bytes.
struct MailView: Encodable, Sendable {
    struct Recipient: Encodable, Sendable {
        let address: String
        let state: SimulatedMail.State
        let words: String
        let notify: String?
    }

    struct Person: Encodable, Sendable {
        let name: String?
        let address: String

        init(_ mailbox: Mailbox) {
            name = mailbox.displayName
            address = mailbox.address
        }
    }

    struct File: Encodable, Sendable {
        let name: String
        let type: String
        let size: Int
        let sha256: String
    }

    let id: String
    let direction: SimulatedMail.Direction
    /// Of the envelope; nil is the null sender.
    let sender: String?
    let recipients: [Recipient]
    let envelopeID: String?
    let time: String
    let from: [Person]
    let to: [Person]
    let cc: [Person]
    let subject: String
    let messageID: String?
    let inReplyTo: [String]
    let references: [String]
    let type: String
    let text: String
    let html: String?
    let attachments: [File]

    enum CodingKeys: String, CodingKey {
        case id, direction, sender, recipients, time, from, to, cc, subject, references, type, text, html, attachments
        case envelopeID = "envelope_id"
        case messageID = "message_id"
        case inReplyTo = "in_reply_to"
    }

    init(_ mail: SimulatedMail) {
        let parsed = ParsedMail.parse(mail.bytes)
        let fields = parsed.root.fields
        id = mail.name
        direction = mail.direction
        sender = mail.sender
        recipients = mail.recipients.map {
            Recipient(address: $0.address, state: $0.state, words: $0.words, notify: $0.notify)
        }
        envelopeID = mail.envelopeID
        time = mail.time.ISO8601Format()
        from = fields.from.map(Person.init)
        to = fields.to.map(Person.init)
        cc = fields.cc.map(Person.init)
        subject = fields.subject ?? ""
        messageID = fields.messageID
        inReplyTo = fields.inReplyTo
        references = fields.references
        type = parsed.root.contentType.essence
        text = parsed.shownText
        html = parsed.shownHTML
        attachments = parsed.files.map { file in
            let bytes = file.bytes
            return File(
                name: file.fileName ?? "", type: file.contentType.essence, size: bytes.count,
                sha256: HashAlgorithm.sha256.hexDigest(of: bytes))
        }
    }
}
