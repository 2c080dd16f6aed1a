// SPDX-License-Identifier: Apache-2.0

import GatewayKit
import Store
import XMPP

import struct Foundation.Date

// What goes back to the sender of a message: rows of the same outbox, so that it survives a restart as well.
extension OutboxDraft {
    /// The tick of a delivered message (XEP-0184), to the full JID that asked for it.
    static func receipt(for row: OutboxRow) -> OutboxDraft {
        answer(.receipt, to: row)
    }

    /// The marker of a message that its recipient has read (XEP-0333); once, however often it is told.
    static func displayed(for row: OutboxRow) -> OutboxDraft {
        var draft = answer(.receipt, to: row)
        draft.action = displayedAction
        draft.dedupe = "displayed:\(row.id)"
        return draft
    }

    /// What a receipt row's `action` is where the row is a marker instead.
    static let displayedAction = "displayed"

    /// The report to the sender of a message from the network that we took and could not deliver, once a row.
    /// It is in no account's conversation, for it must not hold up what a person writes.
    static func failureReport(
        _ reason: String, for row: OutboxRow, to sender: Address, expires: Date
    ) -> OutboxDraft {
        var draft = OutboxDraft(
            kind: .failure, gateway: row.gateway, direction: .out, reference: Reference.fresh())
        draft.own = row.own
        draft.peer = sender
        draft.expires = expires
        draft.inReplyTo = row.networkID
        draft.subject = row.subject
        draft.sentAt = row.created
        draft.body = reason
        draft.dedupe = "bounce:\(row.id)"
        return draft
    }

    /// The error that tells why a message did not get through. About a copy to somebody else than the contact no client
    /// expects an error, so that is said in words.
    static func failure(_ failure: Failure, for row: OutboxRow) -> OutboxDraft {
        if row.stanzaID == nil, !row.others.isEmpty || row.role != .to, let sender = row.contact {
            var draft = notice(failure.sentence, to: sender, gateway: row.gateway, language: row.language)
            draft.peer = row.peer
            return draft
        }
        var draft = answer(.failure, to: row)
        let error = failure.error(language: row.language)
        draft.condition = error.condition.rawValue
        draft.action = error.action.rawValue
        draft.body = error.text
        draft.language = error.language
        return draft
    }

    /// A sentence of the gateway itself, as a chat message from its domain.
    static func notice(_ sentence: Sentence, to jid: JID, gateway: String, language: String?) -> OutboxDraft {
        var draft = OutboxDraft(
            kind: .notice, gateway: gateway, direction: .in, reference: Reference.fresh())
        draft.account = jid.bare
        draft.contact = jid
        draft.stanzaID = StanzaIDs.fresh()
        draft.body = sentence.text(for: language)
        draft.language = Sentence.language(for: language)
        return draft
    }

    private static func answer(_ kind: OutboxKind, to row: OutboxRow) -> OutboxDraft {
        var draft = OutboxDraft(
            kind: kind, gateway: row.gateway, direction: .in, reference: Reference.fresh())
        draft.account = row.account
        draft.own = row.own
        draft.peer = row.peer
        draft.contact = row.contact
        // An error bears the id of what it answers (RFC 6120 section 8.1.3); a receipt has one of its own.
        draft.stanzaID = kind == .failure ? row.stanzaID : StanzaIDs.fresh()
        draft.answers = row.stanzaID
        draft.language = row.language
        return draft
    }
}
