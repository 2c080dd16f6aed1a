// SPDX-License-Identifier: Apache-2.0

import GatewayKit
import MIME
import PosternCrypto
import SMTP

import struct Foundation.Date

/// What a mail tells: reports about messages of ours, and messages to people. Pure.
struct MailReader: Sendable {
    /// How many ids of a thread are looked at: the first, and the last ones.
    static let mostAncestors = 50

    let options: EmailGatewayOptions
    let identity: MessageIdentity
    let now: Date

    func events(of mail: ReceivedMail, for recipients: MailRecipients) -> [WebhookEvent] {
        let parsed = ParsedMail.parse(mail.bytes)
        let notices = ReturnedMail.read(
            parsed, for: identity, to: recipients.references.first.map(identity.bounceAddress))
        var events: [WebhookEvent] = []
        for reference in recipients.references {
            if let notices {
                events += notices.map { .report(report($0, reference: reference)) }
            } else {
                events.append(.message(answer(to: reference, mail, parsed)))
            }
        }
        // A report that came to the person's own address: to them it is the fate of their message, not a mail.
        let ours = (notices ?? []).filter { $0.reference != nil }
        if ours.isEmpty {
            events += messages(for: recipients.accounts, mail, parsed)
        } else if recipients.references.isEmpty, !recipients.accounts.isEmpty {
            events += ours.map { .report(report($0, reference: $0.reference)) }
        }
        if !recipients.operators.isEmpty {
            var message = message(mail, parsed, to: recipients.operators, isSpam: false)
            message.isForOperators = true
            // An admin may have a mailbox of their own; this one is not for them as a person.
            message.marks += recipients.operators.map { "[to \($0)]" }
            events.append(.message(message))
        }
        return events
    }

    // MARK: - Reports

    private func report(_ notice: Notice, reference: String?) -> DeliveryReport {
        DeliveryReport(
            reference: reference, recipient: notice.recipient.map { Address($0) }, state: .init(notice),
            detail: notice.detail)
    }

    /// What a program sends to the address that failures return to, such as a notice of absence.
    private func answer(to reference: String, _ mail: ReceivedMail, _ parsed: ParsedMail) -> IncomingMessage {
        var message = message(mail, parsed, to: [], isSpam: false)
        message.answersReference = reference
        message.isAutomatic = true
        message.returnAddress = nil
        return message
    }

    // MARK: - Messages

    /// One message for all who see the same of it.
    private func messages(
        for accounts: [(address: Address, settings: [String: String])], _ mail: ReceivedMail, _ parsed: ParsedMail
    ) -> [WebhookEvent] {
        guard !accounts.isEmpty else { return [] }
        let isFlagged = SpamFlag.isSet(in: parsed.root.fields)
        let policy = { (settings: [String: String]) -> SpamPolicy in
            guard isFlagged else { return .pass }
            return settings[MailboxRegistration.Field.spam].flatMap(SpamPolicy.init) ?? options.spam
        }
        return [SpamPolicy.pass, .mark].compactMap { shown in
            let readers = accounts.filter { policy($0.settings) == shown }.map(\.address)
            return readers.isEmpty ? nil : .message(message(mail, parsed, to: readers, isSpam: shown == .mark))
        }
    }

    private func message(
        _ mail: ReceivedMail, _ parsed: ParsedMail, to readers: [Address], isSpam: Bool
    ) -> IncomingMessage {
        let fields = parsed.root.fields
        let reading = ChatReading(parsed)
        let automation = Automation(fields, isNullSender: mail.sender == nil)
        let isAuthentic = Authenticity.judge(fields, trusting: options.authservID) == .authenticated
        let author = author(fields, mail)
        var message = IncomingMessage(
            eventID: eventID(fields, mail), from: author.address, nickname: isAuthentic ? author.name : nil,
            to: readers, text: reading.text, sentAt: sentAt(fields))
        message.marks = (isAuthentic ? [] : ["[not authenticated]"]) + (isSpam ? ["[spam]"] : [])
        message.subject = reading.subject
        message.networkID = fields.messageID
        message.ancestors = Self.ancestors(fields)
        message.others = others(fields, except: author.address)
        message.answerTo = answerTo(fields, author: author.address)
        message.isAutomatic = automation.forbidsAnswers
        message.returnAddress = message.isAutomatic ? nil : Self.returnAddress(mail.sender)
        message.attachments = reading.attachments.map {
            Attachment(name: $0.name, type: $0.type, content: $0.bytes)
        }
        if reading.isAbridged || parsed.isTruncated {
            message.original = Attachment(name: "message.eml", type: "message/rfc822", content: mail.bytes)
        }
        return message
    }

