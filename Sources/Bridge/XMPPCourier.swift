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
                logger.error("\(failure.sentence)", metadata: ["gateway": "\(post.name)"])
                try? await time.sleep(for: OutboxWorker.storePause)
                await takeBack()
                post.inbox.ring()
            } catch {
                // The link rings when it is back.
                await takeBack()
            }
        }
    }

    /// Writes batch after batch while there are rows, waiting for the oldest confirmation when the window is full.
    private func relayAll() async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            var underWay = 0
            while let rows = try await lease() {
                if underWay == Self.window {
                    try await group.next()
                    underWay -= 1
                }
                let (written, confirmation) = try await write(rows)
                underWay += 1
                group.addTask { try await settle(written, when: confirmation) }
            }
            try await group.waitForAll()
        }
    }

    /// nil where nothing is waiting.
    private func lease() async throws(StoreFailure) -> [OutboxRow]? {
        let name = post.name
        let rows = try await store.commit { tx in try tx.leaseForLink(gateway: name, limit: Self.batch) }
        return rows.isEmpty ? nil : rows
    }

    /// Writes what can be written; returns the ids of that, and what will confirm it.
    private func write(_ rows: [OutboxRow]) async throws -> ([Int64], Confirmation) {
        let writer = RowStanzas(domain: post.domain, addresses: post.addresses)
        let now = time.now
        var stanzas: [Stanza] = []
        var written: [Int64] = []
        var lost: [Int64] = []
        for row in rows {
            let own = writer.stanzas(for: row, now: now)
            if own.isEmpty { lost.append(row.id) } else { written.append(row.id) }
            stanzas += own
        }
        try await fail(lost)
        return (written, try await link.relay(stanzas))
    }

    /// What cannot be written as a stanza stays for the operator to see.
    private func fail(_ ids: [Int64]) async throws(StoreFailure) {
        guard !ids.isEmpty else { return }
        try await store.commit { tx in
            for id in ids {
                _ = try tx.settle(
                    id, as: .failed, error: "its text is erased, or its address fits in no JID", providerID: nil,
                    parts: nil)
            }
        }
    }

    private func settle(_ ids: [Int64], when confirmation: Confirmation) async throws {
        try await store.commit { tx in try tx.markWritten(ids) }
        try await confirmation.wait()
        try await store.commit { tx in try tx.confirmRelayed(ids) }
        BridgeMetrics.relayed(ids.count, gateway: post.name)
    }

    /// The link dropped, or the store could not say what became of a batch: what was not confirmed is written again,
    /// with the same ids.
    private func takeBack() async {
        let name = post.name
        while !Task.isCancelled {
            do throws(StoreFailure) {
                try await store.commit { tx in try tx.requeueUnconfirmed(gateway: name) }
                return
            } catch {
                logger.error("\(error.sentence)", metadata: ["gateway": "\(name)"])
                try? await time.sleep(for: OutboxWorker.storePause)
            }
        }
    }
}
