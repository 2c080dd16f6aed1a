// SPDX-License-Identifier: Apache-2.0

package import GatewayKit
import XMPP

import struct Foundation.Date

/// Messages that are written shortly after each other and sent as one. Each is a row of its own still, with a receipt of
/// its own; the first of them leads. Once sent they stay together, so that a repeat is the same message again.
extension Transaction {
    /// How many links to media one bundle has, in all.
    private static let mediaPerBundle = 20

    /// Takes what goes with a row that was leased just now in this transaction, counts the attempt for each, and gives it
    /// in order. At the first attempt of a row that nothing was sent with before, these are the rows behind it that fit,
    /// due or not, up to `limit` rows and `bytes` bytes of text with the lead's; they get its `networkID`. Later it is
    /// what is left of the bundle. `lead` itself is as the caller has it: `bundleMates` knows better.
    package func bundle(
        _ lead: OutboxRow, limit: Int, bytes: Int, by subjects: SubjectRule
    ) throws(StoreFailure) -> [OutboxRow] {
        if let bundle = lead.bundle { return try leaseRest(of: bundle, lead) }
        guard lead.attempts == 1, lead.mayLead, limit > 1 else { return [] }
        let behind = try rowsBehind(lead, limit: limit - 1)
        let followers = lead.followers(
            among: behind, bytes: bytes, media: Self.mediaPerBundle, by: subjects, now: now)
        guard !followers.isEmpty else { return [] }
        try execute(Self.leadBundle, [lead.id])
        for follower in followers { try redirectAnswers(from: follower, to: lead) }
        return try join(lead, followers.map(\.id))
    }

    private static let leadBundle = Statement("UPDATE outbox SET bundle = id WHERE id = ?1")

    private static let bundleMates = Statement(
        """
        SELECT \(OutboxRow.columns) FROM outbox \(by: "outboxBundle")
        WHERE bundle = (SELECT bundle FROM outbox WHERE id = ?1) AND id <> ?1 ORDER BY id
        """)

    /// All other rows that go as one with this one, in order; none where it goes by itself.
    package func bundleMates(of row: OutboxRow) throws(StoreFailure) -> [OutboxRow] {
        try rows(Self.bundleMates, [row.id])
    }

    private static let rowsBehind = Statement(
        """
        SELECT \(OutboxRow.columns) FROM outbox \(by: "outboxConversation")
        WHERE direction = 'out' AND state IN ('queued', 'sending') AND \(ofConversation) AND id > ?1
        ORDER BY id LIMIT ?2
        """)

    /// The open rows of the lead's conversation that are younger, in order.
    private func rowsBehind(_ lead: OutboxRow, limit: Int) throws(StoreFailure) -> [OutboxRow] {
        try rows(Self.rowsBehind, [lead.id, limit])
    }

    private static let join = Statement(
        """
        UPDATE outbox SET state = 'sending', attempts = attempts + 1, leased = ?1, updated = ?1,
            bundle = ?2, networkID = ?3, owner = ?5
        WHERE id IN \(list: 4) AND state = 'queued'
        RETURNING \(OutboxRow.columns)
        """)

    /// What is queued still; what has been cancelled or leased meanwhile does not join.
    func join(_ lead: OutboxRow, _ ids: [Int64]) throws(StoreFailure) -> [OutboxRow] {
        try rows(
            Self.join, [(lead.leased ?? now).milliseconds, lead.id, lead.networkID, Value.integers(ids), owner]
        ).sorted { $0.id < $1.id }
    }

    private static let leaseRest = Statement(
        """
        UPDATE outbox \(by: "outboxBundle")
        SET state = 'sending', attempts = attempts + 1, leased = ?1, updated = ?1, owner = ?5
        WHERE bundle = ?2 AND id <> ?3 AND state = 'queued' AND (expires IS NULL OR expires > ?4)
        RETURNING \(OutboxRow.columns)
        """)

    private func leaseRest(of bundle: Int64, _ lead: OutboxRow) throws(StoreFailure) -> [OutboxRow] {
        try rows(
            Self.leaseRest, [(lead.leased ?? now).milliseconds, bundle, lead.id, now.milliseconds, owner]
        ).sorted { $0.id < $1.id }
    }

    private static let redirect = Statement(
        """
        UPDATE outbox \(by: "outboxConversation") SET inReplyTo = ?2
        WHERE direction = 'out' AND state IN ('queued', 'sending') AND \(ofConversation) AND id > ?1 AND inReplyTo = ?3
        """)

    /// What stands behind a row in its conversation, waits still and answers `old`, answers `new`.
    func redirectAnswers(behind id: Int64, from old: String?, to new: String?) throws(StoreFailure) {
        try execute(Self.redirect, [id, new, old])
    }

    /// Nobody will ever see the id that a follower was to have: what answers it, answers the lead.
    private func redirectAnswers(from follower: OutboxRow, to lead: OutboxRow) throws(StoreFailure) {
        guard let old = follower.networkID, old != lead.networkID else { return }
        try redirectAnswers(behind: lead.id, from: old, to: lead.networkID)
    }
}

extension OutboxRow {
    /// Whether others may go with it at all.
    fileprivate var mayLead: Bool { kind == .message && !goesAlone && role == .to && others.isEmpty }

    /// The rows right behind it that go with it, up to the first that does not: nothing is overtaken.
    fileprivate func followers(
        among rows: [OutboxRow], bytes: Int, media: Int, by subjects: SubjectRule, now: Date
    ) -> ArraySlice<OutboxRow> {
        var bytesLeft = bytes - (body?.utf8.count ?? 0)
        var mediaLeft = media - self.media.count
        var answered = [inReplyTo, networkID, nil]
        return rows.prefix { row in
            bytesLeft -= row.body?.utf8.count ?? 0
            mediaLeft -= row.media.count
            guard bytesLeft >= 0, mediaLeft >= 0, row.follows(self, by: subjects, now: now) else { return false }
            defer { answered.append(row.networkID) }
            return answered.contains(row.inReplyTo)
        }
    }

    /// Whether it says the same to the same people, was never tried before, and has time left.
    private func follows(_ lead: OutboxRow, by subjects: SubjectRule, now: Date) -> Bool {
        mayLead && state == .queued && attempts == 0 && bundle == nil && !isErased
            && own == lead.own && recipient == lead.recipient && thread == lead.thread
            && subjects.continues(lead.subject, with: subject) && expires.map { $0 > now } != false
    }
}