    /// Whoever the mail says wrote it, else whoever sent it. A mail that names nobody is nobody's.
    private func author(_ fields: HeaderFields, _ mail: ReceivedMail) -> (address: Address, name: String?) {
        for mailbox in fields.from + fields.sender {
            if let address = try? EmailAddress(mailbox.address).address { return (address, name(of: mailbox)) }
        }
        let sender = mail.sender.flatMap { try? EmailAddress($0.description).address }
        return (sender ?? Address("mailer-daemon@\(options.mailDomain)"), nil)
    }

    /// Nothing in it may turn the direction of what a client writes behind it.
    private func name(of mailbox: Mailbox) -> String? {
        mailbox.displayName.map(PlainText.oneLine).flatMap { $0.isEmpty ? nil : $0 }
    }

    /// As it was written: some servers keep in it what they must know again, and to them the case matters.
    private static func returnAddress(_ sender: EnvelopeAddress?) -> Address? {
        sender.flatMap { try? EmailAddress($0.description) }.map { Address($0.text) }
    }

    /// By which a mail that a server hands over again is known (design section 3): its Message-ID and what it says.
    private func eventID(_ fields: HeaderFields, _ mail: ReceivedMail) -> String? {
        fields.messageID.map { "\($0) \(HashAlgorithm.sha256.hexDigest(of: mail.bytes))" }
    }

    /// A date in the future is a wrong clock.
    private func sentAt(_ fields: HeaderFields) -> Date? {
        fields.date.flatMap { $0 <= now ? $0 : nil }
    }

    /// RFC 5322 section 3.6.4, oldest first; what is answered last.
    private static func ancestors(_ fields: HeaderFields) -> [String] {
        var ids = fields.references
        for id in fields.inReplyTo {
            ids.removeAll { $0 == id }
            ids.append(id)
        }
        return ids.count <= mostAncestors ? ids : ids.prefix(1) + ids.suffix(mostAncestors - 1)
    }

    /// Everybody else in To and Cc, each once. Sub-addresses of ours mean their account.
    private func others(_ fields: HeaderFields, except author: Address) -> [Recipient] {
        var seen: Set<Address> = [author]
        var others: [Recipient] = []
        for (mailboxes, role) in [(fields.to, Recipient.Role.to), (fields.cc, .cc)] {
            for mailbox in mailboxes {
                guard let address = try? EmailAddress(mailbox.address) else { continue }
                let canonical = address.domain == options.mailDomain ? plain(address) : address.address
                guard seen.insert(canonical).inserted, others.count < EmailGateway.mostRecipients else { continue }
                others.append(Recipient(canonical, name: name(of: mailbox), role: role))
            }
        }
        return others
    }

    private func plain(_ address: EmailAddress) -> Address {
        let name = address.localPart.lowercased().prefix { $0 != "+" }
        return (try? EmailAddress("\(name)@\(address.domain)").address) ?? address.address
    }

    private func answerTo(_ fields: HeaderFields, author: Address) -> Address? {
        let wanted = fields.replyTo.lazy.compactMap { try? EmailAddress($0.address).address }.first
        return wanted == author ? nil : wanted
    }
}

extension DeliveryReport.State {
    init(_ notice: Notice) {
        switch notice.state {
        case .delivered: self = .delivered
        case .failed: self = .failed(notice.rejection)
        case .delayed: self = .delayed
        case .relayed, .expanded: self = .handedOver
        case .displayed: self = .displayed
        }
    }
}
