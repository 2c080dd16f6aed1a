// SPDX-License-Identifier: Apache-2.0

package import GatewayKit
package import Logging
package import Store
package import XMPP

import struct Foundation.Date

/// The way out, first half: a message stanza becomes a row of the outbox, or an error stanza says why not.
///
/// Does the address parse? Does it fit? The adapter is asked first, for as long as it likes. Registered? Allowed? That the
/// store decides in one transaction, and only what is stored is accepted.
package struct Outbound: Sendable {
    /// Above this many unsent messages an account is told to wait: a runaway client must not fill the disk.
    static let longestQueue = 1_000
    /// How long a repeat is known (design section 3): clients reuse stanza ids, so not for ever.
    static let memory = Duration.seconds(24 * 3600)
    /// How often a message is judged and tried whose sender's address was not known, or changes in between.
    private static let mostTries = 4

    private let post: GatewayPost
    private let store: Store
    private let time: any TimeSource
    private let logger: Logger
    private let senders = SenderMemory()

    package init(post: GatewayPost, store: Store, time: any TimeSource, logger: Logger) {
        self.post = post
        self.store = store
        self.time = time
        self.logger = logger
    }

    /// Takes the messages of one read in one transaction; what comes back goes to their senders.
    package func accept(_ stanzas: [Stanza]) async -> [Stanza] {
        let setup = post.setup
        let messages = await stanzas.mapSideBySide { await judge($0, setup) }.compactMap(\.self)
        guard !messages.isEmpty else { return [] }
        let failures = await take(messages, setup, tries: Self.mostTries)
        post.outbox.ring()
        return zip(messages, failures).compactMap { message, failure in
            let stanza = message.candidate.stanza
            return failure.flatMap { stanza.error($0.error(language: stanza.language)) }
        }
    }

    /// What the adapter says of it, for as long as it likes: no transaction is open. nil where there is nothing to send.
    private func judge(_ stanza: Stanza, _ setup: GatewayPost.Setup) async -> Judged? {
        let addresses = AddressMap(gateway: setup.adapter, domain: post.domain)
        guard let candidate = await Candidate(stanza, setup: setup, map: addresses) else { return nil }
        let own = senders.address(of: candidate.sender.bare)
        return await Judged(candidate, own: own, by: setup.adapter, gateway: post.name)
    }

    private enum Outcome: Sendable {
        case taken
        case failed(Failure)
        /// This is the account's address, and not the one that the message was judged with.
        case outdated(Address)
    }

    /// Stores them in one transaction, and says of each why not. What was judged with an address that is not the account's
    /// is judged again with that.
    private func take(_ messages: [Judged], _ setup: GatewayPost.Setup, tries: Int) async -> [Failure?] {
        let outcomes: [Outcome]
        do throws(StoreFailure) {
            outcomes = try await store(messages, setup.terms)
        } catch {
            return await takeSingly(messages, setup, tries: tries, after: error)
        }
        var failures: [Failure?] = []
        var outdated: [(index: Int, own: Address)] = []
        for (index, outcome) in outcomes.enumerated() {
            switch outcome {
            case .taken: failures.append(nil)
            case .failed(let failure): failures.append(failure)
            case .outdated(let own):
                // Somebody changes it faster than it can be judged: the sender may try again.
                failures.append(.storeUnavailable)
                senders.note(own, of: messages[index].candidate.sender.bare)
                outdated.append((index, own))
            }
        }
        guard !outdated.isEmpty, tries > 1 else { return failures }
        let judged = await outdated.mapSideBySide {
            await Judged(messages[$0.index].candidate, own: $0.own, by: setup.adapter, gateway: post.name)
        }
        for (one, failure) in zip(outdated, await take(judged, setup, tries: tries - 1)) {
            failures[one.index] = failure
        }
        return failures
    }

    /// Where storing them fails for good, each is tried by itself: one that cannot be stored takes no other with it.
    private func takeSingly(
        _ messages: [Judged], _ setup: GatewayPost.Setup, tries: Int, after failure: StoreFailure
    ) async -> [Failure?] {
        guard !failure.isPassing, failure != .closed, messages.count > 1 else {
            logger.error("\(failure.sentence)", metadata: ["gateway": "\(post.name)"])
            return messages.map { _ in .storeUnavailable }
        }
        var failures: [Failure?] = []
        for message in messages { failures += await take([message], setup, tries: tries) }
        return failures
    }

    private func store(_ messages: [Judged], _ terms: GatewayTerms) async throws(StoreFailure) -> [Outcome] {
        try await store.commit { [self] tx in
            let isPaused = try tx.isPaused(gateway: post.name)
            return try messages.map { try take($0, terms, isPaused: isPaused, in: tx) }
        }
    }

    /// Stores one message, or says why it is not taken.
    private func take(
        _ message: Judged, _ terms: GatewayTerms, isPaused: Bool, in tx: Transaction
    ) throws -> Outcome {
        let sender = message.candidate.sender.bare
        guard let account = try tx.account(gateway: post.name, jid: sender) else {
            return .failed(.notRegistered(gateway: post.domain))
        }
        if case .failure(let failure) = message.candidate.content { return .failed(failure) }
        guard account.address == message.own else { return .outdated(account.address) }
        var drafts = message.dated(tx.now, terms)
        if let failure = isPaused ? .gatewayPaused : try limits(sender, drafts.count, terms.policy, in: tx) {
            // What was accepted before must not seem refused because it is sent again.
            return try drafts.contains { try tx.repeated($0) == nil } ? .failed(failure) : .taken
        }
        switch message.verdict {
        case .failure(let refusal): return .failed(.refused(refusal))
        case .success(let choice):
            try ThreadPlacement(message.candidate.stanza).place(&drafts, terms.profile.threads, choice, in: tx)
            for draft in drafts { _ = try tx.enqueue(draft) }
            return .taken
        }
    }

    private func limits(
        _ account: JID, _ added: Int, _ policy: GatewayPolicy, in tx: Transaction
    ) throws -> Failure? {
        if let quota = policy.quota {
            let since = tx.now.addingTimeInterval(-quota.span.seconds)
            if try tx.sentCount(gateway: post.name, account: account, since: since) + added > quota.count {
                return .quotaReached(quota)
            }
        }
        let limit = Self.longestQueue
        return try tx.openCount(gateway: post.name, account: account, upTo: limit) >= limit ? .queueFull : nil
    }
}
