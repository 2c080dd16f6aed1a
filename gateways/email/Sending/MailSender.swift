// SPDX-License-Identifier: Apache-2.0

import GatewayKit
import MIME
import SMTP

import struct Foundation.Date

/// The way out: a message becomes an email, is handed to the mail server, and the answer becomes a result.
struct MailSender: Sendable {
    /// Of all files together: in base64 it is about 25 MiB, which most of the world's mailboxes take.
    static let mostBytes = 18 << 20
    /// For fetching all of them: later ones stay links.
    static let patience = Duration.seconds(60)

    let identity: MessageIdentity
    let client: SubmissionClient
    let fetcher: AttachmentFetcher

    func send(_ message: OutgoingMessage, now: Date) async -> SendResult {
        guard let recipient = EnvelopeAddress(message.to.text) else {
            return .permanent(.recipient, "\(message.to) cannot be written in an envelope")
        }
        if case .failureReport(let failure) = message.purpose {
            return await report(failure, of: message, to: recipient, now: now)
        }
        let (attachments, text) = await content(of: message)
        guard let mail = mail(message, text, attachments, now: now) else {
            return .permanent(.content, "an address of the message cannot be written in a mail")
        }
        // Each recipient is a submission of its own, with an address of its own to which failures return.
        let envelope = SubmissionEnvelope(
            from: EnvelopeAddress(identity.bounceAddress(for: message.reference)), recipients: [recipient],
            envelopeID: message.reference, wantsReports: true)
        let outcome = await client.submit(envelope, mail.encoded())
        // Too large for the server: what cannot go along stays a link.
        if case .permanent(let refusal, _) = outcome, refusal.cause == .size, !attachments.isEmpty,
            let smaller = self.mail(message, Self.textWithLinks(message), [], now: now)
        {
            return SendResult(await client.submit(envelope, smaller.encoded()))
        }
        return SendResult(outcome)
    }

    /// From the null sender: nobody ever answers a report with a report (RFC 5321 section 4.5.5).
    private func report(
        _ failure: FailedDelivery, of message: OutgoingMessage, to recipient: EnvelopeAddress, now: Date
    ) async -> SendResult {
        guard let sender = Mailbox(displayName: nil, address: message.to.text),
            let account = Mailbox(displayName: nil, address: message.from.text)
        else { return .permanent(.content, "an address of the report cannot be written in a mail") }
        let report = FailureReport(
            sender: sender, recipient: account, failure: failure, mailDomain: identity.mailDomain,
            messageID: identity.messageID(for: message.reference), date: message.writtenAt ?? now)
        return SendResult(await client.submit(SubmissionEnvelope(from: nil, recipients: [recipient]), report.encoded()))
    }

    /// nil where an address fits in no header.
    private func mail(
        _ message: OutgoingMessage, _ text: String, _ attachments: [OutgoingMail.Attachment], now: Date
    ) -> OutgoingMail? {
        guard let from = Mailbox(displayName: message.fromName, address: message.from.text) else { return nil }
        let named = Self.header(of: message)
        guard named.to.count + named.cc.count > 0 || message.role == .bcc else { return nil }
        let wantsReceipt =
            message.wantsDisplayed && message.settings[MailboxRegistration.Field.readReceipts] == "yes"
        return OutgoingMail(
            from: from, to: named.to, cc: named.cc, subject: message.thread.subject ?? "",
            date: message.writtenAt ?? now,
            messageID: message.thread.networkID ?? identity.messageID(for: message.reference),
            inReplyTo: message.thread.inReplyTo,
            references: Self.references(message.thread),
            text: text, attachments: attachments,
            dispositionNotificationTo: wantsReceipt
                ? Mailbox(displayName: nil, address: identity.bounceAddress(for: message.reference)) : nil)
    }

    /// Whom the mail names; those who get it unseen are in no header.
    private static func header(of message: OutgoingMessage) -> (to: [Mailbox], cc: [Mailbox]) {
        let everybody = [Recipient(message.to, role: message.role)] + message.others
        let named = { (role: Recipient.Role) in
            everybody.filter { $0.role == role }.compactMap { Mailbox(displayName: $0.name, address: $0.address.text) }
        }
        return (named(.to), named(.cc))
    }

    /// RFC 5322 section 3.6.4: the thread's messages, the one that is answered last.
    private static func references(_ place: ThreadPlace) -> [String] {
        guard let answered = place.inReplyTo else { return [] }
        return place.ancestors.filter { $0 != answered } + [answered]
    }

    /// Fetches what was linked to, one after another so that memory stays bounded; what cannot be had, or is too much,
    /// stays a link, as does a page that a line of the text is a link to.
    private func content(of message: OutgoingMessage) async -> ([OutgoingMail.Attachment], text: String) {
        var attachments: [OutgoingMail.Attachment] = []
        var fetched: [String] = []
        var bytesLeft = Self.mostBytes
        let end = ContinuousClock.now + Self.patience
        let uploads = UploadLinks.find(in: message.text).filter { !message.media.contains($0) }
        for link in (message.media + uploads).prefix(EmailGateway.mostAttachments) {
            guard ContinuousClock.now < end, bytesLeft > 0, let file = await fetcher.fetch(link),
                file.content.count <= bytesLeft,
                message.media.contains(link) || !Self.isPage(file)
            else { continue }
            bytesLeft -= file.content.count
            attachments.append(.init(name: file.name, type: file.type, bytes: file.content))
            fetched.append(link)
        }
        return (attachments, Self.textWithLinks(message, except: fetched))
    }

    private static func textWithLinks(_ message: OutgoingMessage, except fetched: [String] = []) -> String {
        let text = UploadLinks.remove(fetched, from: message.text)
        let links = message.media.filter { !fetched.contains($0) }
        return ([text] + links).filter { !$0.isEmpty }.joined(separator: "\n")
    }

    /// What a server shows in place of a file, such as a page to log in at.
    private static func isPage(_ file: Attachment) -> Bool {
        ["text/html", "application/xhtml+xml"].contains { file.type.lowercased().hasPrefix($0) }
    }
}

extension SendResult {
    /// What the outbox makes of a submission to one recipient.
    init(_ outcome: SubmissionOutcome) {
        switch outcome {
        case .accepted(let receipt):
            self = .accepted(id: receipt.words, parts: nil, reportFollows: receipt.promisesReports)
        case .temporary(let words, _): self = .temporary(words, retryAfter: nil)
        case .permanent(let refusal, _): self = .permanent(Rejection(refusal.cause), refusal.words)
        case .account(let sentence): self = .account(sentence)
        case .uncertain(let words): self = .uncertain(words)
        case .unreachable(let sentence): self = .temporary(sentence, retryAfter: nil)
        }
    }
}

extension Rejection {
    init(_ cause: SubmissionRefusal.Cause) {
        switch cause {
        case .recipient, .mailboxFull: self = .recipient
        case .size, .content: self = .content
        case .policy, .other: self = .policy
        }
    }
}
