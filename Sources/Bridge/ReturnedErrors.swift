// SPDX-License-Identifier: Apache-2.0

import GatewayKit
import Logging
import Store
import Synchronization
import XMPP

import struct Foundation.Date

/// An error stanza that comes back for something we relayed: the account is gone, its storage is full. Never answered;
/// recorded for the operator, and the row fails if it was not confirmed yet.
struct ReturnedErrors: Sendable {
    let post: GatewayPost
    let store: Store
    let time: any TimeSource
    let logger: Logger
    private let patience = Patience()

    init(post: GatewayPost, store: Store, time: any TimeSource, logger: Logger) {
        self.post = post
        self.store = store
        self.time = time
        self.logger = logger
    }

    func record(_ stanza: Stanza) async {
        guard let id = stanza.id, let account = stanza.from?.bare else { return }
        let error = StanzaError(in: stanza)
        let name = post.name
        let text = "the XMPP server returned it: \(error.condition.rawValue)"
        let reportsFailures = post.adapter.profile.reportsFailures
        let giveUpAfter = post.policy.giveUpAfter
        await keep(error.condition) { tx in
            let found = try tx.row(gateway: name, stanzaID: id, to: account)
            guard let row = try found ?? tx.row(gateway: name, stanzaID: Self.first(id), to: account),
                row.kind != .failure
            else { return nil }
            if try tx.settle(row.id, as: .failed, error: text, providerID: nil, parts: nil) == nil {
                try tx.note(row.id, error: text)
            }
            if reportsFailures { try Self.report(row, error.condition, giveUpAfter: giveUpAfter, in: tx) }
            return row.id
        }
    }

    /// The work gives the row that it was about. It comes once, and somebody may have to hear of it; but this is where the
    /// link reads, so a store that fails for a while is waited for elsewhere.
    private func keep(
        _ condition: StanzaError.Condition, _ work: @escaping @Sendable (Transaction) throws -> Int64?
    ) async {
        let insistence = Insistence(store: store, time: time, logger: logger, gateway: post.name)
        do throws(StoreFailure) {
            told(condition, try await store.commit(work))
        } catch {
            let insist = { @Sendable [self] in told(condition, await insistence.commit(work) ?? nil) }
            if error.isPassing, patience.take() {
                Task {
                    await insist()
                    patience.release()
                }
            } else {
                await insist()
            }
        }
    }

    private func told(_ condition: StanzaError.Condition, _ id: Int64?) {
        if let id {
            logger.notice(
                "A relayed message came back: \(condition.rawValue).",
                metadata: ["gateway": "\(post.name)", "id": "\(id)"])
        }
        post.outbox.ring()
    }

    /// How many may wait for the store beside the link; above that the link waits.
    private final class Patience: Sendable {
        private static let most = 100
        private let waiting = Mutex(0)

        func take() -> Bool {
            waiting.withLock { waiting in
                guard waiting < Self.most else { return false }
                waiting += 1
                return true
            }
        }

        func release() { waiting.withLock { $0 -= 1 } }
    }

    /// The message's sender believes that it was delivered, and is told that it was not: once, however many of its
    /// stanzas come back, and only where something may be sent there at all.
    static func report(
        _ row: OutboxRow, _ condition: StanzaError.Condition, giveUpAfter: Duration, in tx: Transaction
    ) throws {
        guard row.kind == .message, let sender = row.returnAddress else { return }
        _ = try tx.enqueue(
            .failureReport(
                reason(condition), for: row, to: sender, expires: tx.now.addingTimeInterval(giveUpAfter.seconds)))
    }

    private static func reason(_ condition: StanzaError.Condition) -> String {
        switch condition {
        case .itemNotFound, .gone, .remoteServerNotFound: "The recipient's account does not exist any longer."
        case .resourceConstraint: "The recipient's mailbox is full."
        case .remoteServerTimeout, .internalServerError: "The recipient's server could not be reached."
        case .forbidden, .notAllowed, .policyViolation, .notAcceptable: "The recipient's server refused the message."
        default: "The recipient's server could not deliver the message (\(condition.rawValue))."
        }
    }

    /// A row that was written as several stanzas numbers them `ID`, `ID-1`, `ID-2`.
    static func first(_ id: String) -> String {
        guard let dash = id.utf8.lastIndex(of: UInt8(ascii: "-")), Int(id[id.utf8.index(after: dash)...]) != nil else {
            return id
        }
        return String(id[..<dash])
    }
}
