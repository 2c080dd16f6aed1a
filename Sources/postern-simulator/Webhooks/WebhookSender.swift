// SPDX-License-Identifier: Apache-2.0

import ServiceLifecycle

import struct Foundation.Date

/// Sends webhooks until Postern takes them.
final class WebhookSender: Service {
    /// How many go at a time.
    static let parallel = 64
    /// When a webhook is given up.
    static let attempts = 100

    /// Posts a body, and says whether it was answered with success.
    typealias Post = @Sendable (_ url: String, _ headers: [(String, String)], _ body: [UInt8]) async -> Bool

    private let queue: RetryQueue<Webhook>

    init(signingKey: String, network: PhoneNetwork, post: @escaping Post) {
        let key = Array(signingKey.utf8)
        let onFailure: @Sendable (Webhook, Bool) -> Void = { _, isLast in
            network.count { isLast ? ($0.lost += 1) : ($0.retried += 1) }
        }
        queue = RetryQueue(parallel: Self.parallel, attempts: Self.attempts, onFailure: onFailure) { webhook in
            let body = Array(webhook.body.utf8)
            let time = Int(Date().timeIntervalSince1970)
            let headers = Webhook.headers(body: body, key: key, unixTime: time)
            guard await post(webhook.url, headers, body) else { return .failed }
            network.setState(webhook.state, of: webhook.number)
            network.count { $0.delivered += 1 }
            return .settled
        }
    }

    func send(_ webhook: Webhook, after delay: Duration) {
        queue.add(webhook, after: delay)
    }

    /// Sends at once, and waits for the first attempt.
    func deliver(_ webhook: Webhook) async {
        await queue.perform(webhook)
    }

    func run() async throws {
        try await queue.run()
    }
}
