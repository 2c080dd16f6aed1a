// SPDX-License-Identifier: Apache-2.0

import GatewayKit
import Store
import Support
import Testing
import XMPP

@testable import Bridge

@Suite("Bridge: what a process that died leaves, and what an operator changes", .patience)
struct RecoveryTests {
    private func bridge(_ stage: Stage) -> Bridge {
        let link = LinkSettings(domain: "sms.example.org", secret: "x", host: "127.0.0.1", port: 1)
        let day = Duration.seconds(86_400)
        return Bridge(
            plans: [Bridge.Plan(name: "sms", link: link, setup: stage.post.setup)], store: stage.store,
            publicURL: "https://gw.example.org",
            retention: { .init(bodies: day, failed: day, metadata: day, files: day) }, version: "1.0", time: stage.time,
            logger: stage.logger)
    }

    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let repeatsAreSafe: Bool
        let rows: [String]
    }

    @Test(
        "what was being sent is sent again only where that is safe; else its sender is told",
        arguments: [
            Case(
                testDescription: "safe", repeatsAreSafe: true,
                rows: ["out message queued", "out message queued", "in message queued", "in message queued"]),
            Case(
                testDescription: "not safe", repeatsAreSafe: false,
                rows: [
                    "out message uncertain", "out message queued", "in message queued", "in message queued",
                    "in failure queued",
                ]),
        ])
    func recover(_ example: Case) async throws {
        let stage = try await Stage(FakeGateway(repeatsAreSafe: example.repeatsAreSafe))
        let id = try await stage.queue("under way")
        try await stage.queue("waiting")
        for text in ["written", "leased"] { try await stage.arrive(text) }
        try await stage.store.commit { tx in
            _ = try tx.lease(gateway: "sms", limit: 9, now: tx.now)
            let ids = try tx.leaseForLink(gateway: "sms", limit: 9).map(\.id)
            try tx.markWritten(Array(ids.prefix(1)))
        }
        for _ in 0..<2 { try await bridge(stage).recover() }
        #expect(try await stage.summary() == example.rows)
        let failure = try await stage.rows([.failure]).first
        #expect(failure?.condition == (example.repeatsAreSafe ? nil : "remote-server-timeout"))
        #expect(failure?.contact == (example.repeatsAreSafe ? nil : adasPhone))
        #expect(try await stage.lease()?.id == (example.repeatsAreSafe ? id : id + 1))
        #expect(stage.gateway.sent.isEmpty)
    }

    @Test("a later report still settles what was left uncertain")
    func laterReport() async throws {
        let stage = try await Stage()
        try await stage.queue("under way", reference: "ref")
        _ = try await stage.lease()
        let bridge = bridge(stage)
        try await bridge.recover()
        try await bridge.inbox.receive(
            [.report(DeliveryReport(reference: "ref", state: .delivered))], gateway: "sms")
        #expect(
            try await stage.summary() == ["out message delivered", "in failure queued", "in receipt queued"])
    }

    @Test("a reload exchanges adapter and policy, ends the pause, and leaves others as they are")
    func reload() async throws {
        let stage = try await Stage()
        _ = try await stage.store.commit { tx in try tx.pause(gateway: "sms", reason: "no funds", since: tx.now) }
        let bridge = bridge(stage)
        let other = FakeGateway(mediaLimit: 7)
        await bridge.reload(["mail": stage.post.setup])
        #expect(bridge.posts.first?.adapter.profile.mediaLimit == 0)
        await bridge.reload(["sms": .init(adapter: other, policy: GatewayPolicy(parallel: 3))])
        #expect(bridge.posts.map(\.adapter.profile.mediaLimit) == [7] && bridge.posts.map(\.policy.parallel) == [3])
        #expect(try await stage.store.read { tx in try tx.pauses() }.isEmpty)
    }

    @Test("a paused gateway asks its provider every five minutes, and goes on when that says yes")
    func probe() async throws {
        let stage = try await Stage()
        stage.gateway.answer(.account("no funds"))
        try await stage.queue()
        let bridge = bridge(stage)
        let running = Task { await bridge.run() }
        try await eventually("it is paused") { try await bridge.status().gateways.first?.pause != nil }
        for count in 1...2 {
            // The link's next attempt, the sweep, the look at the store, and the probe.
            try await eventually("everything sleeps") { stage.time.sleepers == 4 }
            #expect(stage.gateway.probes == count - 1)
            #expect(stage.gateway.sent.count == 1)
            stage.time.advance(by: AccountPause.probeInterval)
            try await eventually("probe \(count)") { stage.gateway.probes == count }
            stage.gateway.answerProbe(.ready("there are funds"))
        }
        try await eventually("it is sent") { try await stage.rows([.message]).first?.state == .accepted }
        running.cancel()
        await running.value
        #expect(stage.gateway.sent.count == 2)
    }
}
