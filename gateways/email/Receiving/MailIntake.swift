// SPDX-License-Identifier: Apache-2.0

import GatewayKit
import MIME
import Notation
import SMTP

import struct Foundation.Date

/// The way in: whose mail is taken, and what becomes of it. A mail is stored for all its recipients in one transaction, or
/// for none.
struct MailIntake: MailReception {
    /// Octets. A mail that is read takes several times its size: of larger ones only so many are read and stored at a time,
    /// and the others wait as the octets that they came as.
    static let largeMail = 1 << 20
    static let largeMailsAtOnce = 2

    let options: EmailGatewayOptions
    let identity: MessageIdentity
    let inbox: any Inbox
    private let directory: HolderMemory
    let time: any TimeSource
    private let turnstile = Turnstile(places: Self.largeMailsAtOnce)

    init(
        options: EmailGatewayOptions, identity: MessageIdentity, inbox: any Inbox, directory: any Directory,
        time: any TimeSource
    ) {
        self.options = options
        self.identity = identity
        self.inbox = inbox
        self.directory = HolderMemory(directory, time: time)
        self.time = time
    }

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
        guard mail.bytes.count > Self.largeMail else { return await verdicts(on: mail) }
        return await turnstile.pass { await verdicts(on: mail) }
    }

    private func verdicts(on mail: ReceivedMail) async -> [DeliveryVerdict] {
        do throws(InboxFailure) {
            return try await store(mail)
        } catch .full {
            return mail.recipients.map { _ in .full }
        } catch {
            return mail.recipients.map { _ in .busy }
        }
    }

    private func store(_ mail: ReceivedMail) async throws(InboxFailure) -> [DeliveryVerdict] {
        var destinations: [Destination] = []
        for recipient in mail.recipients { destinations.append(try await destination(of: recipient)) }
        // Over SMTP one answer is for all. Where others get the mail, that of people who are gone is kept for the operator
        // like any message for an address that nobody has.
        let keepsAll = options.listener.session.dialect == .smtp && !destinations.allSatisfy(\.isGone)
        let recipients = Self.recipients(destinations, keepsAll: keepsAll)
        let events = MailReader(options: options, identity: identity, now: time.now).events(of: mail, for: recipients)
        if !events.isEmpty { try await inbox.receive(events, gateway: options.name) }
        return destinations.map { $0.isGone && !keepsAll ? .refused("There is no such mailbox any more.") : .stored }
    }

    private static func recipients(_ destinations: [Destination], keepsAll: Bool) -> MailRecipients {
        var recipients = MailRecipients()
        for destination in destinations {
            switch destination {
            case .account(let address, let holder): recipients.add(address, holder)
            case .operators(let address): recipients.operators.append(address)
            case .report(let reference): recipients.references.append(reference)
            case .nobody(let address): if keepsAll { recipients.add(address, AddressHolder()) }
            case .elsewhere: continue
            }
        }
        return recipients
    }

    /// Whom an envelope address means.
    private enum Destination {
        case account(Address, AddressHolder)
        case operators(Address)
        /// It is about the message of ours with this reference.
        case report(String)
        case nobody(Address)
        case elsewhere

        /// The account was removed since RCPT.
        var isGone: Bool {
            switch self {
            case .nobody, .elsewhere: true
            case .account, .operators, .report: false
            }
        }
    }

    private func destination(of recipient: EnvelopeAddress) async throws(InboxFailure) -> Destination {
        // With SMTPUTF8 the domain may be written in its own letters.
        let domain = options.mailDomain
        guard (try? DomainName(recipient.domain))?.text == domain else { return .elsewhere }
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
