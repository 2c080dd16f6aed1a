// SPDX-License-Identifier: Apache-2.0

import Support
import Testing
import XMPP

@testable import Bridge

/// A gateway's link to a played server, with the desk behind it.
struct Line: Sendable {
    let stage: Stage
    let server: PlayedServer
    let link: ComponentLink

    /// `desks` are all that the server's stanzas can be for; nil: the stage's own.
    init(_ stage: Stage, _ desk: Desk? = nil, among desks: [Desk]? = nil) async throws {
        self.stage = stage
        let desk = desk ?? stage.desk
        let time = stage.time
        server = try await PlayedServer(domain: desk.post.domain)
        let router = StanzaRouter(desks: desks ?? [desk]) { state, _ in await desk.linkChanged(state) }
        link = ComponentLink(
            settings: LinkSettings(
                domain: server.domain, secret: server.secret, host: "127.0.0.1", port: server.port),
            delegate: router, logger: stage.logger, sleep: { try await time.sleep(for: $0) })
        desk.attach(link)
    }

    /// Runs the link, the courier of rows to it, and the test beside them.
    func run(_ body: () async throws -> Void) async throws {
        let courier = XMPPCourier(
            post: stage.post, link: link, store: stage.store, time: stage.time, logger: stage.logger)
        let link = link
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await link.run() }
            group.addTask { await courier.run() }
            try await eventually("the link is up") { link.state == .up }
            try await body()
            group.cancelAll()
        }
        await server.stop()
    }

    /// Cuts the connection.
    func drop() async throws {
        await server.drop()
        try await eventually("the link is down") { link.state != .up }
    }

    /// Lets the link try again.
    func reconnect() async throws {
        try await eventually("the link waits before it tries again") { stage.time.sleepers == 1 }
        stage.time.advance(by: Backoff.longest)
        try await eventually("the link is up again") { link.state == .up }
    }

    /// What arrived at the server, without presence.
    var messages: [Stanza] { server.received.filter { $0.kind == .message } }
}
