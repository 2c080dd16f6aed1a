// SPDX-License-Identifier: Apache-2.0

import GatewayKit
import XMPP

import struct Foundation.Date

extension Transaction {
    /// Stores a draft, unless it repeats one that is stored already. Throws where the reference is taken.
    @discardableResult
    package func enqueue(_ draft: OutboxDraft) throws(StoreFailure) -> Enqueued {
        if let id = try insert(draft) { return .stored(id) }
        if let id = try repeated(draft) { return .repeated(id) }
        // The key's time is over: the older row lets go of it.
        try execute(Self.letGo, [draft.gateway, draft.dedupe])
        return try enqueue(draft)
    }

    private static let letGo = Statement(
        "UPDATE outbox SET dedupe = NULL, dedupeUntil = NULL WHERE gateway = ?1 AND dedupe = ?2")

    private static let repeated = Statement(
        """
        SELECT id FROM outbox
        WHERE gateway = ?1 AND dedupe = ?2 AND dedupe IS NOT NULL AND (dedupeUntil IS NULL OR dedupeUntil > ?3)
            AND NOT (direction = 'out' AND kind = 'message'
                AND state IN ('failed', 'expired', 'cancelled', 'uncertain'))
        """)

    /// The row that this draft would repeat; nil where it would be a new one. A message that did not get through is not
    /// repeated but sent again, and clients keep the id when a person does so.
    package func repeated(_ draft: OutboxDraft) throws(StoreFailure) -> Int64? {
        try integer(Self.repeated, [draft.gateway, draft.dedupe, now.milliseconds])
    }

    /// nil where the key of a repeat is taken.
    private func insert(_ draft: OutboxDraft) throws(StoreFailure) -> Int64? {
        let id = try database.insert(Self.insertion, values(draft) + threadValues(draft))
        if let id, draft.direction == .out, draft.state == .queued { effects.touched.append(id) }
        return id
    }

    /// In the order of the values.
    private static let columns = [
        "kind", "gateway", "direction", "account", "own", "peer", "state", "created", "updated", "due", "settled",
        "expires", "lifetime", "error", "reference", "contact", "stanzaID", "answers", "condition", "action",
        "wantsReceipt", "language", "nickname", "body", "media", "sentAt", "dedupe", "dedupeUntil", "conversation",
        "subject", "thread", "networkID", "inReplyTo", "others", "role", "recipient", "answerTo", "returnAddress",
        "wantsDisplayed", "isAutomatic", "isUnproven",
    ]

    private static let insertion = Statement(
        """
        INSERT INTO outbox (turn, \(columns.joined(separator: ", "))) VALUES (
            CASE WHEN ?3 = 'out' AND ?7 = 'queued' AND NOT EXISTS (
                SELECT 1 FROM outbox \(by: "outboxConversation")
                WHERE direction = 'out' AND state IN ('queued', 'sending') AND gateway = ?2 AND conversation = ?29)
            THEN 1 ELSE 0 END,
            \((1...columns.count).map { "?\($0)" }.joined(separator: ", ")))
        ON CONFLICT (gateway, dedupe) WHERE dedupe IS NOT NULL DO NOTHING
        """)

    private func values(_ draft: OutboxDraft) -> Values {
        let now = now.milliseconds
        let expires = draft.expires?.milliseconds
        let settled = draft.state == .queued ? nil : now
        let media = draft.media.isEmpty ? nil : draft.media.joined(separator: "\n")
        return [
            draft.kind.rawValue, draft.gateway, draft.direction.rawValue, draft.account?.bare.description,
            draft.own?.text, draft.peer?.text, draft.state.rawValue, now, now, draft.due?.milliseconds ?? now,
            settled, expires, expires.map { $0 - now }, draft.error, draft.reference,
            draft.contact?.description, draft.stanzaID, draft.answers, draft.condition, draft.action,
            draft.wantsReceipt, draft.language, draft.nickname, draft.body, media, draft.sentAt?.milliseconds,
            draft.dedupe, draft.dedupeUntil?.milliseconds, Conversation.text(account: draft.account, peer: draft.peer),
        ]
    }

    private func threadValues(_ draft: OutboxDraft) throws(StoreFailure) -> Values {
        let role = draft.role == .to ? nil : draft.role.rawValue
        return [
            draft.subject, draft.thread, draft.networkID, draft.inReplyTo, try JSONColumn.text(draft.others),
            role, draft.recipient?.text, draft.answerTo?.text,
            draft.returnAddress?.text, draft.wantsDisplayed, draft.isAutomatic,
            draft.isUnproven,
        ]
    }
}
