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

    /// Stores the result of an attempt for each row that it carried.
    func settle(_ rows: [OutboxRow], _ result: SendResult) async {
        let terms = post.terms
        let known = Dictionary(rows.map { ($0.id, $0) }) { first, _ in first }
        let insistence = Insistence(store: store, time: time, logger: logger, gateway: post.name)
        let pauses = await insistence.commit(rows: rows.map(\.id)) { [self] ids, tx in
            try ids.compactMap { known[$0] }.compactMap { try apply(result, to: $0, terms, in: tx) }
        }
        for pause in pauses.joined() { AccountPause(post: post, logger: logger).announce(pause) }
        for row in rows { record(result, row) }
        post.inbox.ring()
    }

    /// Gives the pause that begins with it, if one does.
    private func apply(
        _ result: SendResult, to row: OutboxRow, _ terms: GatewayTerms, in tx: Transaction
    ) throws -> AccountPause.Beginning? {
        let now = tx.now
        switch result {
        case .accepted(let id, let parts, let reportFollows, let networkID):
            let isLast = !(terms.profile.reportsDelivery && reportFollows)
            try accept(row, id: id, parts: parts, networkID: networkID, isLast: isLast, terms, now: now, in: tx)
        case .temporary(let reason, let retryAfter):
            try tryAgain(row, reason: reason, retryAfter: retryAfter, terms.policy, now: now, in: tx)
        case .permanent(let rejection, let reason, let german):
            let failure = Failure(rejection, words: reason, german: german, profile: terms.profile)
            try end(row, as: .failed, error: reason, failure, in: tx)
        case .account(let reason):
            try tx.release(row.id, attempt: row.attempts, until: now)
            return try AccountPause(post: post, logger: logger).begin(
                reason: reason, terms.policy, in: tx)
        case .uncertain(let reason):
            if terms.profile.repeatsAreSafe, row.doubts + 1 < RetryPolicy.mostDoubts {
                try tryAgain(row, reason: reason, isDoubtful: true, terms.policy, now: now, in: tx)
            } else {
                // A report that came early may know what the lost answer would have said.
                try DeliveryReports(gateway: post.name, terms: terms).applyEarly(
                    to: tx.row(row.id) ?? row, now: now, in: tx)
                try end(row, as: .uncertain, error: reason, .uncertain, in: tx)
            }
        }
        return nil
    }

    private func accept(
        _ row: OutboxRow, id: String?, parts: Int?, networkID: String?, isLast: Bool, _ terms: GatewayTerms, now: Date,
        in tx: Transaction
    ) throws {
        let settled = try tx.settle(row.id, as: .accepted, error: nil, providerID: id, parts: parts)
        guard let accepted = try settled ?? tx.row(row.id) else { return }
        try DeliveryReports(gateway: post.name, terms: terms).applyEarly(to: accepted, now: now, in: tx)
        try rename(accepted, networkID, in: tx)
        // Where no report will ever come, the operator may have decided that this is as much as there is to know. If one
        // came all the same, it has said more.
        guard isLast, terms.policy.receipts == .accepted, let known = try tx.row(row.id) else { return }
        if !DeliveryReports.isOver(known) { try Self.tick(known, in: tx) }
    }

    /// Notes the id by which the network will know it, where the provider has replaced ours and says so.
    private func rename(_ row: OutboxRow, _ id: String?, in tx: Transaction) throws {
        // Of a message to several each copy gets another id, and they are one message still.
        guard row.kind == .message, row.others.isEmpty, let known = row.networkID, let id, id != known else { return }
        try tx.rename(row, networkID: id)
    }

    /// Gives up by age, never by count; before that the sender is told once that it takes long.
    private func tryAgain(
        _ row: OutboxRow, reason: String, retryAfter: Duration? = nil, isDoubtful: Bool = false,
        _ policy: GatewayPolicy, now: Date, in tx: Transaction
    ) throws {
        let attempt = row.attempts
        // The wall clock may have been set during the attempt, and the row's times with it.
        let row = try tx.row(row.id) ?? row
        if let expires = row.expires, expires <= now {
            // An earlier attempt may have got through.
            if isDoubtful || row.doubts > 0 { return try end(row, as: .uncertain, error: reason, .uncertain, in: tx) }
            return try end(row, as: .expired, error: reason, .gaveUp(after: policy.giveUpAfter), in: tx)
        }
        let next = retry.next(attempts: row.attempts, retryAfter: retryAfter, now: now, expires: row.expires)
        guard try tx.postpone(row.id, attempt: attempt, until: next, error: reason, isDoubtful: isDoubtful) else {
            return
        }
        if now.timeIntervalSince(row.created) >= RetryPolicy.patience.seconds { try Self.tellDelayed(row, in: tx) }
    }

    private func end(
        _ row: OutboxRow, as state: OutboxState, error: String, _ failure: Failure, in tx: Transaction
    ) throws {
        if let settled = try tx.settle(row.id, as: state, error: error, providerID: nil, parts: nil) {
            try Self.tell(failure, settled, in: tx)
        }
    }

    /// Tells the sender why a message did not get through. A failure report that fails has nobody to tell.
    static func tell(_ failure: Failure, _ row: OutboxRow, in tx: Transaction) throws {
        guard row.kind == .message else { return }
        _ = try tx.enqueue(.failure(failure, for: row))
    }

    /// Gives the sender the receipt that was asked for, once.
    static func tick(_ row: OutboxRow, in tx: Transaction) throws {
        guard row.wantsReceipt, try tx.markTicked(row.id) else { return }
        _ = try tx.enqueue(.receipt(for: row))
    }

    private func record(_ result: SendResult, _ row: OutboxRow) {
        let metadata: Logger.Metadata = ["gateway": "\(post.name)", "id": "\(row.id)"]
        switch result {
        case .accepted: logger.debug("Sent.", metadata: metadata)
        // The provider's own words may quote the message: they are for `postern messages show`, not for the log.
        case .temporary: logger.notice("Not sent yet.", metadata: metadata)
        case .permanent: logger.notice("Refused by the provider.", metadata: metadata)
        case .account: logger.debug("Not taken.", metadata: metadata)
        case .uncertain: logger.warning("No answer from the provider.", metadata: metadata)
        }
        if let problem = result.problem { post.note(error: problem, at: time.now) }
        BridgeMetrics.sent(result, gateway: post.name)
    }

    /// Tells the sender once that it takes long; once for all that goes as one.
    static func tellDelayed(_ row: OutboxRow, in tx: Transaction) throws {
        guard row.kind == .message, try tx.markToldDelayed(row.id) else { return }
        for mate in try tx.bundleMates(of: row) { try tx.markToldDelayed(mate.id) }
        guard let sender = row.contact, let peer = row.peer else { return }
        _ = try tx.enqueue(.notice(delayed(peer), to: sender, gateway: row.gateway, language: row.language))
    }

    private static func delayed(_ peer: Address) -> Sentence {
        Sentence(
            "Your message to \(peer) is delayed; the gateway keeps trying.",
            german: "Ihre Nachricht an \(peer) verzögert sich; das Gateway versucht es weiter.")
    }
}
