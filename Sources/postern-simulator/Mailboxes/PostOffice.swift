// SPDX-License-Identifier: Apache-2.0

import MIME
import SMTP

import struct Foundation.Date

/// The outside world's mail behind its routes: takes what Postern submits, and has sent what the world writes.
struct PostOffice: Sendable {
    /// What the server calls itself; in front of Postern it is who vouches for authors.
    let name: String
    /// Postern's own domains, in lower case; all others are outside.
    let domains: Set<String>
    let network: MailNetwork
    let postman: Postman

    /// Takes a submitted mail, plans the reports of it, and returns its name.
    func take(_ mail: SubmittedMail) -> String {
        let kept = network.add { number in
            SimulatedMail(
                number: number, direction: .toWorld, sender: mail.sender?.description,
                recipients: mail.recipients.map(entry), envelopeID: mail.parameters.envelopeID,
                mailboxes: Set(mail.recipients.map(\.address).filter(isOutside).map(Self.mailbox)), bytes: mail.bytes,
                time: Date())
        }
        network.count { $0.taken += 1 }
        bring(kept, to: mail.recipients.map(\.address), from: mail.sender)
        for recipient in mail.recipients { report(recipient, of: mail) }
        return kept.name
    }

    /// Sends what somebody outside wrote. An error is one sentence on what is wrong with it.
    func write(_ draft: LetterDraft, from address: String, answering original: SimulatedMail? = nil)
        throws(DraftProblem) -> SimulatedMail
    {
        guard let author = Mailbox(displayName: draft.name, address: address),
            !author.headerAddress.isEmpty, let sender = EnvelopeAddress(author.address)
        else { throw .author }
        let letter = letter(draft, from: author, answering: original)
        let recipients = (letter.to + letter.cc).compactMap { EnvelopeAddress($0.address) }
        guard !recipients.isEmpty else { throw .noRecipient }
        let bytes = Array(trace(of: author, draft).utf8) + (draft.raw ?? letter.encoded())
        let mailboxes = Set((recipients + [sender]).filter(isOutside).map(Self.mailbox))
        let kept = network.add { number in
            SimulatedMail(
                number: number, direction: .fromWorld, sender: sender.description,
                recipients: recipients.map { .init(address: $0.description, state: state(of: $0)) },
                mailboxes: mailboxes, bytes: bytes, time: Date())
        }
        network.count { $0.written += 1 }
        bring(kept, to: recipients, from: sender)
        return kept
    }

    private func letter(_ draft: LetterDraft, from author: Mailbox, answering original: SimulatedMail?) -> Letter {
        if let original {
            return .answering(ParsedMail.parse(original.bytes), from: author, draft)
        }
        return Letter(
            from: author, to: draft.to, cc: draft.cc, subject: draft.subject, text: draft.text, html: draft.html,
            attachments: draft.attachments)
    }

    /// What the server in front of Postern found out about the author (RFC 8601).
    private func trace(of author: Mailbox, _ draft: LetterDraft) -> String {
        let result = draft.isAuthenticated ? "pass" : "fail"
        return "Authentication-Results: \(name); dmarc=\(result) header.from=\(author.domain)\r\n"
    }
}

/// Why a draft cannot be sent.
enum DraftProblem: String, Error {
    case author = "the author's address is not one such as bob@outside.example"
    case noRecipient = "to names no address such as romeo@example.org"
}

// Both ways.
extension PostOffice {
    private func isOutside(_ address: EnvelopeAddress) -> Bool { !domains.contains(address.domain.lowercased()) }

    private static func mailbox(_ address: EnvelopeAddress) -> String { address.description.lowercased() }

    private func state(of address: EnvelopeAddress) -> SimulatedMail.State {
        isOutside(address) ? .delivered : .queued
    }

    private static let notifications: [(RecipientParameters.Notifications, String)] = [
        (.success, "SUCCESS"), (.failure, "FAILURE"), (.delay, "DELAY"),
    ]

    private func entry(_ recipient: SubmittedRecipient) -> SimulatedMail.Recipient {
        let notify = recipient.parameters.notify.map { notify in
            let words = Self.notifications.filter { notify.contains($0.0) }.map(\.1)
            return words.isEmpty ? "NEVER" : words.joined(separator: ",")
        }
        return .init(address: recipient.address.description, state: state(of: recipient.address), notify: notify)
    }

    /// Has the mail brought to those recipients that are Postern's.
    private func bring(_ mail: SimulatedMail, to recipients: [EnvelopeAddress], from sender: EnvelopeAddress?) {
        for recipient in recipients where !isOutside(recipient) {
            postman.send(Parcel(number: mail.number, sender: sender, recipient: recipient, bytes: mail.bytes))
        }
    }

    /// Sends what is to be reported of one recipient: never to the null sender, and never as anybody.
    private func report(_ recipient: SubmittedRecipient, of mail: SubmittedMail) {
        guard let sender = mail.sender else { return }
        let plan = MailReport.plan(network.faults(for: recipient.address), notify: recipient.parameters.notify)
        for report in plan {
            let letter = ReportLetter(report: report, mail: mail, recipient: recipient, server: name, date: Date())
            let kept = network.add { number in
                SimulatedMail(
                    number: number, direction: .report, sender: nil,
                    recipients: [.init(address: sender.description, state: .queued)],
                    mailboxes: [Self.mailbox(recipient.address)], bytes: letter.encoded(), time: Date())
            }
            network.count { $0.reported += 1 }
            let parcel = Parcel(number: kept.number, sender: nil, recipient: sender, bytes: kept.bytes)
            postman.send(parcel, after: report.delay)
        }
    }
}
