// SPDX-License-Identifier: Apache-2.0

package import GatewayKit
package import Transfer

import struct Foundation.Date

/// A gateway to phones through the HTTP API of one provider, which a descriptor describes: the adapter's face to the rest
/// of Postern. What it does is elsewhere: `RequestBuilder` writes, `ResponseClassifier` reads, `NumberPlan` knows numbers,
/// `DescribedWebhook` hears.
package struct SMSGateway: Gateway, WebhookReceiver {
    package let profile: GatewayProfile
    package let hooks: [String: any Webhook]

    let descriptor: Descriptor
    let plan: NumberPlan
    let pool: NumberPool
    /// `Descriptor.namesAnySender`, which looks at every template.
    private let namesAnySender: Bool
    private let requests: RequestBuilder
    private let answers: ResponseClassifier
    private let callback: CallbackURL?
    private let transport: any HTTPTransport
    private let time: any TimeSource

    /// - Throws: everything that is wrong in the options, seen with the descriptor's eyes.
    package init(
        descriptor: Descriptor, options: SMSGatewayOptions, transport: any HTTPTransport,
        time: any TimeSource = SystemTime()
    ) throws(SMSGatewayFailure) {
        let parts = try SMSGatewayParts(descriptor: descriptor, options: options)
        self.descriptor = descriptor
        namesAnySender = descriptor.namesAnySender
        self.transport = transport
        self.time = time
        plan = parts.plan
        pool = NumberPool(numbers: options.numbers)
        hooks = parts.hooks
        requests = parts.requests
        answers = ResponseClassifier(
            provider: descriptor.id, rules: descriptor.response, states: descriptor.states)
        callback = parts.hooks[CallbackURL.webhook].map {
            CallbackURL(publicURL: options.publicURL, gateway: options.name, query: $0.callbackQuery)
        }
        profile = GatewayProfile(
            name: options.name, identityType: "sms", reportsDelivery: descriptor.reportsDelivery,
            repeatsAreSafe: descriptor.repeatsAreSafe, mediaLimit: descriptor.limits.media ?? 0)
    }

    // MARK: - Addresses

    package func address(typed text: String) throws(AddressProblem) -> Address {
        try plan.address(typed: text)
    }

    package func ownAddress(typed text: String) throws(AddressProblem) -> Address {
        if let own = pool.named(text) { return own }
        return try plan.address(typed: text)
    }

    package func address(localPart: String) throws(AddressProblem) -> Address {
        try plan.address(localPart: localPart)
    }

    package func doubt(about own: Address) -> String? {
        guard !pool.numbers.contains(own) else { return nil }
        return
            "\(own) is not among the numbers of \(profile.name): \(descriptor.id) may refuse what is sent from it, and "
            + "what is sent to it may not come here. Add it to `numbers`, or give the account one of those."
    }

    // MARK: - Sending

    package func send(_ message: OutgoingMessage) async -> SendResult {
        guard canSend(from: message.from) else {
            return .permanent(
                .sender, "it would go out from another number: this one is not among the gateway's",
                german: "sie ginge von einer anderen Nummer aus: diese ist keine des Gateways")
        }
        let mask = SecretMask(requests.settings.secrets, message)
        let request: HTTPRequest
        do throws(RequestProblem) {
            request = try requests.request(for: inputs(message))
        } catch {
            return .permanent(.content, "the message cannot be put into a request: \(error.sentence)")
        }
        do throws(TransferFailure) {
            let response = try await transport.send(request)
            return mask.mask(result(of: response, for: message))
        } catch {
            return mask.mask(Self.result(of: error))
        }
    }

    /// Where reports come part by part and the answer does not tell how many, the parts are counted here.
    private func result(of response: HTTPResponse, for message: OutgoingMessage) -> SendResult {
        let result = answers.result(of: response, reference: message.reference, now: time.now)
        guard case .accepted(let id, nil, _, _) = result, descriptor.hasReportsOfParts else { return result }
        return .accepted(id: id, parts: Segments(message.composedText).count)
    }

    private static func result(of failure: TransferFailure) -> SendResult {
        switch failure {
        case .notSent, .cancelled(mayHaveBeenSent: false): .temporary(failure.description, retryAfter: nil)
        case .uncertain, .cancelled(mayHaveBeenSent: true): .uncertain(failure.description)
        }
    }

    /// What the descriptor's templates can name, for this message.
    func inputs(_ message: OutgoingMessage) -> SendInputs {
        let text = message.composedText
        return SendInputs(
            recipients: [message.to.text], from: message.from.text,
            position: pool.numbers.firstIndex(of: message.from), text: text, media: message.media,
            callbackURL: callback?.url(for: message.reference), reference: message.reference,
            encoding: Segments.encoding(of: text).rawValue, settings: requests.settings)
    }

    /// Where requests name the sender by its place in the pool, or not at all, whoever is not in it would write in somebody
    /// else's name.
    func canSend(from own: Address) -> Bool {
        namesAnySender || pool.numbers.contains(own)
    }

    // MARK: - Probing

    package func probe() async -> ProbeResult {
        guard let probe = descriptor.probe else {
            return .unknown("\(descriptor.id) offers nothing that could be asked without sending a message")
        }
        let mask = SecretMask(requests.settings.secrets, nil)
        let request: HTTPRequest?
        do throws(RequestProblem) {
            request = try requests.probeRequest()
        } catch {
            return .failed(error.sentence)
        }
        guard let request else { return .unknown("\(descriptor.id) cannot be asked") }
        do throws(TransferFailure) {
            let response = try await transport.send(request)
            guard probe.statuses.contains(where: { $0.contains(response.status) }) else {
                return .failed(mask.mask(Self.advice(response.status, provider: descriptor.id)))
            }
            return .ready("\(descriptor.id) answered \(response.status)")
        } catch {
            return .failed(mask.mask(error.description))
        }
    }

    private static func advice(_ status: Int, provider: String) -> String {
        switch status {
        case 401, 403: "\(provider) refused the credentials (\(status)); correct the gateway's settings"
        case 402: "\(provider) says that the account has no funds (402)"
        case 404: "\(provider) has nothing at that address (404); correct the settings or the endpoint"
        case 500...599: "\(provider) is in trouble (\(status)); try again later"
        default: "\(provider) answered \(status)"
        }
    }
}

extension Descriptor {
    /// True where some webhook tells what became of messages.
    package var reportsDelivery: Bool { !statusEvents.isEmpty }

    /// True where some report is about one part of a long message.
    var hasReportsOfParts: Bool { reportsPerPart || statusEvents.contains(where: \.coversOnePart) }

    private var statusEvents: [StatusFields] {
        webhooks.flatMap(\.rules).compactMap { if case .status(let fields) = $0.kind { fields } else { nil } }
    }
}
