// SPDX-License-Identifier: Apache-2.0

import GatewayKit
import MIME
import Notation
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
        // Whatever it is to whom: it is read once, and only where somebody is to read it.
        lazy var letter = letter(mail, parsed)
        var events =
            recipients.references.isEmpty
            ? [] : returned(for: recipients.references, notices(mail, parsed, isToBounceAddress: true)) { letter }
        // What a server told by the bounce address, it need not tell again.
        let isTold = mail.sender == nil && events.contains { if case .report = $0 { true } else { false } }
        if !isTold, !recipients.accounts.isEmpty {
            let notices = notices(mail, parsed, isToBounceAddress: false) ?? []
            let believed = notices.filter(\.isCredibleFromAnybody)
            events += believed.flatMap { reports($0, to: recipients.accounts) }
            // Whatever is not taken as a report is for the person to read.
            if believed.isEmpty || believed.count < notices.count {
                events += messages(for: recipients.accounts, letter)
            }
        }
        if !recipients.operators.isEmpty {
            var message = letter.message(to: recipients.operators, isSpam: letter.isFlagged)
            message.isForOperators = true
            // An admin may have a mailbox of their own; this one is not for them as a person.
            message.marks += recipients.operators.map { "[to \($0)]" }
            events.append(.message(message))
        }
        return events
    }

    // MARK: - Reports

    private func notices(_ mail: ReceivedMail, _ parsed: ParsedMail, isToBounceAddress: Bool) -> [Notice]? {
        let arrival = MailArrival(isFromNobody: mail.sender == nil, isToBounceAddress: isToBounceAddress)
        return ReturnedMail.read(parsed, for: identity, arrival)
    }

    /// What came to bounce addresses, whose tags were right: a report about that message, else an answer to it.
    private func returned(
        for references: [String], _ notices: [Notice]?, _ letter: () -> Letter
    ) -> [WebhookEvent] {
        references.flatMap { reference -> [WebhookEvent] in
            guard let notices else { return [.message(Self.answer(to: reference, letter()))] }
            return notices.map { notice in
                .report(
                    DeliveryReport(
                        reference: reference, recipient: Self.address(of: notice), state: .init(notice),
                        detail: notice.isUnexplained ? nil : notice.detail, german: Self.german(of: notice)))
            }
        }
    }

    /// What came to the addresses of people: about a message of theirs, if it is about any.
    private func reports(
        _ notice: Notice, to accounts: [(address: Address, settings: [String: String])]
    ) -> [WebhookEvent] {
        accounts.map { account in
            .report(
                DeliveryReport(
                    networkID: notice.originalMessageID, own: account.address, recipient: Self.address(of: notice),
                    state: .init(notice), detail: notice.isUnexplained ? nil : notice.detail,
                    german: Self.german(of: notice)))
        }
    }

    /// Why it failed, for a sender who reads German: what the codes mean is in our words.
    private static func german(of notice: Notice) -> String? {
        notice.state == .failed && !notice.isUnexplained ? notice.reason.german : nil
    }

    /// In the spelling in which we wrote to it.
    private static func address(of notice: Notice) -> Address? {
        notice.recipient.map { text in (try? EmailAddress(text).address) ?? Address(text) }
    }

    /// What a program sends to the address that failures return to, such as a notice of absence.
    private static func answer(to reference: String, _ letter: Letter) -> IncomingMessage {
        var message = letter.message(to: [], isSpam: letter.isFlagged)
        message.answersReference = reference
        message.isAutomatic = true
        message.returnAddress = nil
        return message
    }

    // MARK: - Messages

    /// One message for all who see the same of it.
    private func messages(
        for accounts: [(address: Address, settings: [String: String])], _ letter: Letter
    ) -> [WebhookEvent] {
        let policy = { (settings: [String: String]) -> SpamPolicy in
            guard letter.isFlagged else { return .pass }
            return settings[MailboxRegistration.Field.spam].flatMap(SpamPolicy.init) ?? options.spam
        }
        return [SpamPolicy.pass, .mark].compactMap { shown in
            let readers = accounts.filter { policy($0.settings) == shown }.map(\.address)
            return readers.isEmpty ? nil : .message(letter.message(to: readers, isSpam: shown == .mark))
        }
    }

    private func letter(_ mail: ReceivedMail, _ parsed: ParsedMail) -> Letter {
        let fields = parsed.root.fields
        let reading = ChatReading(parsed)
        let automation = Automation(fields, isNullSender: mail.sender == nil)
        let authenticity = Authenticity.judge(fields, trusting: options.authservID)
        let isAuthentic = authenticity == .authenticated
        let author = author(fields, mail)
        let digest = HashAlgorithm.sha256.hexDigest(of: mail.bytes)
        var message = IncomingMessage(
            eventID: Self.eventID(fields, digest), from: author.address,
            nickname: authenticity == .failed ? nil : author.name, to: [], text: reading.text,
            sentAt: sentAt(fields))
        message.isUnproven = !isAuthentic
        message.subject = reading.subject
        message.networkID = fields.messageID
        message.ancestors = Self.ancestors(fields).map { identity.canonical(messageID: $0) }
        message.others = others(fields, except: author.address)
        message.answerTo = answerTo(fields, author: author.address)
        message.isAutomatic = automation.forbidsAnswers
        message.returnAddress = message.isAutomatic ? nil : Self.returnAddress(mail.sender)
        message.attachments = reading.attachments.map {
            Attachment(name: $0.name, type: $0.type, content: $0.bytes)
        }
        if let omission = reading.omission {
            message.original = Attachment(
                name: "message.eml", type: "message/rfc822", content: trace(of: mail, digest) + mail.bytes)
            message.omission = omission
        }
        // Where nobody judges, every mail is unproven: it is said once of each contact (design section 8).
        if options.authservID == nil { message.firstMarks = [Letter.unproven] }
        return Letter(
            content: message, isFlagged: SpamFlag.isSet(in: fields), localAuthor: Self.localAuthor(fields))
    }

    /// Whoever the mail says wrote it, else whoever sent it. A mail that names nobody is nobody's.
    private func author(_ fields: HeaderFields, _ mail: ReceivedMail) -> (address: Address, name: String?) {
        for mailbox in fields.from + fields.sender {
            if let address = try? EmailAddress(mailbox.address).address { return (address, name(of: mailbox)) }
        }
        let sender = mail.sender.flatMap { try? EmailAddress($0.description).address }
        return (sender ?? Address("mailer-daemon@\(options.mailDomain)"), nil)
    }

    /// Whom the From names where nobody can write there, such as `root@host`: then the contact is somebody else. nil where
    /// it names somebody else, too, or nobody.
    private static func localAuthor(_ fields: HeaderFields) -> String? {
        guard let named = fields.from.first, !fields.from.contains(where: { (try? EmailAddress($0.address)) != nil })
        else { return nil }
        let address = PlainText.oneLine(named.address)
        return address.isEmpty ? nil : String(address.prefix(EmailAddress.longest))
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
    private static func eventID(_ fields: HeaderFields, _ digest: String) -> String? {
        fields.messageID.map { "\($0) \(digest)" }
    }

    /// What we are bound to write on top of a mail that we keep (RFC 5321 section 4.4). It is read by nobody here: who wrote
    /// a mail is judged by the mail as it came, with the mail server's `Received` on top.
    private func trace(of mail: ReceivedMail, _ digest: String) -> [UInt8] {
        let session = options.listener.session
        let only = mail.recipients.count == 1 ? mail.recipients.first : nil
        var header = HeaderWriter()
        header.add(
            TraceField(
                client: (try? DomainName(mail.helo))?.text ?? mail.helo, peer: mail.peer, server: session.hostName,
                passage: .init(
                    isLMTP: session.dialect == .lmtp, isExtended: mail.isExtended, isTLS: mail.isTLS,
                    isUTF8: mail.isSMTPUTF8),
                id: String(digest.prefix(Self.idLength)),
                recipient: only.flatMap { try? EmailAddress($0.description).mailbox(displayName: nil) },
                date: mail.receivedAt))
        return header.bytes
    }

    /// Hex digits: enough to know a mail by.
    private static let idLength = 16

    /// A date in the future is a wrong clock.
    private func sentAt(_ fields: HeaderFields) -> Date? {
        fields.date.flatMap { $0 <= now ? $0 : nil }
    }

    /// RFC 5322 section 3.6.4, oldest first; what is answered last.
    private static func ancestors(_ fields: HeaderFields) -> [String] {
        // Of one that stands twice in what is answered, the last place counts.
        var answered: Set<String> = []
        let last = fields.inReplyTo.reversed().filter { answered.insert($0).inserted }.reversed()
        let ids = fields.references.filter { !answered.contains($0) } + last
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

    /// As it was written, like the return address.
    private func answerTo(_ fields: HeaderFields, author: Address) -> Address? {
        let wanted = fields.replyTo.lazy.compactMap { try? EmailAddress($0.address) }.first
        return wanted.flatMap { $0.address == author ? nil : Address($0.text) }
    }
}

/// A mail as it was read, the same for all who get it.
private struct Letter {
    static let unproven = "[not authenticated]"

    /// Without readers and marks.
    let content: IncomingMessage
    /// A filter in front of us took it for spam.
    let isFlagged: Bool
    /// Whom its From names where nobody can write there; nil where it names somebody else, or nobody.
    let localAuthor: String?

    /// - Parameter isSpam: whether these readers are to see that it was taken for spam.
    func message(to readers: [Address], isSpam: Bool) -> IncomingMessage {
        var message = content
        message.to = readers
        message.marks =
            (content.isUnproven && content.firstMarks.isEmpty ? [Self.unproven] : [])
            + (isSpam ? ["[spam]"] : []) + (localAuthor.map { ["From: \($0)"] } ?? [])
        return message
    }
}

extension DeliveryReport.State {
    init(_ notice: Notice) {
        switch notice.state {
        case .delivered: self = .delivered
        case .failed: self = notice.hasExpired ? .expired : .failed(notice.rejection ?? .unknown)
        case .delayed: self = .delayed
        case .relayed, .expanded: self = .handedOver
        case .displayed: self = .displayed
        }
    }
}
