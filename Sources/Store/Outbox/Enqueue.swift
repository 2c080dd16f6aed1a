// SPDX-License-Identifier: Apache-2.0

import GRDB
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
        try execute(
            "UPDATE outbox SET dedupe = NULL, dedupeUntil = NULL WHERE gateway = ? AND dedupe = ?",
            [draft.gateway, draft.dedupe])
        return try enqueue(draft)
    }

    /// The row that this draft would repeat; nil where it would be a new one. A message that did not get through is not
    /// repeated but sent again, and clients keep the id when a person does so.
    package func repeated(_ draft: OutboxDraft) throws(StoreFailure) -> Int64? {
        try integer(
            """
            SELECT id FROM outbox
            WHERE gateway = ? AND dedupe = ? AND dedupe IS NOT NULL AND (dedupeUntil IS NULL OR dedupeUntil > ?)
                AND NOT (direction = 'out' AND kind = 'message'
                    AND state IN ('failed', 'expired', 'cancelled', 'uncertain'))
            """, [draft.gateway, draft.dedupe, now.milliseconds])
    }

    /// nil where the key of a repeat is taken.
    private func insert(_ draft: OutboxDraft) throws(StoreFailure) -> Int64? {
        try execute(Self.insertion, arguments(draft) + threadArguments(draft))
        return database.changesCount == 0 ? nil : database.lastInsertedRowID
    }

    /// In the order of the arguments.
    private static let columns = [
        "kind", "gateway", "direction", "account", "own", "peer", "state", "created", "updated", "due", "settled",
        "expires", "lifetime", "error", "reference", "contact", "stanzaID", "answers", "condition", "action",
        "wantsReceipt", "language", "nickname", "body", "media", "sentAt", "dedupe", "dedupeUntil",
        "subject", "thread", "networkID", "inReplyTo", "others", "role", "recipient", "answerTo", "returnAddress",
        "wantsDisplayed", "isAutomatic", "isUnproven",
    ]

    private static let insertion = """
        INSERT INTO outbox (turn, \(columns.joined(separator: ", "))) VALUES (
            ?3 = 'out' AND ?7 = 'queued' AND NOT EXISTS (
                SELECT 1 FROM outbox INDEXED BY outboxConversation
                WHERE direction = 'out' AND state IN ('queued', 'sending')
                    AND gateway = ?2 AND account IS ?4 AND peer IS ?6),
            \((1...columns.count).map { "?\($0)" }.joined(separator: ", ")))
        ON CONFLICT (gateway, dedupe) WHERE dedupe IS NOT NULL DO NOTHING
        """

    private func arguments(_ draft: OutboxDraft) -> StatementArguments {
        let now = now.milliseconds
        let expires = draft.expires?.milliseconds
        return [
            draft.kind.rawValue, draft.gateway, draft.direction.rawValue, draft.account?.bare.description,
            draft.own?.text, draft.peer?.text, draft.state.rawValue, now, now, draft.due?.milliseconds ?? now,
            draft.state == .queued ? nil : now, expires, expires.map { $0 - now }, draft.error, draft.reference,
            draft.contact?.description, draft.stanzaID, draft.answers, draft.condition, draft.action,
            draft.wantsReceipt, draft.language, draft.nickname, draft.body,
            draft.media.isEmpty ? nil : draft.media.joined(separator: "\n"), draft.sentAt?.milliseconds,
            draft.dedupe, draft.dedupeUntil?.milliseconds,
        ]
    }

    private func threadArguments(_ draft: OutboxDraft) throws(StoreFailure) -> StatementArguments {
        [
            draft.subject, draft.thread, draft.networkID, draft.inReplyTo, try JSONColumn.text(draft.others),
            draft.role == .to ? nil : draft.role.rawValue, draft.recipient?.text, draft.answerTo?.text,
            draft.returnAddress?.text, draft.wantsDisplayed, draft.isAutomatic,
            draft.isUnproven,
        ]
    }
}
