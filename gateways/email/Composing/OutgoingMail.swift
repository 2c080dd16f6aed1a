// SPDX-License-Identifier: Apache-2.0

package import MIME

package import struct Foundation.Date

/// One mail as a value. What it is made of cannot break out of its place: every field is typed, or written by a writer
/// that lets no line end through.
package struct OutgoingMail: Sendable {
    /// The account's own address with the person's display name.
    package let from: Mailbox
    package let to: [Mailbox]
    package let cc: [Mailbox]
    package let subject: HeaderText
    package let date: Date
    /// nil where it was no Message-ID; then the submission server gives one.
    package let messageID: MessageID?
    /// What it answers; nil begins a thread.
    package let inReplyTo: MessageID?
    /// Oldest first.
    package let references: [MessageID]
    /// As the person wrote it, XEP-0393 styling included; may be empty where there are attachments.
    package let text: String
    package let attachments: [Attachment]
    /// Where a disposition notification (RFC 8098) is asked for; nil asks for none.
    package let dispositionNotificationTo: Mailbox?

    /// A file that goes along.
    package struct Attachment: Sendable {
        package let name: String
        package let type: MediaType
        package let bytes: [UInt8]

        /// - Parameter type: What the file's server said; what is no type becomes `application/octet-stream`.
        package init(name: String, type: String?, bytes: [UInt8]) {
            self.name = name
            self.type = type.flatMap { MediaType($0) } ?? .octetStream
            self.bytes = bytes
        }
    }

    /// Recipients that nobody else may see (Bcc) are for the envelope alone and have no place here. Ids that are none are
    /// left out.
    package init(
        from: Mailbox, to: [Mailbox], cc: [Mailbox] = [], subject: String, date: Date, messageID: String,
        inReplyTo: String? = nil, references: [String] = [], text: String, attachments: [Attachment] = [],
        dispositionNotificationTo: Mailbox? = nil
    ) {
        self.from = from
        self.to = to
        self.cc = cc
        self.subject = HeaderText(subject)
        self.date = date
        self.messageID = MessageID(messageID)
        self.inReplyTo = inReplyTo.flatMap { MessageID($0) }
        self.references = references.compactMap { MessageID($0) }
        self.text = text
        self.attachments = attachments
        self.dispositionNotificationTo = dispositionNotificationTo
    }
}
