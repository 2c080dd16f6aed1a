// SPDX-License-Identifier: Apache-2.0

import GatewayKit
import Store
import XMPP

import struct Foundation.Date
import struct Foundation.TimeInterval

/// The thread of a message that came: by the ids that it names, else by what else says whose answer it is.
struct ThreadSearch {
    /// What was found.
    struct Place {
        let thread: String
        /// The id of what it answers; nil: not known.
        let inReplyTo: String?
        /// Which message it answers; nil where only the thread is known.
        let answered: OutboxRow?
    }

    let message: IncomingMessage
    let rules: ThreadRules
    let gateway: String
    let account: JID

    /// By its subject alone a message belongs to what was written within so many seconds before it.
    static let memory: TimeInterval = 7 * 24 * 3600
    /// How many messages of the conversation are looked at.
    private static let mostRows = 50

    /// nil: it begins a thread.
    func place(in tx: Transaction) throws -> Place? {
        if let row = try tx.threadNamed(by: message.ancestors, gateway: gateway, account: account) ?? own(in: tx) {
            return Place(row)
        }
        guard let peer = message.from, mayBelong else { return nil }
        let rows = try tx.newestThreaded(gateway: gateway, account: account, peer: peer, limit: Self.mostRows)
        if let row = try renamed(rows, in: tx) { return Place(row) }
        // By the subject anybody can belong to anything: a stranger is not to say where the answers of a thread go.
        guard !(message.isUnproven && message.answerTo != nil) else { return nil }
        return (sibling(rows) ?? namesake(rows, now: tx.now)).flatMap(\.thread).map { thread in
            Place(thread: thread, inReplyTo: message.ancestors.last, answered: nil)
        }
    }

    /// It says that it answers something.
    private var mayBelong: Bool {
        !message.ancestors.isEmpty || message.subject.map(rules.subjects.isAnswer) ?? false
    }

    /// A message of ours that the network knows by another id now, named by the one that we gave it.
    private func own(in tx: Transaction) throws -> OutboxRow? {
        for id in message.ancestors.reversed() {
            guard let reference = rules.ids?.reference(in: id), let row = try tx.row(reference: reference),
                row.gateway == gateway, row.account?.bare == account.bare, row.kind == .message,
                row.direction == .out, row.thread != nil
            else { continue }
            return row
        }
        return nil
    }

    /// A message of ours whose id a server has replaced by one that its own words at that time tell. From now on it is
    /// known by that.
    private func renamed(_ rows: [OutboxRow], in tx: Transaction) throws -> OutboxRow? {
        guard let names = rules.serverNames else { return nil }
        for id in message.ancestors.reversed() {
            let row = rows.first { row in
                row.direction == .out && row.providerID.map { names.areNamed(by: id, in: $0) } ?? false
            }
            guard let row else { continue }
            // Of a message to several each copy has another id, and they are one message still.
            guard row.others.isEmpty else { return row }
            try tx.rename(row, networkID: id)
            return try tx.row(row.id)
        }
        return nil
    }

    /// Another message of that contact, which answers the same one.
    private func sibling(_ rows: [OutboxRow]) -> OutboxRow? {
        rows.first { row in row.direction == .in && row.inReplyTo.map(message.ancestors.contains) ?? false }
    }

    /// The last message with that contact that was about the same, within a few days.
    private func namesake(_ rows: [OutboxRow], now: Date) -> OutboxRow? {
        guard let topic = message.subject.map(rules.subjects.topic), !topic.isEmpty else { return nil }
        return rows.first { row in
            now.timeIntervalSince(row.created) <= Self.memory
                && row.subject.map(rules.subjects.topic) == topic
        }
    }
}

extension ThreadSearch.Place {
    /// nil where the row is in no thread.
    fileprivate init?(_ row: OutboxRow) {
        guard let thread = row.thread else { return nil }
        self.init(thread: thread, inReplyTo: row.networkID, answered: row)
    }
}
