// SPDX-License-Identifier: Apache-2.0

/// Where a row of the outbox stands. States only move forward; only an operator's retry goes back to the start.
package enum OutboxState: String, Sendable, CaseIterable {
    /// Waiting for its turn, its time or a link.
    case queued
    /// With a courier now.
    case sending
    /// The provider has it; for a row on its way in: written to the stream, not yet confirmed.
    case accepted
    /// The handset or mailbox has it; for a row on its way in: the server confirmed it.
    case delivered
    case failed
    /// Given up by age, by us or by the provider.
    case expired
    case cancelled
    /// The request went out and no answer came.
    case uncertain

    /// Still something for us to do; what the order rule and a queue's length count.
    package var isOpen: Bool { self == .queued || self == .sending }

    /// From which states a result or a report moves a row here. A later report still settles an uncertain row; a final
    /// one stays, and what the provider has accepted does not become uncertain because an answer was lost.
    var comesFrom: [OutboxState] {
        switch self {
        case .queued, .sending: []
        case .accepted: [.queued, .sending, .uncertain]
        case .delivered, .failed, .expired: [.queued, .sending, .accepted, .uncertain]
        case .uncertain: [.queued, .sending]
        case .cancelled: [.queued]
        }
    }
}
