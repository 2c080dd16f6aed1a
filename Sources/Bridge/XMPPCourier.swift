// SPDX-License-Identifier: Apache-2.0

package import GatewayKit
package import Logging
package import Store
package import XMPP

/// The XMPP courier: writes a gateway's inbound rows to its link, and settles them when the server has confirmed that it
/// routed them (design section 3, confirmed relay).
///
/// The stream keeps order, so rows are leased in the order of their ids and several of one conversation may be in a batch.
package struct XMPPCourier: Sendable {
    /// Rows in one write, behind which a ping asks for confirmation.
    static let batch = 128
    /// Batches on their way at once: enough that the wait for one confirmation does not stop the next write, few enough
    /// that memory stays small.
    static let window = 8
    /// After this many attempts a row is written alone, and after so many it is given up: a stanza on which the server
    /// ends the stream must not hold up everything behind it for ever.
    static let suspectAttempts = 3
    static let mostAttempts = 12

    private let post: GatewayPost
    private let link: ComponentLink
    private let store: Store
    private let time: any TimeSource
    private let logger: Logger

    package init(post: GatewayPost, link: ComponentLink, store: Store, time: any TimeSource, logger: Logger) {
        self.post = post
        self.link = link
        self.store = store
        self.time = time
        self.logger = logger
    }

    /// Works until the bell is closed or the task is cancelled.
    package func run() async {
        for await _ in post.inbox.rings where link.state == .up {
            do {
                try await relayAll()
            } catch let failure as StoreFailure {
                await wait(because: failure)
                post.inbox.ring()
            } catch {
                // The link dropped: what was not confirmed is written again, with the same ids, when it is back and
                // rings. Until its state says that it is down, each earlier look would only cost the rows an attempt.
                let name = post.name
                let isSilence = isSilence(error)
                _ = await insistence.commit { tx in try tx.requeueUnconfirmed(gateway: name, isSilence: isSilence) }
            }
        }
    }

    /// A server that was merely not heard has nothing against the rows.
    private func isSilence(_ error: any Error) -> Bool {
        if let failure = (error as? LinkDown)?.failure { return failure.reason == .silent }
        guard case .down(let failure?) = link.state else { return false }
        return failure.reason == .silent
    }

    /// What may pass is waited for; a row that nobody can read is put aside, for the others.
    private func wait(because failure: StoreFailure) async {
        let name = post.name
        let mayPass = failure.isPassing || failure == .closed
        if !mayPass, await insistence.parkNext(because: failure, { tx in try tx.nextForLink(gateway: name) }) { return }
        logger.error("\(failure.sentence)", metadata: ["gateway": "\(post.name)"])
        try? await time.sleep(for: mayPass ? Insistence.pause : Insistence.longPause)
    }

    private var insistence: Insistence {
        Insistence(store: store, time: time, logger: logger, gateway: post.name)
    }

    /// Writes batch after batch while there are rows, waiting for the oldest confirmation when the window is full.
    private func relayAll() async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            var underWay = 0
            var last: Confirmation?
            while let (rows, isRest) = try await lease(whenItFails: { try await group.waitForAll() }) {
                if underWay == Self.window {
                    try await group.next()
                    underWay -= 1
                }
                let (written, confirmation) = try await write(rows, behind: last)
                last = confirmation
                underWay += 1
                group.addTask { try await settle(written, when: confirmation) }
                // Nothing is written behind a suspect until it has proved harmless: it would be blamed as well.
                if rows.contains(where: { $0.attempts > Self.suspectAttempts }) {
                    try await group.waitForAll()
                    underWay = 0
                } else if isRest {
                    // These were all; whatever is stored from now on rings.
                    break
                }
            }
            try await group.waitForAll()
        }
    }

    /// nil where nothing is waiting. `isRest`: nothing waits behind these. A store that fails is no reason to forget what is
    /// on its way: that is waited for before the failure is thrown.
    private func lease(whenItFails finish: () async throws -> Void) async throws -> ([OutboxRow], isRest: Bool)? {
        do throws(StoreFailure) {
            let rows = try await lease(atMost: Self.batch)
            return rows.isEmpty ? nil : (rows, rows.count < Self.batch)
        } catch {
            try await finish()
            guard !error.isPassing, error != .closed else { throw error }
            // One of them cannot be read: which, shows when they come one by one.
            let rows = try await lease(atMost: 1)
            return rows.isEmpty ? nil : (rows, false)
        }
    }

    private func lease(atMost limit: Int) async throws(StoreFailure) -> [OutboxRow] {
        let name = post.name
        // Whatever the machine forgets of this and of what follows, it writes again with the same ids.
        return try await store.commit(surviving: .crash) { tx in
            // What has lost the link several times goes alone, so that it shows whether it is to blame.
            let isSuspect = (try tx.attemptsOfNextForLink(gateway: name) ?? 0) >= Self.suspectAttempts
            return try tx.leaseForLink(gateway: name, limit: isSuspect ? 1 : limit)
        }
    }

    /// Writes what can be written; returns the ids of that, and what will confirm it. Where the stream of the batch
    /// before was lost it throws, for that batch has to be written again first.
    private func write(_ rows: [OutboxRow], behind last: Confirmation?) async throws -> ([Int64], Confirmation) {
        let writer = RowStanzas(domain: post.domain, addresses: post.addresses)
        let now = time.now
        var stanzas: [Stanza] = []
        var written: [Int64] = []
        var lost: [Int64: Loss] = [:]
        for row in rows {
            let own = writer.stanzas(for: row, now: now)
            if row.attempts > Self.mostAttempts {
                lost[row.id] = Loss(.failed, "the XMPP server ends the stream on it")
            } else if row.doubts >= Self.mostAttempts {
                lost[row.id] = Loss(.uncertain, "the XMPP server has never confirmed that it routed it")
            } else if own.isEmpty {
                lost[row.id] = Loss(.failed, "its text is erased")
            } else {
                written.append(row.id)
                stanzas += own
            }
        }
        await end(lost)
        return (written, try await link.relay(stanzas, behind: last))
    }

    /// How a row ends that is not written, and why.
    private struct Loss {
        let state: OutboxState
        let error: String

        init(_ state: OutboxState, _ error: String) {
            self.state = state
            self.error = error
        }
    }

    /// What cannot be written stays for the operator to see. Of what may have arrived nobody is told that it did not.
    private func end(_ rows: [Int64: Loss]) async {
        guard !rows.isEmpty else { return }
        let reportsFailures = post.adapter.profile.reportsFailures
        let giveUpAfter = post.policy.giveUpAfter
        _ = await insistence.commit(rows: rows.keys.sorted()) { ids, tx in
            for id in ids {
                guard let loss = rows[id] else { continue }
                let ended = try tx.settle(id, as: loss.state, error: loss.error, providerID: nil, parts: nil)
                if reportsFailures, let ended, ended.state == .failed {
                    try ReturnedErrors.report(
                        ended, .undefinedCondition, giveUpAfter: giveUpAfter, in: tx)
                }
            }
        }
        post.outbox.ring()
    }

    private func settle(_ ids: [Int64], when confirmation: Confirmation) async throws(LinkDown) {
        // Only listings show it: if it cannot be stored, the confirmation says more.
        try? await store.commit(surviving: .crash) { tx in try tx.markWritten(ids) }
        try await confirmation.wait()
        _ = await insistence.commit(rows: ids) { ids, tx in try tx.confirmRelayed(ids) }
        BridgeMetrics.relayed(ids.count, gateway: post.name)
    }
}
