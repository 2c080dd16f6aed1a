// SPDX-License-Identifier: Apache-2.0

import GatewayKit
import Logging
import Store
import XMPP

import struct Foundation.Date

/// The way out, second half: the result of a send settles its row, and what the sender must hear is stored with it in the
/// same transaction.
struct Settlement: Sendable {
    let post: GatewayPost
    let store: Store
    let time: any TimeSource
    let logger: Logger
    var retry = RetryPolicy()

    /// Stores the result. A store that cannot is asked again and again: the result of a send must not be lost, and if the
    /// process dies first, the row's lease tells that it was under way.
    func settle(_ row: OutboxRow, _ result: SendResult) async {
        let setup = post.setup
        while true {
            do throws(StoreFailure) {
                try await store.commit { [self] tx in try apply(result, to: row, setup, now: time.now, in: tx) }
                break
            } catch {
                logger.error("\(error.sentence)", metadata: ["gateway": "\(post.name)"])
                guard (try? await time.sleep(for: OutboxWorker.storePause)) != nil else { return }
            }
        }
        record(result, row)
        post.inbox.ring()
    }

    private func apply(
        _ result: SendResult, to row: OutboxRow, _ setup: GatewayPost.Setup, now: Date, in tx: Transaction
    ) throws {
        switch result {
        case .accepted(let id, let parts):
            try accept(row, id: id, parts: parts, setup, now: now, in: tx)
        case .temporary(let reason, let retryAfter):
            try tryAgain(row, reason: reason, retryAfter: retryAfter, setup.policy, now: now, in: tx)
        case .permanent(let rejection, let reason):
            try end(row, as: .failed, error: reason, .rejected(rejection), in: tx)
        case .account(let reason):
            try tx.release(row.id, until: now)
            try AccountPause(post: post, logger: logger).begin(reason: reason, setup.policy, now: now, in: tx)
        case .uncertain(let reason):
            if setup.adapter.profile.repeatsAreSafe {
                try tryAgain(row, reason: reason, retryAfter: nil, setup.policy, now: now, in: tx)
            } else {
                // A report that came early may know what the lost answer would have said.
                try DeliveryReports(post: post).applyEarly(to: tx.row(row.id) ?? row, now: now, in: tx)
                try end(row, as: .uncertain, error: reason, .uncertain, in: tx)
            }
        }
    }

    private func accept(
        _ row: OutboxRow, id: String?, parts: Int?, _ setup: GatewayPost.Setup, now: Date, in tx: Transaction
    ) throws {
        _ = try tx.settle(row.id, as: .accepted, error: nil, providerID: id, parts: parts)
        guard let accepted = try tx.row(row.id) else { return }
        try DeliveryReports(post: post).applyEarly(to: accepted, now: now, in: tx)
        // Where no report will ever come, the operator may have decided that this is as much as there is to know.
        if !setup.adapter.profile.reportsDelivery, setup.policy.receipts == .accepted, row.wantsReceipt {
            _ = try tx.enqueue(.receipt(for: accepted))
        }
    }

    /// Gives up by age, never by count; before that the sender is told once that it takes long.
    private func tryAgain(
        _ row: OutboxRow, reason: String, retryAfter: Duration?, _ policy: GatewayPolicy, now: Date, in tx: Transaction
    ) throws {
        if let expires = row.expires, expires <= now {
            return try end(row, as: .expired, error: reason, .gaveUp(after: policy.giveUpAfter), in: tx)
        }
        let next = retry.next(attempts: row.attempts, retryAfter: retryAfter, now: now, expires: row.expires)
        try tx.postpone(row.id, until: next, error: reason)
        if !row.toldDelayed, now.timeIntervalSince(row.created) >= RetryPolicy.patience.seconds {
            try tx.markToldDelayed(row.id)
            if let sender = row.contact, let peer = row.peer {
                _ = try tx.enqueue(
                    .notice(Self.delayed(peer), to: sender, gateway: row.gateway, language: row.language))
            }
        }
    }

    private func end(
        _ row: OutboxRow, as state: OutboxState, error: String, _ failure: Failure, in tx: Transaction
    ) throws {
        if let settled = try tx.settle(row.id, as: state, error: error, providerID: nil, parts: nil) {
            _ = try tx.enqueue(.failure(failure, for: settled))
        }
    }

    private func record(_ result: SendResult, _ row: OutboxRow) {
        let metadata: Logger.Metadata = ["gateway": "\(post.name)", "id": "\(row.id)"]
        switch result {
        case .accepted: logger.debug("Sent.", metadata: metadata)
        case .temporary(let reason, _): logger.notice("Not sent yet: \(reason)", metadata: metadata)
        case .permanent(_, let reason): logger.notice("Refused: \(reason)", metadata: metadata)
        case .account(let reason): logger.debug("Not taken: \(reason)", metadata: metadata)
        case .uncertain(let reason): logger.warning("No answer: \(reason)", metadata: metadata)
        }
        if let problem = result.problem { post.note(error: problem, at: time.now) }
        BridgeMetrics.sent(result, gateway: post.name)
    }

    private static func delayed(_ peer: Address) -> Sentence {
        Sentence(
            "Your message to \(peer) is delayed; the gateway keeps trying.",
            german: "Ihre Nachricht an \(peer) verzögert sich; das Gateway versucht es weiter.")
    }
}
