// SPDX-License-Identifier: Apache-2.0

package import GatewayKit
package import Logging
package import Store
package import XMPP

import struct Foundation.Date

/// The way out, first half: a message stanza becomes a row of the outbox, or an error stanza says why not.
///
/// Registered? Allowed? Does the address parse? Does it fit? Only then is it stored, and only what is stored is accepted.
package struct Outbound: Sendable {
    /// Above this many unsent messages an account is told to wait: a runaway client must not fill the disk.
    static let longestQueue = 1_000
    /// How long a repeat is known (design section 3): clients reuse stanza ids, so not for ever.
    static let memory = Duration.seconds(24 * 3600)

    private let post: GatewayPost
    private let store: Store
    private let time: any TimeSource
    private let logger: Logger

    package init(post: GatewayPost, store: Store, time: any TimeSource, logger: Logger) {
        self.post = post
        self.store = store
        self.time = time
        self.logger = logger
    }

    /// Takes the messages of one read in one transaction; what comes back goes to their senders.
    package func accept(_ stanzas: [Stanza]) async -> [Stanza] {
        let setup = post.setup
        let candidates = stanzas.compactMap { Candidate($0, setup: setup, map: post.addresses) }
        guard !candidates.isEmpty else { return [] }
        let failures = await store(candidates, setup)
        post.outbox.ring()
        return zip(candidates, failures).compactMap { candidate, failure in
            failure.flatMap { candidate.stanza.error($0.error(language: candidate.stanza.language)) }
        }
    }

    /// Stores them in one transaction, and says of each why not. Where that fails for good, each is tried by itself: one
    /// that cannot be stored takes no other with it.
    private func store(_ candidates: [Candidate], _ setup: GatewayPost.Setup) async -> [Failure?] {
        do throws(StoreFailure) {
            return try await store.commit { [self] tx in
                let isPaused = try tx.isPaused(gateway: post.name)
                return try candidates.map { try take($0, setup: setup, isPaused: isPaused, now: tx.now, in: tx) }
            }
        } catch {
            if !error.isPassing, error != .closed, candidates.count > 1 {
                var failures: [Failure?] = []
                for candidate in candidates { failures += await store([candidate], setup) }
                return failures
            }
            logger.error("\(error.sentence)", metadata: ["gateway": "\(post.name)"])
            return candidates.map { _ in .storeUnavailable }
        }
    }

    /// Stores one message, or says why it is not taken.
    private func take(
        _ candidate: Candidate, setup: GatewayPost.Setup, isPaused: Bool, now: Date, in tx: Transaction
    ) throws -> Failure? {
        let sender = candidate.sender
        guard let account = try tx.account(gateway: post.name, jid: sender.bare) else {
            return .notRegistered(gateway: post.domain)
        }
        let content: Candidate.Content
        switch candidate.content {
        case .failure(let failure): return failure
        case .success(let found): content = found
        }
        let drafts = try drafts(candidate, content, account: account, setup, now: now, in: tx)
        if let failure = isPaused
            ? .gatewayPaused
            : try limits(
                sender.bare, drafts.count, setup.policy, now: now, in: tx)
        {
            // What was accepted before must not seem refused because it is sent again.
            return try drafts.contains { try tx.repeated($0) == nil } ? failure : nil
        }
        do throws(Refusal) {
            for draft in drafts {
                guard let peer = draft.peer else { continue }
                try setup.adapter.check(OutgoingMessage(draft, from: account.address, to: peer))
            }
        } catch {
            return .refused(error)
        }
        for draft in drafts { _ = try tx.enqueue(draft) }
        return nil
    }

    private func limits(
        _ account: JID, _ added: Int, _ policy: GatewayPolicy, now: Date, in tx: Transaction
    ) throws -> Failure? {
        if let quota = policy.quota {
            let since = now.addingTimeInterval(-quota.span.seconds)
            if try tx.sentCount(gateway: post.name, account: account, since: since) + added > quota.count {
                return .quotaReached(quota)
            }
        }
        let limit = Self.longestQueue
        return try tx.openCount(gateway: post.name, account: account, upTo: limit) >= limit ? .queueFull : nil
    }

    /// A row for each recipient, so that each has a fate of its own; they are one message to whoever reads it.
    private func drafts(
        _ candidate: Candidate, _ content: Candidate.Content, account: Account, _ setup: GatewayPost.Setup, now: Date,
        in tx: Transaction
    ) throws -> [OutboxDraft] {
        // A reply to all names us as well.
        let others = content.recipients.dropFirst().filter { $0.address != account.address }
        let recipients = content.recipients.prefix(1) + others
        var drafts: [OutboxDraft] = []
        for recipient in recipients {
            var draft = draft(candidate, content, to: recipient, account: account, setup.policy, now: now)
            draft.others = recipients.filter { $0 != recipient && $0.role != .bcc }
            if let first = drafts.first {
                (draft.thread, draft.inReplyTo) = (first.thread, first.inReplyTo)
                (draft.networkID, draft.subject) = (first.networkID, first.subject)
                // The tick is the contact's, and a client looks for no other.
                (draft.stanzaID, draft.wantsReceipt, draft.wantsDisplayed) = (nil, false, false)
            } else {
                try ThreadPlacement(candidate.stanza).place(&draft, adapter: setup.adapter, in: tx)
                if draft.others.isEmpty, recipients.count == 1, setup.adapter.profile.coalesce > .zero {
                    draft.due = now.addingTimeInterval(setup.adapter.profile.coalesce.seconds)
                }
            }
            drafts.append(draft)
        }
        return drafts
    }

    private func draft(
        _ candidate: Candidate, _ content: Candidate.Content, to recipient: Recipient, account: Account,
        _ policy: GatewayPolicy, now: Date
    ) -> OutboxDraft {
        let stanza = candidate.stanza
        var draft = OutboxDraft(
            kind: .message, gateway: post.name, direction: .out, reference: Reference.fresh())
        draft.account = account.jid
        draft.own = account.address
        draft.peer = recipient.address
        draft.role = recipient.role
        draft.contact = candidate.sender
        draft.stanzaID = stanza.id
        draft.wantsReceipt = stanza.id != nil && DeliveryReceipts.isRequested(in: stanza)
        draft.wantsDisplayed = stanza.id != nil && ChatMarker.isMarkable(stanza)
        draft.language = stanza.language
        draft.body = content.text
        draft.media = content.media
        draft.expires = now.addingTimeInterval(policy.giveUpAfter.seconds)
        if let key = candidate.repeatKey(to: recipient.address) {
            draft.dedupe = "out:\(post.name):\(key)"
            draft.dedupeUntil = now.addingTimeInterval(Self.memory.seconds)
        }
        return draft
    }
}
