// SPDX-License-Identifier: Apache-2.0

import GatewayKit
import MIME
import PosternCrypto
import SMTP

import struct Foundation.Date

/// The way in: whose mail is taken, and what becomes of it. A mail is stored for all its recipients in one transaction, or
/// for none.
struct MailIntake: MailReception {
    let options: EmailGatewayOptions
    let identity: MessageIdentity
    let inbox: any Inbox
    let directory: any Directory
    let time: any TimeSource

    func verdict(on recipient: EnvelopeAddress, from sender: EnvelopeAddress?) async -> RecipientVerdict {
        do throws(InboxFailure) {
            return switch try await destination(of: recipient) {
            case .nobody: .unknown
            case .elsewhere: .wrongDomain
            case .account, .operators, .report: .accepted
            }
        } catch {
            return .temporary("The accounts cannot be read at the moment; try again later.")
        }
    }

    func deliver(_ mail: ReceivedMail) async -> [DeliveryVerdict] {
        let verdict: DeliveryVerdict
        do throws(InboxFailure) {
            try await store(mail)
            verdict = .stored
        } catch .full {
            verdict = .full
        } catch {
            verdict = .busy
        }
        return mail.recipients.map { _ in verdict }
    }

    private func store(_ mail: ReceivedMail) async throws(InboxFailure) {
        var recipients = MailRecipients()
        for recipient in mail.recipients {
            switch try await destination(of: recipient) {
            case .account(let address, let holder): recipients.add(address, holder)
            case .operators(let address): recipients.operators.append(address)
            case .report(let reference): recipients.references.append(reference)
            // Removed since RCPT: kept for the operator like any message for an address that nobody has.
            case .nobody(let address): recipients.add(address, AddressHolder())
            case .elsewhere: continue
            }
        }
        let events = MailReader(options: options, identity: identity, now: time.now).events(of: mail, for: recipients)
        guard !events.isEmpty else { return }
        try await inbox.receive(events, gateway: options.name)
    }

    /// Whom an envelope address means.
    private enum Destination {
        case account(Address, AddressHolder)
        case operators(Address)
        /// It is about the message of ours with this reference.
        case report(String)
        case nobody(Address)
        case elsewhere
    }

    private func destination(of recipient: EnvelopeAddress) async throws(InboxFailure) -> Destination {
        // With SMTPUTF8 the domain may be written in its own letters.
        let domain = options.mailDomain
        guard DomainName.ascii(recipient.domain) == domain else { return .elsewhere }
        if let reference = identity.reference(inBounceAddress: "\(recipient.localPart)@\(domain)") {
            return .report(reference)
        }
        guard let whole = try? EmailAddress(recipient.description).address else {
            return .nobody(Address(recipient.description))
        }
        if let holder = try await directory.holder(of: whole) { return .account(whole, holder) }
        let local = recipient.localPart.lowercased()
        let name = local.prefix { $0 != "+" }
        if name.count < local.count,
            let plain = try? EmailAddress(LocalPart.write(name) + "@" + domain).address,
            let holder = try await directory.holder(of: plain)
        {
            return .account(plain, holder)
        }
        let isRole = ReservedNames.isReserved(name) && name != ReservedNames.bounces
        return isRole ? .operators(Address("\(name)@\(domain)")) : .nobody(whole)
    }
}

/// Whom one mail is for.
struct MailRecipients: Sendable {
    /// Each once, in the order of the envelope.
    private(set) var accounts: [(address: Address, settings: [String: String])] = []
    var operators: [Address] = []
    /// References of messages of ours that it comes back for.
    var references: [String] = []

    /// Two sub-addresses of one account are one recipient.
    mutating func add(_ address: Address, _ holder: AddressHolder) {
        guard !accounts.contains(where: { $0.address == address }) else { return }
        accounts.append((address, holder.settings))
    }
}
