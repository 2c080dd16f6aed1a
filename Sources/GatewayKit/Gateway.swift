// SPDX-License-Identifier: Apache-2.0

/// One configured gateway: the contract that an adapter is written against. An adapter translates addresses, judges what
/// fits, and sends; it keeps nothing, retries nothing and knows nothing of XMPP.
///
/// Whatever it is asked, it may take its time: nobody asks within a transaction, whose work is synchronous while every
/// question here is not. What has to be known there is constant (`profile`), or part of a judgement, an event or a result.
///
/// What only some networks have is a protocol of its own (`WebhookReceiver`, `ListeningGateway`).
package protocol Gateway: Sendable {
    /// What the gateway is and can do; constant while it runs.
    var profile: GatewayProfile { get }

    /// Reads an address as a person writes it, national forms and separators included.
    func address(typed text: String) async throws(AddressProblem) -> Address

    /// Reads an address that an account may have, as an operator types it.
    func ownAddress(typed text: String) async throws(AddressProblem) -> Address

    /// What speaks against an account with this address, for the operator who gives it one; nil: nothing. It is advice, and
    /// forbids nothing.
    func doubt(about own: Address) async -> String?

    /// Reads the (XEP-0106 unescaped) local part of a contact's JID, which is an address's text in some spelling.
    func address(localPart: String) async throws(AddressProblem) -> Address

    /// Says before anything is stored whether a message would be taken at all, and all that has to be known of it then.
    ///
    /// - Parameter copies: the message as each of its recipients will get it, the contact first; never empty.
    func judge(_ copies: [OutgoingMessage]) async throws(Refusal) -> Judgement

    /// Sends once. Never throws: whatever happens is one of the results.
    func send(_ message: OutgoingMessage) async -> SendResult

    /// Connects and logs in without sending anything; used by `doctor` and to end a pause.
    func probe() async -> ProbeResult

    /// The addresses that the gateway gives to people, where it has a stock of them; empty where people name their own.
    /// Of these alone it is told which are taken. Constant while it runs.
    var offeredAddresses: [Address] { get }

    /// The form that a person fills in to register, given which of the offered addresses others have. `current` is the
    /// person's own address, nil before the first registration.
    func registrationForm(taken: Set<Address>, current: Address?) async -> RegistrationForm

    /// The address that a filled-in form asks for. Whether it is still free is decided by the store.
    func registration(_ answers: [String: String], taken: Set<Address>, current: Address?)
        async throws(RegistrationProblem) -> RegistrationChoice
}

// What a network without own rules for it needs not write.
extension Gateway {
    package func ownAddress(typed text: String) async throws(AddressProblem) -> Address {
        try await address(typed: text)
    }

    package func doubt(about own: Address) async -> String? { nil }

    package var offeredAddresses: [Address] { [] }
}

/// The constant facts of a gateway.
package struct GatewayProfile: Sendable {
    /// The operator's name for it, as in `[gateways.NAME]`.
    package let name: String
    /// The kind, which is also the type of its service discovery identity (XEP-0030 `gateway/…`): `sms`, `smtp`.
    package let identityType: String
    /// True where the network tells when a message has reached the handset or the mailbox.
    package let reportsDelivery: Bool
    /// True where sending the same reference twice cannot make two messages.
    package let repeatsAreSafe: Bool
    /// How many links to media one message takes; 0: a link travels as part of the text.
    package let mediaLimit: Int
    /// Messages of one conversation that are written within this span go as one; zero: each goes by itself.
    package let coalesce: Duration
    /// How messages belong to threads and bear subjects; nil where they do neither.
    package let threads: ThreadRules?
    /// To how many recipients one message may go.
    package let recipientLimit: Int
    /// True where the sender of a message that we took can be told that it did not arrive.
    package let reportsFailures: Bool
    /// True where the words with which the network refuses a message are written for its sender.
    package let explainsRefusals: Bool

    package init(
        name: String, identityType: String, reportsDelivery: Bool, repeatsAreSafe: Bool, mediaLimit: Int = 0,
        coalesce: Duration = .zero, threads: ThreadRules? = nil, recipientLimit: Int = 1, reportsFailures: Bool = false,
        explainsRefusals: Bool = false
    ) {
        self.name = name
        self.identityType = identityType
        self.reportsDelivery = reportsDelivery
        self.repeatsAreSafe = repeatsAreSafe
        self.mediaLimit = mediaLimit
        self.coalesce = coalesce
        self.threads = threads
        self.recipientLimit = recipientLimit
        self.reportsFailures = reportsFailures
        self.explainsRefusals = explainsRefusals
    }
}

/// What a probe found. `unknown`: this provider offers nothing that could be asked without sending.
package enum ProbeResult: Sendable, Equatable {
    case ready(String)
    case unknown(String)
    case failed(String)
}
