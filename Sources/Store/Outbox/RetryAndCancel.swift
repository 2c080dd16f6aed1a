// SPDX-License-Identifier: Apache-2.0

import XMPP

/// What became of an operator's wish to send a row again.
package enum RetryResult: Sendable, Equatable {
    case queued
    /// The text is no longer kept.
    case bodyErased
    case notFound
    /// It is not over yet.
    case stillOpen
    case alreadyDelivered
    /// It came for an address that nobody has.
    case noRecipient
}

/// What became of an operator's wish not to send a row.
package enum CancelResult: Sendable, Equatable {
    case cancelled
    case alreadyFinal
    case notFound
    /// It is with the courier, or the provider has it.
    case inFlight
}

extension Transaction {
    /// Queues a row again that failed, expired, was cancelled or is uncertain, at its old place in the order. It has as
    /// long as it had at first. A text that came for an address that nobody had goes to whoever has it now. It goes by
    /// itself: with the `networkID` it had where it was alone, so that a repeat can be known as one, and with none (the
    /// caller gives it one) where it was sent with others, because it is another message without them.
    package func retry(_ id: Int64) throws(StoreFailure) -> RetryResult {
        guard let row = try row(id) else { return .notFound }
        switch row.state {
        case .queued, .sending, .accepted: return .stillOpen
        case .delivered: return .alreadyDelivered
        case .failed, .expired, .cancelled, .uncertain: break
        }
        guard !row.isErased else { return .bodyErased }
        if row.direction == .in, row.contact == nil {
            guard let own = row.own, let account = try account(gateway: row.gateway, address: own) else {
                return .noRecipient
            }
            try execute(
                Self.address,
                [account.jid.description, id, Conversation.text(account: account.jid, peer: row.peer)])
        }
        try startOver(id)
        return .queued
    }

    private static let address = Statement(
        "UPDATE outbox SET account = ?1, contact = ?1, conversation = ?3 WHERE id = ?2")

    private static let forgetParts = Statement("DELETE FROM deliveredPart WHERE outbox = ?1")

    private static let startOver = Statement(
        """
        UPDATE outbox SET state = 'queued', attempts = 0, due = ?1, expires = ?1 + lifetime, updated = ?1,
            settled = NULL, leased = NULL, error = NULL, providerID = NULL, parts = NULL, deliveredParts = 0,
            toldDelayed = 0, ticked = 0, networkID = CASE WHEN bundle IS NULL THEN networkID END, bundle = NULL,
            goesAlone = CASE direction WHEN 'out' THEN 1 ELSE 0 END, doubts = 0, owner = NULL
        WHERE id = ?2
        """)

    private func startOver(_ id: Int64) throws(StoreFailure) {
        try execute(Self.forgetParts, [id])
        try execute(Self.startOver, [now.milliseconds, id])
        try takeTurn(for: id)
    }

    /// Cancels a row that waits.
    package func cancel(_ id: Int64) throws(StoreFailure) -> CancelResult {
        guard let row = try row(id) else { return .notFound }
        switch row.state {
        case .queued: break
        case .sending, .accepted: return .inFlight
        case .delivered, .failed, .expired, .cancelled, .uncertain: return .alreadyFinal
        }
        return try settle(id, as: .cancelled, error: nil, providerID: nil, parts: nil) == nil
            ? .inFlight : .cancelled
    }
}
