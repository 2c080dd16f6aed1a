// SPDX-License-Identifier: Apache-2.0

import EmailGateway
import Foundation
import GatewayKit
import SMTP
import Synchronization

/// What the tests of the way in begin with.
enum Receiving {
    static let now = Date(timeIntervalSince1970: 1_700_000_000)
    static let alice = Address("alice@example.org")
    static let secret = "cloak and dagger"
    static let identity = MessageIdentity(mailDomain: "example.org", secret: secret)

    static func options(
        trusting authservID: String? = nil, spam: SpamPolicy = .mark, dialect: SessionSettings.Dialect = .lmtp
    ) -> EmailGatewayOptions {
        EmailGatewayOptions(
            name: "mail", mailDomain: "example.org", secret: secret, authservID: authservID, spam: spam,
            submission: SubmissionSettings(host: "127.0.0.1", port: 1, startTLS: .off, ehloName: "us.example.org"),
            listener: ListenerSettings(
                host: "127.0.0.1", port: 0, dialect: dialect, hostName: "us.example.org", mailDomain: "example.org"))
    }

    /// A mail whose lines are given with `\n`. `sender` nil is the null sender.
    static func mail(
        _ text: String, from sender: String? = "bob@example.com", to recipients: String...
    ) -> ReceivedMail {
        mail(bytes: Array(text.replacing("\n", with: "\r\n").utf8), from: sender, to: recipients)
    }

    static func mail(bytes: [UInt8], from sender: String? = nil, to recipients: [String] = []) -> ReceivedMail {
        ReceivedMail(
            sender: sender.flatMap { EnvelopeAddress($0) }, recipients: recipients.compactMap { EnvelopeAddress($0) },
            bytes: bytes, helo: "them.example.com", receivedAt: now)
    }
}

extension WebhookEvent {
    var message: IncomingMessage? {
        if case .message(let message) = self { message } else { nil }
    }

    var report: DeliveryReport? {
        if case .report(let report) = self { report } else { nil }
    }
}

/// The accounts that a test says there are.
struct StaticDirectory: Directory {
    var holders: [String: [String: String]] = [:]
    var failure: InboxFailure?

    func holder(of address: Address) async throws(InboxFailure) -> AddressHolder? {
        if let failure { throw failure }
        return holders[address.text].map { AddressHolder(settings: $0) }
    }
}

/// Keeps what it gets, or fails.
final class RecordingInbox: Inbox {
    private let failure: InboxFailure?
    private let received = Mutex<[[WebhookEvent]]>([])

    init(failure: InboxFailure? = nil) {
        self.failure = failure
    }

    /// What each transaction brought.
    var batches: [[WebhookEvent]] { received.withLock { $0 } }

    func receive(_ events: [WebhookEvent], gateway: String) async throws(InboxFailure) {
        if let failure { throw failure }
        received.withLock { $0.append(events) }
    }
}
