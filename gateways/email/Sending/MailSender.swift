// SPDX-License-Identifier: Apache-2.0

import GatewayKit
import MIME
import SMTP

import struct Foundation.Date

/// The way out: a message becomes an email, is handed to the mail server, and the answer becomes a result.
struct MailSender: Sendable {
    /// Octets of memory for mails that are being written and handed over; with `LinkedFileCache.memory` the 128 MiB of the
    /// design's section 9.
    static let memory = 72 << 20
    /// How often a mail's files are in memory while it is written and handed over: as parts in base64 and as the mail, then
    /// as the mail and as what is on its way to the server; base64 makes four octets of three, and buffers are larger than
    /// what is in them.
    static let copies = 3

    let identity: MessageIdentity
    let client: SubmissionClient
    let files: LinkedFileCache
    /// One account has what the largest mail takes, which leaves the others a quarter.
    let room = MemoryBudget(octets: MailSender.memory, share: MailSender.copies * LinkedFiles.mostOctets)

    func send(_ message: OutgoingMessage, now: Date) async -> SendResult {
        guard let recipient = EnvelopeAddress(message.to.text) else {
            return .permanent(
                .recipient, "\(message.to) cannot be written in an envelope",
                german: "\(message.to) lässt sich nicht in einen Umschlag schreiben")
        }
        if case .failureReport(let failure) = message.purpose {
            return await report(failure, of: message, to: recipient, now: now)
        }
        let result = await files.use(message) { files in
            let octets = Self.copies * (files.octets + message.text.utf8.count)
            guard await room.wait(for: octets, holder: message.from.text) else { return SendResult?.none }
            defer { room.give(back: octets, of: message.from.text) }
            return await submit(message, with: files, to: recipient, now: now)
        }
        return (result ?? nil) ?? .temporary("the gateway stops before it was sent", retryAfter: nil)
    }

    private func submit(
        _ message: OutgoingMessage, with files: LinkedFiles, to recipient: EnvelopeAddress, now: Date
    ) async -> SendResult {
        let text = Self.textWithLinks(message, except: files.links)
        guard let mail = mail(message, text, files.attachments, now: now) else {
            return .permanent(
                .content, "an address of the message cannot be written in a mail",
                german: "eine Adresse der Nachricht lässt sich nicht in eine Mail schreiben")
        }
        // Each recipient is a submission of its own, with an address of its own to which failures return.
        let envelope = SubmissionEnvelope(
            from: EnvelopeAddress(identity.bounceAddress(for: message.reference)), recipients: [recipient],
            envelopeID: message.reference, wantsReports: true)
        let outcome = await client.submit(envelope, mail.encoded())
        // Too large for the server: what cannot go along stays a link.
        if case .permanent(let refusal, _) = outcome, refusal.cause == .size, !files.attachments.isEmpty,
            let smaller = self.mail(message, Self.textWithLinks(message), [], now: now)
        {
            return result(of: await client.submit(envelope, smaller.encoded()), for: message)
        }
        return result(of: outcome, for: message)
    }

    /// Some servers replace the Message-ID and say so, in words that may also name addresses.
    private func result(of outcome: SubmissionOutcome, for message: OutgoingMessage) -> SendResult {
        guard case .accepted(let receipt) = outcome,
            let id = AssignedMessageID.id(in: receipt.words, host: client.settings.host),
            !identity.isOurs(messageID: id), ![message.from, message.to].contains(where: { id == "<\($0)>" })
        else { return SendResult(outcome) }
        return .accepted(
            id: receipt.words, parts: nil, reportFollows: receipt.promisesReports, networkID: id)
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

    private static func textWithLinks(_ message: OutgoingMessage, except fetched: Set<String> = []) -> String {
        let text = UploadLinks.remove(fetched, from: message.text)
        let links = message.media.filter { !fetched.contains($0) }
        return ([text] + links).filter { !$0.isEmpty }.joined(separator: "\n")
    }
}

extension SendResult {
    /// What the outbox makes of a submission to one recipient.
    init(_ outcome: SubmissionOutcome) {
        switch outcome {
        case .accepted(let receipt):
            self = .accepted(id: receipt.words, parts: nil, reportFollows: receipt.promisesReports)
        case .temporary(let words, _): self = .temporary(words, retryAfter: nil)
        case .permanent(let refusal, _):
            self = .permanent(Rejection(refusal.cause), refusal.words, german: refusal.german)
        case .account(let sentence): self = .account(sentence)
        case .uncertain(let words): self = .uncertain(words)
        case .unreachable(let sentence): self = .temporary(sentence, retryAfter: nil)
        }
    }
}

extension Rejection {
    init(_ cause: SubmissionRefusal.Cause) {
        switch cause {
        case .recipient: self = .recipient
        case .mailboxFull: self = .full
        case .size, .content: self = .content
        case .policy: self = .policy
        case .other: self = .unknown
        }
    }
}
