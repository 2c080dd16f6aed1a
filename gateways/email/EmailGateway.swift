// SPDX-License-Identifier: Apache-2.0

package import GatewayKit
package import Logging
import Notation
import SMTP
package import Transfer

/// A gateway to email: the adapter's face to the rest of Postern. What it does is elsewhere: `MailSender` writes and
/// submits, `MailIntake` judges recipients and reads what comes, `MailboxRegistration` gives addresses.
package struct EmailGateway: Gateway, ListeningGateway {
    /// To how many recipients one message may go (design section 9), whoever writes it.
    static let mostRecipients = 100
    /// How many links of one message are fetched; the stanza holds no more.
    static let mostAttachments = 20

    package let profile: GatewayProfile

    private let options: EmailGatewayOptions
    private let identity: MessageIdentity
    private let sender: MailSender
    private let registrations: MailboxRegistration
    private let time: any TimeSource
    private let logger: Logger

    /// - Parameter transport: fetches what senders link to; made for URLs that strangers write.
    package init(
        options: EmailGatewayOptions, transport: any HTTPTransport, time: any TimeSource = SystemTime(), logger: Logger
    ) {
        var options = options
        // One spelling of the domain, the one in which the network writes it.
        options.mailDomain = (try? DomainName(options.mailDomain).text) ?? options.mailDomain
        self.options = options
        self.logger = logger
        self.time = time
        identity = MessageIdentity(mailDomain: options.mailDomain, secret: options.secret)
        sender = MailSender(
            identity: identity, client: SubmissionClient(options.submission),
            files: LinkedFileCache(AttachmentFetcher(transport: transport, time: time)))
        registrations = MailboxRegistration(mailDomain: options.mailDomain, spam: options.spam)
        profile = GatewayProfile(
            name: options.name, identityType: "smtp", reportsDelivery: true, repeatsAreSafe: true,
            mediaLimit: Self.mostAttachments, coalesce: options.coalesce,
            threads: ThreadRules(
                subjects: SubjectLine.rule, ids: identity.messageIDs, serverNames: AssignedMessageID.names),
            recipientLimit: Self.mostRecipients, reportsFailures: true, explainsRefusals: true)
    }

    // MARK: - Addresses

    package func address(typed text: String) throws(AddressProblem) -> Address {
        try EmailAddress(typed: text).address
    }

    package func address(localPart: String) throws(AddressProblem) -> Address {
        try EmailAddress(localPart).address
    }

    package func ownAddress(typed text: String) throws(AddressProblem) -> Address {
        try registrations.ownAddress(typed: text)
    }

    // MARK: - Sending

    package func judge(_ copies: [OutgoingMessage]) throws(Refusal) -> Judgement {
        for copy in copies { try check(copy) }
        guard let message = copies.first else { return Judgement() }
        let uploads = UploadLinks.find(in: message.text)
        return Judgement(
            subject: SubjectLine.choice(
                explicit: message.thread.subject, text: UploadLinks.remove(uploads, from: message.text),
                fileNames: (message.media + uploads).map { AttachmentFetcher.name(of: $0) }))
    }

    private func check(_ message: OutgoingMessage) throws(Refusal) {
        guard message.text.contains(where: { !$0.isWhitespace }) || !message.media.isEmpty else {
            throw Refusal(.content, Sentence("The message is empty.", german: "Die Nachricht ist leer."))
        }
        guard !ReservedNames.isOurs(message.to.text, domain: options.mailDomain) else {
            throw Refusal(
                .recipient,
                Sentence(
                    "\(message.to) takes only reports of mail servers. Write to somebody else.",
                    german: "\(message.to) nimmt nur Berichte von Mailservern an. Schreiben Sie jemand anderem."))
        }
    }

    package func send(_ message: OutgoingMessage) async -> SendResult {
        await sender.send(message, now: time.now)
    }

    package func probe() async -> ProbeResult {
        switch await sender.client.probe() {
        case .ready(let sentence): .ready(sentence)
        case .failed(let sentence): .failed(sentence)
        }
    }

    // MARK: - Receiving

    package func open(inbox: any Inbox, directory: any Directory) async throws(DoorFailure) -> any Door {
        let intake = MailIntake(
            options: options, identity: identity, inbox: inbox, directory: directory, time: time)
        return try await MailDoor(options.listener, intake, logger: logger)
    }

    package func knock() async -> ProbeResult {
        switch await Greeting.read(host: options.listener.host, port: options.listener.port) {
        case .success(let words): .ready("\(options.listener.address) answers: \(words)")
        case .failure(let problem): .failed(problem.sentence)
        }
    }

    package var hints: [String] { DomainRecords(options).lines }

    // MARK: - Registration

    package func registrationForm(taken: Set<Address>, current: Address?) -> RegistrationForm {
        registrations.form(current: current)
    }

    package func registration(
        _ answers: [String: String], taken: Set<Address>, current: Address?
    ) throws(RegistrationProblem) -> RegistrationChoice {
        try registrations.choice(answers, taken: taken, current: current)
    }
}
