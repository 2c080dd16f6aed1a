// SPDX-License-Identifier: Apache-2.0

import GatewayKit
import Logging
import Store
import XMPP

import struct Foundation.Date

/// An error stanza that comes back for something we relayed: the account is gone, its storage is full. Never answered;
/// recorded for the operator, and the row fails if it was not confirmed yet.
struct ReturnedErrors: Sendable {
    let post: GatewayPost
    let store: Store
    let time: any TimeSource
    let logger: Logger

    func record(_ stanza: Stanza) async {
        guard let id = stanza.id, let account = stanza.from?.bare else { return }
        let error = StanzaError(in: stanza)
        let name = post.name
        let text = "the XMPP server returned it: \(error.condition.rawValue)"
        let reportsFailures = post.adapter.profile.reportsFailures
        let giveUpAfter = post.policy.giveUpAfter
        // It comes once, and somebody may have to hear of it.
        await Insistence(store: store, time: time, logger: logger, gateway: name).commit { tx in
            let found = try tx.row(gateway: name, stanzaID: id, to: account)
            guard let row = try found ?? tx.row(gateway: name, stanzaID: Self.first(id), to: account),
                row.kind != .failure
            else { return }
            if try tx.settle(row.id, as: .failed, error: text, providerID: nil, parts: nil) == nil {
                try tx.note(row.id, error: text)
            }
            if reportsFailures { try Self.report(row, error.condition, giveUpAfter: giveUpAfter, in: tx) }
            logger.notice(
                "A relayed message came back: \(error.condition.rawValue).",
                metadata: ["gateway": "\(name)", "id": "\(row.id)"])
        }
        post.outbox.ring()
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
