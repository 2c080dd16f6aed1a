// SPDX-License-Identifier: Apache-2.0

import GatewayKit
import Store
import XMPP

import struct Foundation.Date

/// What providers tell of messages that they took: the row moves forward, and its sender gets a tick or an error.
///
/// A report may come before the answer to the send, twice, late, or for one part of several; states only move forward, so
/// each of these is harmless.
struct DeliveryReports: Sendable {
    /// How long a report waits for the row that it is about (design section 3).
    static let patience = Duration.seconds(10 * 60)

    /// Whose they are.
    let gateway: String
    let terms: GatewayTerms

    func apply(_ report: DeliveryReport, now: Date, in tx: Transaction) throws {
        guard let row = try row(for: report, in: tx), !isEarlyPart(report, of: row) else {
            try tx.keep(report, gateway: gateway, until: now.addingTimeInterval(Self.patience.seconds))
            return
        }
        // What went as one message has one fate.
        let mates = row.bundle == nil ? [] : try tx.bundleMates(of: row).filter { $0.attempts > 0 && !Self.isOver($0) }
        for row in [row] + mates { try apply(report, to: row, now: now, in: tx) }
    }

    /// Whether the sender knows already that it did not get through.
    static func isOver(_ row: OutboxRow) -> Bool {
        [.failed, .expired, .cancelled].contains(row.state)
    }

    /// Before the answer to the send nobody knows how many parts there are, and so whether this one is the last.
    private func isEarlyPart(_ report: DeliveryReport, of row: OutboxRow) -> Bool {
        report.coversOnePart && report.state == .delivered && report.parts == nil && row.parts == nil
            && row.state.isOpen
    }

    /// Reports that came before the answer to the send, which tells the provider's id and the number of parts.
    func applyEarly(to row: OutboxRow, now: Date, in tx: Transaction) throws {
        let early = try tx.takeReports(
            gateway: gateway, reference: row.reference, providerID: row.providerID, networkID: row.networkID,
            recipient: row.recipient ?? row.peer)
        for report in early {
            // By the network's id alone it may be about somebody else's copy.
            let isSure = report.reference != nil || report.networkID == nil
            guard try isSure || self.row(for: report, in: tx)?.id == row.id else { continue }
            try apply(report, to: row, now: now, in: tx)
        }
    }

    /// A second look at reports that crossed the answer to their send: both were stored at once, and neither transaction
    /// saw what the other stored.
    func applyCrossed(now: Date, in tx: Transaction) throws -> Int {
        var count = 0
        for crossed in try tx.crossedReports(gateway: gateway, limit: Self.mostCrossed) {
            guard try row(for: crossed.report, in: tx) != nil else { continue }
            try tx.forget(crossed)
            try apply(crossed.report, now: now, in: tx)
            count += 1
        }
        return count
    }

    /// Of a network that reports what nobody sent, so many are looked at.
    private static let mostCrossed = 1000

    private func row(for report: DeliveryReport, in tx: Transaction) throws -> OutboxRow? {
        if let reference = report.reference, let row = try tx.row(reference: reference) {
            return row.gateway == gateway && row.direction == .out ? row : nil
        }
        if let id = report.networkID {
            let row =
                try tx.row(gateway: gateway, networkID: id, recipient: report.recipient)
                ?? renamedRow(id, report, in: tx)
            return row.flatMap { report.own == nil || $0.own == report.own ? $0 : nil }
        }
        guard let id = report.providerID else { return nil }
        return try tx.row(gateway: gateway, providerID: id, recipient: report.recipient)
    }

    /// A message that the network knows by another id now, named by the one that we gave it.
    private func renamedRow(_ id: String, _ report: DeliveryReport, in tx: Transaction) throws -> OutboxRow? {
        guard let reference = terms.profile.threads?.ids?.reference(in: id), let row = try tx.row(reference: reference),
            row.gateway == gateway, row.direction == .out, row.kind == .message, row.networkID != id,
            report.recipient.map({ $0 == row.recipient ?? row.peer }) ?? true
        else { return nil }
        return row
    }

    private func apply(_ report: DeliveryReport, to row: OutboxRow, now: Date, in tx: Transaction) throws {
        switch report.state {
        case .accepted, .sent:
            _ = try tx.settle(row.id, as: .accepted, error: nil, providerID: report.providerID, parts: report.parts)
        case .handedOver:
            _ = try tx.settle(row.id, as: .accepted, error: nil, providerID: report.providerID, parts: report.parts)
            if terms.policy.receipts == .accepted, !Self.isOver(row) { try Settlement.tick(row, in: tx) }
        case .delayed:
            if row.state == .accepted { try Settlement.tellDelayed(row, in: tx) }
        case .delivered:
            try deliver(row, report, in: tx)
        case .displayed:
            try deliver(row, report, in: tx)
            if row.wantsDisplayed, !Self.isOver(row) { _ = try tx.enqueue(.displayed(for: row)) }
        case .failed(let rejection):
            let failure = Failure(
                rejection, words: report.detail, german: report.german, profile: terms.profile)
            try fail(row, as: .failed, failure, report, in: tx)
        case .expired:
            try fail(row, as: .expired, .expiredAtProvider, report, in: tx)
        }
    }

    private func deliver(_ row: OutboxRow, _ report: DeliveryReport, in tx: Transaction) throws {
        guard try isWhole(report, of: row, in: tx) else { return }
        let settled = try tx.settle(
            row.id, as: .delivered, error: nil, providerID: report.providerID, parts: report.parts)
        if let settled { try Settlement.tick(settled, in: tx) }
    }

    private func fail(
        _ row: OutboxRow, as state: OutboxState, _ failure: Failure, _ report: DeliveryReport, in tx: Transaction
    ) throws {
        let detail = report.detail ?? "reported as \(state.rawValue)"
        let settled = try tx.settle(
            row.id, as: state, error: detail, providerID: report.providerID, parts: report.parts)
        if let settled { try Settlement.tell(failure, settled, in: tx) }
    }

    /// Where each part is reported by itself, a message is delivered with its last part.
    private func isWhole(_ report: DeliveryReport, of row: OutboxRow, in tx: Transaction) throws -> Bool {
        guard report.coversOnePart else { return true }
        let counted = try tx.countDeliveredPart(row.id, eventID: report.eventID)
        // Of how many is not known, for instance after a lost answer: a tick must not lie.
        guard let parts = report.parts ?? counted.parts else { return false }
        return counted.delivered >= parts
    }
}
