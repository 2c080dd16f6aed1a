// SPDX-License-Identifier: Apache-2.0

import SMTP
import ServiceLifecycle

/// Brings mail to Postern's listener, each again and again until Postern takes or refuses it.
final class Postman: Service {
    /// How many go at a time.
    static let parallel = 4
    /// When a mail is given up.
    static let attempts = 100

    /// Makes one attempt, and says what became of it.
    typealias Deliver = @Sendable (Parcel) async -> DeliverySession.Outcome

    private let queue: RetryQueue<Parcel>

    init(network: MailNetwork, deliver: @escaping Deliver) {
        let onFailure: @Sendable (Parcel, Bool) -> Void = { parcel, isLast in
            network.count { isLast ? ($0.lost += 1) : ($0.retried += 1) }
            if isLast { network.setState(.failed, of: parcel, words: "Given up.") }
        }
        queue = RetryQueue(parallel: Self.parallel, attempts: Self.attempts, onFailure: onFailure) { parcel in
            switch await deliver(parcel) {
            case .taken:
                network.setState(.delivered, of: parcel, words: "")
                network.count { $0.delivered += 1 }
            case .refused(let words):
                network.setState(.failed, of: parcel, words: words)
                network.count { $0.bounced += 1 }
            case .later(let words):
                network.setState(.queued, of: parcel, words: words)
                return .failed
            }
            return .settled
        }
    }

    func send(_ parcel: Parcel, after delay: Duration = .zero) {
        queue.add(parcel, after: delay)
    }

    func run() async throws {
        try await queue.run()
    }
}
