// SPDX-License-Identifier: Apache-2.0

package import GatewayKit
package import Logging
import ServiceLifecycle
package import Store
package import XMPP

/// The heart: for each gateway a link, a desk for what its clients send, and the two couriers of the outbox, all over one
/// store.
package struct Bridge: Service {
    /// What a gateway is made of.
    package struct Plan: Sendable {
        package let name: String
        package let link: LinkSettings
        package let setup: GatewayPost.Setup

        package init(name: String, link: LinkSettings, setup: GatewayPost.Setup) {
            self.name = name
            self.link = link
            self.setup = setup
        }
    }

    /// A gateway while it runs.
    struct Lane: Sendable {
        let post: GatewayPost
        let desk: Desk
        let link: ComponentLink
        let worker: OutboxWorker
        let courier: XMPPCourier
    }

    /// How long a stop waits for the deliveries in hand; with `farewell` it stays below the ten seconds that `run` has.
    static let grace = Duration.seconds(5)
    /// How long a stop then waits for the XMPP server to confirm what was written.
    static let farewell = Duration.seconds(1)

    let lanes: [Lane]
    let store: Store
    let time: any TimeSource
    let logger: Logger
    private let shelf: FileShelf
    private let retention: @Sendable () -> Housekeeping.Retention

    /// - Parameter publicURL: scheme and host under which the outside reaches `/files`, without a slash at the end.
    package init(
        plans: [Plan], store: Store, publicURL: String, retention: @escaping @Sendable () -> Housekeeping.Retention,
        version: String, time: any TimeSource = SystemTime(), logger: Logger
    ) {
        self.store = store
        shelf = FileShelf(publicURL: publicURL)
        self.time = time
        self.logger = logger
        self.retention = retention
        let desks = plans.map { plan in
            Desk(
                post: GatewayPost(name: plan.name, domain: plan.link.domain, setup: plan.setup), store: store,
                time: time, version: version, logger: logger)
        }
        let router = StanzaRouter(desks: desks) { state, domain in
            await desks.first { $0.post.domain == domain }?.linkChanged(state)
        }
        lanes = zip(plans, desks).map { plan, desk in
            let link = ComponentLink(
                settings: plan.link, delegate: router, logger: logger, sleep: { try await time.sleep(for: $0) })
            desk.attach(link)
            return Lane(
                post: desk.post, desk: desk, link: link,
                worker: OutboxWorker(post: desk.post, store: store, time: time, logger: logger),
                courier: XMPPCourier(post: desk.post, link: link, store: store, time: time, logger: logger))
        }
    }

    package var posts: [GatewayPost] { lanes.map(\.post) }

    /// Where webhooks put what they got.
    package var inbox: any Inbox { Inbound(posts: posts, store: store, shelf: shelf, time: time, logger: logger) }

    /// Whom a gateway's door may take messages for.
    package func directory(of post: GatewayPost) -> any Directory { AccountDirectory(gateway: post.name, store: store) }

    /// Puts right what a process that died left behind; call it once, before anything runs.
    package func recover() async throws(StoreFailure) {
        for post in posts {
            let name = post.name
            let repeatsAreSafe = post.adapter.profile.repeatsAreSafe
            try await store.commit { tx in
                for row in try tx.recover(gateway: name, repeatsAreSafe: repeatsAreSafe) {
                    try Settlement.tell(.uncertain, row, in: tx)
                }
            }
        }
    }

    /// Runs until a graceful shutdown: then the sources stop, the deliveries in hand finish, what was written is confirmed,
    /// and the links close.
    package func run() async {
        await withTaskGroup(of: Void.self) { background in
            for lane in lanes { background.addTask { await lane.link.run() } }
            background.addTask { await keepHouse() }
            background.addTask { await watch() }
            background.addTask { await probe() }
            await deliver()
            background.cancelAll()
        }
    }

    /// What came to its end first: a courier with nothing left to confirm, or the time for it.
    private enum Ending: Sendable { case courier, patience }

    /// Both couriers of every gateway, and their orderly end.
    private func deliver() async {
        await withTaskGroup(of: Ending.self) { couriers in
            for lane in lanes {
                couriers.addTask {
                    await lane.courier.run()
                    return .courier
                }
            }
            await Shutdown.run(lanes.map { lane in { await lane.worker.run() } }, grace: Self.grace, time: time) {
                for post in posts { post.outbox.close() }
            }
            for post in posts { post.inbox.close() }
            couriers.addTask {
                try? await time.sleep(for: Self.farewell)
                return .patience
            }
            var left = lanes.count
            while left > 0, await couriers.next() == .courier { left -= 1 }
            couriers.cancelAll()
        }
    }

    private func keepHouse() async {
        await Housekeeping(store: store, time: time, logger: logger).sweep(retention, posts: posts)
    }

    private func watch() async {
        await Housekeeping(store: store, time: time, logger: logger).watch { changed in
            let now = time.now
            for lane in lanes {
                lane.worker.tick(now: now)
                if changed { lane.post.ring() }
            }
        }
    }

    /// A paused gateway looks every five minutes whether its trouble is over.
    private func probe() async {
        while (try? await time.sleep(for: AccountPause.probeInterval)) != nil {
            let paused = (try? await store.read { tx in try tx.pauses().map(\.gateway) }) ?? []
            for post in posts where paused.contains(post.name) {
                await AccountPause(post: post, logger: logger).probe(store)
            }
        }
    }
}

// What an operator can do to a running bridge.
extension Bridge {
    /// Puts new adapters and policies in place (SIGHUP), which also ends every pause. Gateways that are not in the list
    /// stay as they are.
    package func reload(_ setups: [String: GatewayPost.Setup]) async {
        for post in posts {
            if let setup = setups[post.name] { post.exchange(setup) }
            await AccountPause(post: post, logger: logger).end(store, because: "the configuration was read again")
            post.ring()
        }
    }
}
