// SPDX-License-Identifier: Apache-2.0

import ServiceLifecycle

import struct Foundation.Date

/// Sends webhooks, many at a time, each again and again until Postern takes it: nothing is lost while Postern restarts.
final class WebhookSender: Service {
    /// How many go at a time.
    static let parallel = 64
    /// When a webhook is given up; the pauses double from 200 ms to 10 s.
    static let attempts = 100

    /// Posts a body, and says whether it was answered with success.
    typealias Post = @Sendable (_ url: String, _ headers: [(String, String)], _ body: [UInt8]) async -> Bool

    private struct Job: Sendable {
        let webhook: Webhook
        var attempt = 1

        /// How long to wait behind this attempt.
        var pause: Duration { min(.milliseconds(200) * (1 << min(attempt - 1, 10)), .seconds(10)) }
    }

    private let signingKey: [UInt8]
    private let network: PhoneNetwork
    private let post: Post
    private let (jobs, queue) = AsyncStream<Job>.makeStream()

    init(signingKey: String, network: PhoneNetwork, post: @escaping Post) {
        self.signingKey = Array(signingKey.utf8)
        self.network = network
        self.post = post
    }

    func send(_ webhook: Webhook, after delay: Duration) {
        enqueue(Job(webhook: webhook), after: delay)
    }

    /// Sends at once, and waits for the first attempt.
    func deliver(_ webhook: Webhook) async {
        await attempt(Job(webhook: webhook))
    }

    func run() async throws {
        await cancelWhenGracefulShutdown { [self] in
            await withDiscardingTaskGroup { group in
                for _ in 0..<Self.parallel {
                    group.addTask { for await job in self.jobs { await self.attempt(job) } }
                }
            }
        }
    }

    private func attempt(_ job: Job) async {
        let body = Array(job.webhook.body.utf8)
        let time = Int(Date().timeIntervalSince1970)
        let headers = Webhook.headers(body: body, key: signingKey, unixTime: time)
        if await post(job.webhook.url, headers, body) {
            network.setState(job.webhook.state, of: job.webhook.number)
            network.count { $0.delivered += 1 }
        } else if job.attempt < Self.attempts {
            network.count { $0.retried += 1 }
            var next = job
            next.attempt += 1
            enqueue(next, after: job.pause)
        } else {
            network.count { $0.lost += 1 }
        }
    }

    private func enqueue(_ job: Job, after delay: Duration) {
        guard delay > .zero else {
            queue.yield(job)
            return
        }
        Task {
            try? await Task.sleep(for: delay)
            queue.yield(job)
        }
    }
}
