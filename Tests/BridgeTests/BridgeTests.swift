// SPDX-License-Identifier: Apache-2.0

import GatewayKit
import ServiceLifecycle
import Store
import Support
import Testing
import XMPP

@testable import Bridge

@Suite("Bridge: a gateway while it runs", .patience)
struct BridgeTests {
    /// A bridge over the stage's store, with a gateway `sms` and, where there is a server for it, `mail`.
    private func bridge(_ stage: Stage, _ sms: PlayedServer, mail: PlayedServer? = nil) -> Bridge {
        let plans = [("sms", sms)] + (mail.map { [("mail", $0)] } ?? [])
        let day = Duration.seconds(86_400)
        return Bridge(
            plans: plans.map { name, server in
                Bridge.Plan(
                    name: name,
                    link: LinkSettings(
                        domain: server.domain, secret: server.secret, host: "127.0.0.1", port: server.port),
                    setup: stage.post.setup)
            },
            store: stage.store, publicURL: "https://gw.example.org",
            retention: { .init(bodies: day, failed: day, metadata: day, files: day) }, version: "1.0",
            time: stage.time, logger: stage.logger)
    }

    /// Runs the bridge in a service group, and the test beside it; afterwards the group is shut down in order.
    private func run(_ bridge: Bridge, _ stage: Stage, _ body: () async throws -> Void) async throws {
        let group = ServiceGroup(services: [bridge], logger: stage.logger)
        let running = Task { try await group.run() }
        do {
            try await eventually("every link is up") { bridge.links.values.allSatisfy { $0 } }
            try await body()
        } catch {
            running.cancel()
            throw error
        }
        await group.triggerGracefulShutdown()
        try await running.value
    }

    private func messages(_ server: PlayedServer) -> [Stanza] { server.received.filter { $0.kind == .message } }

    @Test("a text goes out, its report becomes a tick, its answer comes in, and a stop says good-bye")
    func conversation() async throws {
        let stage = try await Stage()
        let server = try await PlayedServer()
        let bridge = bridge(stage, server)
        try await run(bridge, stage) {
            try await server.send(chat("hi", [DeliveryReceipts.request]))
            try await eventually("it is sent") { try await stage.rows().first?.state == .accepted }
            #expect(messages(server).isEmpty, "no tick before the report")
            let report = DeliveryReport(providerID: "provider-hi", state: .delivered)
            let answer = IncomingMessage(eventID: "e1", from: phone, to: [adasNumber], text: "ho")
            try await bridge.inbox.receive([.report(report), .message(answer)], gateway: "sms")
            try await eventually("both are relayed") {
                try await stage.summary() == ["out message delivered", "in receipt delivered", "in message delivered"]
            }
        }
        #expect(messages(server).compactMap(DeliveryReceipts.receivedID) == ["m1"])
        #expect(messages(server).compactMap(\.body) == ["ho"])
        #expect(messages(server).map(\.to) == [adasPhone, ada])
        #expect(stage.gateway.texts == ["hi"])
        try await eventually("the server has read the good-bye") { server.farewells == 1 }
        await server.stop()
    }

    @Test("a stop lets the delivery in hand finish, relays what came of it, and begins nothing")
    func stop() async throws {
        let stage = try await Stage()
        let server = try await PlayedServer()
        stage.gateway.hold()
        stage.gateway.answer(.permanent(.recipient, "21211"))
        for text in ["one", "two"] { try await stage.queue(text) }
        var finishing: Task<Void, any Error>?
        try await run(bridge(stage, server), stage) {
            try await eventually("one is under way") { stage.gateway.underWay == 1 }
            // The link's seconds, the sweep, the look at the store, and the probe.
            try await eventually("everything sleeps") { stage.time.sleepers == 4 }
            finishing = Task {
                try await eventually("the stop has begun") { stage.time.sleepers == 5 }
                stage.gateway.releaseAll()
            }
        }
        try await finishing?.value
        #expect(try await stage.rows([.message]).map(\.state) == [.failed, .queued])
        #expect(stage.gateway.texts == ["one"])
        let failure = try #require(await stage.rows([.failure]).first)
        #expect(failure.state == .delivered, "its sender was told before the link closed")
        #expect(messages(server).first.map(gist) == "item-not-found cancel ada@example.org/phone")
        await server.stop()
    }

    @Test("a stop cuts off what takes too long, and leaves a result for it")
    func grace() async throws {
        let stage = try await Stage()
        let server = try await PlayedServer()
        stage.gateway.hold()
        try await stage.queue()
        var watching: Task<Void, any Error>?
        try await run(bridge(stage, server), stage) {
            try await eventually("it is under way") { stage.gateway.underWay == 1 }
            watching = Task {
                try await stage.time.advance(by: .seconds(1), until: "it is cut off") { stage.gateway.underWay == 0 }
            }
        }
        try await watching?.value
        #expect(try await stage.rows([.message]).map(\.state) == [.uncertain])
        await server.stop()
    }

    @Test("a stop waits for the confirmations of every gateway")
    func confirmations() async throws {
        let stage = try await Stage()
        let (sms, mail) = (try await PlayedServer(), try await PlayedServer(domain: "mail.example.org"))
        sms.routePings(false)
        try await stage.arrive("hi")
        var confirming: Task<Void, any Error>?
        try await run(bridge(stage, sms, mail: mail), stage) {
            try await eventually("it is written") { try await stage.summary() == ["in message accepted"] }
            try await eventually("the ping behind it is there") { sms.pings.count == 1 }
            confirming = Task {
                // The mail gateway has nothing left to do long before.
                for _ in 0..<50 { await Task.yield() }
                try await sms.send(sms.pings[0])
            }
        }
        try await confirming?.value
        #expect(try await stage.summary() == ["in message delivered"])
        await sms.stop()
        await mail.stop()
    }

    @Test("the status tells of link, queues, pause and the last error")
    func status() async throws {
        let stage = try await Stage()
        let server = try await PlayedServer()
        let bridge = bridge(stage, server)
        let before = try #require(await bridge.status().gateways.first)
        #expect(before.name == "sms" && before.domain == "sms.example.org" && !before.isUp)
        #expect(before.pause == nil && before.lastError == nil && before.queues.isEmpty)
        stage.gateway.answer(.account("no funds"))
        try await stage.queue()
        try await run(bridge, stage) {
            try await eventually("it is paused") { try await bridge.status().gateways.first?.pause == "no funds" }
            try await eventually("the error is noted") { try await bridge.status().gateways.first?.lastError != nil }
            let now = try #require(await bridge.status().gateways.first)
            #expect(now.isUp && now.link == "up" && now.lastError == "no funds" && now.lastErrorAt == start)
            #expect(now.queues.map { "\($0.direction) \($0.state) \($0.count)" } == ["out queued 1"])
            #expect(bridge.links == ["sms": true])
        }
        #expect(try await bridge.status().gateways.first?.link == "stopped")
        await server.stop()
    }
}
