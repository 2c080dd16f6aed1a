// SPDX-License-Identifier: Apache-2.0

import GatewayKit
import Store
import XMPP

/// Where a message stands among those before it, in networks whose messages belong to threads.
///
/// A client says it by `<thread/>` (XEP-0201) or by a reply (XEP-0461). Most say nothing: then a message goes on with what
/// was last talked about with that contact, unless it bears a subject of its own.
struct ThreadPlacement {
    /// `<thread/>`
    var thread: String?
    /// Which stanza it answers.
    var answered: String?
    var subject: String?

    init(thread: String? = nil, answered: String? = nil, subject: String? = nil) {
        self.thread = thread
        self.answered = answered
        self.subject = subject
    }

    init(_ stanza: Stanza) {
        self.init(
            thread: MessageThread.id(in: stanza), answered: MessageReplies.answeredID(in: stanza),
            subject: MessageThread.subject(in: stanza))
    }

    /// Places a message's rows, the contact's first: they are one message, and have one thread, id and subject.
    func place(
        _ drafts: inout [OutboxDraft], _ rules: ThreadRules?, _ choice: SubjectChoice?, in tx: Transaction
    ) throws {
        guard let rules, var first = drafts.first else { return }
        try place(&first, rules, choice, in: tx)
        drafts[0] = first
        for index in drafts.indices.dropFirst() {
            (drafts[index].thread, drafts[index].inReplyTo) = (first.thread, first.inReplyTo)
            (drafts[index].networkID, drafts[index].subject) = (first.networkID, first.subject)
        }
    }

    /// Fills in the draft's thread, what it answers, its own id in the network and its subject.
    private func place(
        _ draft: inout OutboxDraft, _ rules: ThreadRules, _ choice: SubjectChoice?, in tx: Transaction
    ) throws {
        guard let account = draft.account, let peer = draft.peer else { return }
        let before = try predecessor(of: draft, account: account, peer: peer, rules.subjects, in: tx)
        draft.thread = thread ?? before?.thread ?? draft.reference
        draft.inReplyTo = before?.networkID
        draft.networkID = rules.ids?.id(for: draft.reference)
        // Whoever asked for answers elsewhere gets them there, the further ones as well.
        if let before, before.peer == peer { draft.recipient = recipient(behind: before) }
        draft.subject = choice?.subject(inThread: before?.subject, by: rules.subjects) ?? subject
    }

    /// A mail that nobody vouches for must not redirect what a person writes to a friend: its wish counts only in an answer
    /// to it.
    private func recipient(behind before: OutboxRow) -> Address? {
        guard before.direction == .in else { return before.recipient }
        return before.isUnproven && answered == nil && thread == nil ? nil : before.answerTo
    }

    /// The message behind which this one goes; nil where it begins a thread.
    private func predecessor(
        of draft: OutboxDraft, account: JID, peer: Address, _ subjects: SubjectRule, in tx: Transaction
    ) throws -> OutboxRow? {
        let gateway = draft.gateway
        if let answered, let row = try row(answered, gateway: gateway, account: account, in: tx), row.names(peer) {
            return row
        }
        if let thread {
            return try tx.latestInThread(gateway: gateway, account: account, thread: thread, with: [peer])
        }
        guard let latest = try tx.latestThreaded(gateway: gateway, account: account, peer: peer),
            let name = latest.thread, subjects.continues(latest.subject, with: subject)
        else { return nil }
        return try tx.latestInThread(gateway: gateway, account: account, thread: name, with: [peer]) ?? latest
    }

    /// A row that was written as several stanzas numbers them `ID`, `ID-1`, `ID-2`.
    private func row(_ id: String, gateway: String, account: JID, in tx: Transaction) throws -> OutboxRow? {
        if let row = try tx.row(gateway: gateway, account: account, stanzaID: id) { return row }
        return try tx.row(gateway: gateway, account: account, stanzaID: ReturnedErrors.first(id))
    }
}

extension OutboxRow {
    /// Whether that contact has the message, as its sender or as one of those it went to.
    fileprivate func names(_ contact: Address) -> Bool {
        peer == contact || others.contains { $0.address == contact }
    }
}
