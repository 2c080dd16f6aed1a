// SPDX-License-Identifier: Apache-2.0

import GatewayKit
import Store

/// What one attempt carries: a row, or several of one conversation that were written shortly after one another and go as
/// one message.
struct Consignment: Sendable {
    /// How many rows, and how many bytes of text, go as one at the most.
    static let mostRows = 50
    static let mostBytes = 64 * 1024
    /// How many earlier messages of the thread are named: some networks limit it, and none needs more.
    static let mostAncestors = 20

    /// The oldest first; never empty.
    let rows: [OutboxRow]
    /// nil where the text has been erased, or nobody can be meant.
    let message: OutgoingMessage?

    var lead: OutboxRow { rows[0] }

    private init(_ rows: [OutboxRow], _ message: OutgoingMessage?) {
        self.rows = rows
        self.message = message
    }

    /// A row that goes by itself, in a network without threads.
    init(_ row: OutboxRow) {
        self.init([row], OutgoingMessage(row))
    }

    /// Takes with a leased row what goes with it, in the transaction of the lease.
    init(_ row: OutboxRow, _ profile: GatewayProfile, in tx: Transaction) throws {
        guard let threads = profile.threads else {
            self.init(row)
            return
        }
        var row = row
        if row.kind == .message, row.networkID == nil, let ids = threads.ids {
            // Sent again by the operator after it had gone with others: that id names all of them.
            try tx.name(row.id, networkID: ids.id(for: Reference.fresh()))
            row = try tx.row(row.id) ?? row
        }
        let followers =
            profile.coalesce > .zero || row.bundle != nil
            ? try tx.bundle(row, limit: Self.mostRows, bytes: Self.mostBytes, by: threads.subjects) : []
        let rows = [row] + followers
        self.init(rows, try Self.message(rows, in: tx))
    }

    private static func message(_ rows: [OutboxRow], in tx: Transaction) throws -> OutgoingMessage? {
        let messages = rows.compactMap { OutgoingMessage($0) }
        guard messages.count == rows.count, let first = messages.first, let lead = rows.first else { return nil }
        let texts = messages.map(\.text).filter { !$0.isEmpty }
        var whole = OutgoingMessage(
            reference: first.reference, from: first.from, to: first.to, text: texts.joined(separator: "\n"),
            media: messages.flatMap(\.media))
        whole.purpose = first.purpose
        whole.others = first.others
        whole.role = first.role
        whole.writtenAt = first.writtenAt
        whole.wantsDisplayed = messages.contains { $0.wantsDisplayed }
        whole.thread = first.thread
        if let account = lead.account, let holder = try tx.account(gateway: lead.gateway, jid: account) {
            whole.fromName = holder.name
            whole.settings = holder.settings
            if let thread = lead.thread {
                let people = [lead.peer].compactMap { $0 } + lead.others.map(\.address)
                whole.thread.ancestors = try tx.ancestors(
                    gateway: lead.gateway, account: account, thread: thread, with: people, before: lead.id,
                    limit: mostAncestors)
            }
        }
        return whole
    }
}
