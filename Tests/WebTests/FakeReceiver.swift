// SPDX-License-Identifier: Apache-2.0

import GatewayKit
import Synchronization

/// A gateway of which only the hooks matter.
struct FakeReceiver: WebhookReceiver {
    let hooks: [String: any Webhook]

    var profile: GatewayProfile {
        GatewayProfile(name: "sms", identityType: "sms", reportsDelivery: true, repeatsAreSafe: false)
    }

    func address(typed text: String) throws(AddressProblem) -> Address { Address(text) }
    func address(localPart: String) throws(AddressProblem) -> Address { Address(localPart) }
    func judge(_ copies: [OutgoingMessage]) throws(Refusal) -> Judgement { Judgement() }
    func send(_ message: OutgoingMessage) async -> SendResult { .accepted(id: nil, parts: nil) }
    func probe() async -> ProbeResult { .ready("a fake") }

    func registrationForm(taken: Set<Address>, current: Address?) -> RegistrationForm {
        let none = Sentence("", german: "")
        return RegistrationForm(title: none, instructions: none, fields: [])
    }

    func registration(_ answers: [String: String], taken: Set<Address>, current: Address?)
        throws(RegistrationProblem) -> RegistrationChoice
    {
        throw .conflict(Sentence("none", german: "keine"))
    }
}

/// A hook that does what the request's body says: `forged`, `malformed`, `unknown`, `ignored`, `both`; anything else is
/// one text message. It keeps what it was asked.
final class FakeHook: Webhook {
    let methods: Set<String>
    let largestBody: Int
    let reply: WebhookReply
    private let log = Mutex<[(step: String, request: WebhookRequest)]>([])

    init(
        methods: Set<String> = ["POST"], largestBody: Int = FakeHook.usualBody,
        reply: WebhookReply = WebhookReply(status: 200)
    ) {
        self.methods = methods
        self.largestBody = largestBody
        self.reply = reply
    }

    /// What was done, in order.
    var steps: [String] { log.withLock { $0.map(\.step) } }
    var last: WebhookRequest? { log.withLock { $0.last?.request } }

    func authenticate(_ request: WebhookRequest) throws(WebhookRefusal) {
        log.withLock { $0.append(("authenticate", request)) }
        if text(request).hasPrefix("forged") { throw .unauthenticated("the signature is wrong") }
    }

    func events(in request: WebhookRequest) throws(WebhookRefusal) -> [WebhookEvent] {
        log.withLock { $0.append(("parse", request)) }
        let message = IncomingMessage(
            eventID: "1", from: Address("+15550100099"), to: [Address("+15550100001")], text: text(request))
        switch text(request) {
        case "malformed": throw .malformed("it is not JSON")
        case "unknown": return [.unknown]
        case "ignored": return [.ignored]
        case "both": return [.unknown, .message(message)]
        default: return [.message(message)]
        }
    }

    private func text(_ request: WebhookRequest) -> String { String(decoding: request.body, as: UTF8.self) }
}

/// Keeps what it gets, or fails as a full disk does.
final class FakeInbox: Inbox {
    private let isFull: Bool
    private let stored = Mutex<[WebhookEvent]>([])

    init(isFull: Bool = false) {
        self.isFull = isFull
    }

    var events: [WebhookEvent] { stored.withLock { $0 } }

    func receive(_ events: [WebhookEvent], gateway: String) async throws(InboxFailure) {
        if isFull { throw .full }
        stored.withLock { $0 += events }
    }
}
