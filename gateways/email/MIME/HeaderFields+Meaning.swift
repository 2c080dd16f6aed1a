// SPDX-License-Identifier: Apache-2.0

package import struct Foundation.Date

// What the usual fields say (RFC 5322 section 3.6). Where a field stands twice, the first counts.
extension HeaderFields {
    /// Decoded, in one line; nil where there is none or it is empty.
    package var subject: String? { text("Subject") }

    /// Several authors are rare, and allowed.
    package var from: [Mailbox] { mailboxes("From") }
    /// Those that are addresses as they are written, and not only to a reader who overlooks mistakes.
    package var plainFrom: [Mailbox] { values(of: "From").flatMap { AddressList.plain($0, in: charset) } }
    package var sender: [Mailbox] { mailboxes("Sender") }
    package var replyTo: [Mailbox] { mailboxes("Reply-To") }
    package var to: [Mailbox] { mailboxes("To") }
    package var cc: [Mailbox] { mailboxes("Cc") }
    package var bcc: [Mailbox] { mailboxes("Bcc") }

    /// When the author sent it; nil where that cannot be made out.
    package var date: Date? { value(of: "Date").flatMap(MailDate.parse) }

    /// With its angle brackets; nil where there is none.
    package var messageID: String? { value(of: "Message-ID").flatMap { MessageIDs.parse($0).first } }
    /// With their angle brackets.
    package var inReplyTo: [String] { value(of: "In-Reply-To").map(MessageIDs.parse) ?? [] }
    /// With their angle brackets, the oldest first.
    package var references: [String] { value(of: "References").map(MessageIDs.parse) ?? [] }

    /// Any field of free text, encoded words decoded, in one line; nil where there is none or it is empty.
    package func text(_ name: String) -> String? {
        guard let value = value(of: name) else { return nil }
        let text = EncodedWords.decode(value, in: charset).inOneLine
        return text.isEmpty ? nil : text
    }

    /// Any field that lists addresses, all its occurrences together (RFC 5322 allows one, real mail has several).
    /// Groups are taken apart, and what is no address is left out.
    package func mailboxes(_ name: String) -> [Mailbox] {
        values(of: name).flatMap { AddressList.parse($0, in: charset) }
    }
}
