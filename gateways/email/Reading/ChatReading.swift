// SPDX-License-Identifier: Apache-2.0

package import GatewayKit
package import MIME

/// What a person is shown of one mail. Pure: the same mail gives the same reading, and nothing is fetched.
package struct ChatReading: Sendable {
    /// Decoded, in one line; nil: none.
    package let subject: String?
    /// Readable text in at most `textBytes` of UTF-8, with XEP-0393 styling where it was HTML. Quoted history and
    /// signatures are trimmed. Empty where the mail has no text.
    package let text: String
    /// What was trimmed, dropped or not understood, so that the link to the original is needed; nil: nothing, or only a
    /// signature.
    package let omission: Omission?
    /// In the order in which they stand; inline pictures and attached mails are among them.
    package let attachments: [ReadAttachment]

    /// One stanza's body may have 64 KiB.
    package static let textBytes = TextLayout.bytes

    /// - Parameter language: the `xml:lang` for the few words of our own; nil is English.
    package init(_ mail: ParsedMail, language: String? = nil) {
        let fields = mail.root.fields
        subject = fields.subject.map(PlainText.oneLine).flatMap { $0.isEmpty ? nil : $0 }
        let relation = MailRelation(fields, subject: subject)
        let content = MailContent.read(mail.root, relation, language: language)
        let trimmed = TrimmedText(
            content.lines, relation, isHTML: content.flavour == .html, isInterleaved: content.isInterleaved)
        let remarks = content.remarks(beside: trimmed.lines)
        let whole = ([trimmed.lines.joined(separator: "\n")] + content.notes + remarks).filter { !$0.isEmpty }
            .joined(separator: "\n\n")
        text = PlainText.prefix(of: whole, bytes: Self.textBytes)
        attachments = content.shownAttachments
        let isAbridged = mail.isTruncated || content.isAbridged || text.utf8.count < whole.utf8.count
        omission = isAbridged ? .more : trimmed.hasHistory || content.hasHistory ? .quotedText : nil
    }
}
