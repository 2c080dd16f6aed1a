// SPDX-License-Identifier: Apache-2.0

import Support
import Synchronization
import Testing

@testable import XMPP

@Suite("The confirmed relay", .patience)
struct ConfirmedRelayTests {
    static func message(_ id: String) -> Stanza {
        Stanza(.message, id: id, from: JID("+15550100001@sms.example.org"), to: JID("a@example.org"))
    }

    @Test("is confirmed in order, several in flight, and nobody sees the pings")
    func confirmsInOrder() async throws {
        let server = try await PlayedServer()
        let fixture = LinkFixture(port: server.port)
        try await fixture.run {
            try await fixture.isUp()
            server.routePings(false)
            var confirmations: [XMPP.Confirmation] = []
            for number in 0..<5 {
                confirmations.append(
                    try await fixture.link.relay([Self.message("a\(number)"), Self.message("b\(number)")]))
            }
            try await eventually("everything was written") { server.pings.count == 5 }
            let order = ConfirmedOrder()
            try await withThrowingTaskGroup { group in
                for (number, confirmation) in confirmations.enumerated() {
                    group.addTask {
                        try await confirmation.wait()
                        order.note(number)
                    }
                }
                for number in 0..<5 {
                    #expect(order.numbers == Array(0..<number), "none before its ping")
                    try await server.send(server.pings[number])
                    try await eventually("\(number) is confirmed") { order.numbers.count == number + 1 }
                }
                try await group.waitForAll()
            }
            #expect(server.received.map(\.id) == (0..<5).flatMap { ["a\($0)", "b\($0)"] })
            #expect(Set(server.pings.map(\.id)).count == 5)
            #expect(server.pings.allSatisfy { $0.from == JID("sms.example.org") })
            #expect(server.pings.allSatisfy { $0.to == JID("sms.example.org/postern") })
        }
        #expect(fixture.delegate.received.isEmpty)
        await server.stop()
    }

    @Test("fails when the link drops first, and can be done again on the next one")
    func failsOnDrop() async throws {
        let server = try await PlayedServer()
        let fixture = LinkFixture(port: server.port)
        try await fixture.run {
            try await fixture.isUp()
            server.routePings(false)
            let lost = try await fixture.link.relay([Self.message("1")])
            try await eventually("it was written") { server.pings.count == 1 }
            await server.drop()
            await #expect(throws: LinkDown(LinkFailure(.closed, fixture.link.settings))) { try await lost.wait() }
            await #expect(throws: LinkDown.self) { try await lost.wait() }
            server.routePings(true)
            try await fixture.isUpAgain()
            try await fixture.link.relay([Self.message("1")]).wait()
        }
        #expect(server.received.map(\.id) == ["1", "1"])
        await server.stop()
    }

    @Test("goes behind another on the same stream only")
    func keepsOrder() async throws {
        let server = try await PlayedServer()
        let fixture = LinkFixture(port: server.port)
        try await fixture.run {
            try await fixture.isUp()
            let first = try await fixture.link.relay([Self.message("1")])
            try await fixture.link.relay([Self.message("2")], behind: first).wait()
            await server.drop()
            try await eventually("the link is down") { fixture.link.state != .up }
            try await fixture.isUpAgain()
            await #expect(throws: LinkDown()) {
                _ = try await fixture.link.relay([Self.message("3")], behind: first)
            }
            try await fixture.link.relay([Self.message("4")]).wait()
        }
        #expect(server.received.map(\.id) == ["1", "2", "4"])
        await server.stop()
    }

    @Test("is confirmed by another domain's answer, whatever it is", arguments: ["result", "error"])
    func confirmDomain(_ type: String) async throws {
        let server = try await PlayedServer()
        let fixture = LinkFixture(port: server.port, confirm: "example.org")
        try await fixture.run {
            try await fixture.isUp()
            let confirmation = try await fixture.link.relay([])
            try await eventually("a ping for the domain") { server.receivedCount == 1 }
            let ping = try #require(server.received.first)
            #expect(ping.to == JID("example.org") && ping.from == JID("sms.example.org") && ping.type == "get")
            try await server.send(ping.reply(type: type))
            try await confirmation.wait()
        }
        #expect(fixture.delegate.received.isEmpty)
        await server.stop()
    }

    @Test("comes after the receiver has had what came before it")
    func comesAfterBounces() async throws {
        let server = try await PlayedServer()
        let fixture = LinkFixture(port: server.port)
        try await fixture.run {
            try await fixture.isUp()
            server.routePings(false)
            let confirmation = try await fixture.link.relay([Self.message("1")])
            try await eventually("it was written") { server.pings.count == 1 }
            let bounce = try #require(Self.message("1").error(StanzaError(.serviceUnavailable, .cancel)))
            try await server.send(bounce, server.pings[0])
            try await confirmation.wait()
            #expect(fixture.delegate.received.map(\.type) == ["error"])
        }
        await server.stop()
    }

    @Test("lets a waiting task be cancelled, without harm to the link")
    func cancelledWait() async throws {
        let server = try await PlayedServer()
        let fixture = LinkFixture(port: server.port)
        try await fixture.run {
            try await fixture.isUp()
            server.routePings(false)
            let confirmation = try await fixture.link.relay([])
            let waiting = Task { try await confirmation.wait() }
            waiting.cancel()
            await #expect(throws: LinkDown()) { try await waiting.value }
            try await eventually("the ping") { server.pings.count == 1 }
            try await server.send(server.pings[0])
            try await confirmation.wait()
            #expect(fixture.link.state == .up)
        }
        await server.stop()
    }

    @Test("is refused where there is no stream")
    func refusedWhenDown() async throws {
        let fixture = LinkFixture(port: 1)
        await #expect(throws: LinkDown()) { _ = try await fixture.link.relay([Self.message("1")]) }
        await #expect(throws: LinkDown()) { try await fixture.link.send([Self.message("1")]) }
    }

    @Test("fills in id and sender where they are missing")
    func fillsIn() async throws {
        let server = try await PlayedServer()
        let fixture = LinkFixture(port: server.port)
        try await fixture.run {
            try await fixture.isUp()
            try await fixture.link.send([Stanza(.presence, to: JID("a@example.org"))])
            try await eventually("it arrives") { server.receivedCount == 1 }
            #expect(server.received[0].from == JID("sms.example.org") && server.received[0].id != nil)
        }
        await server.stop()
    }
}

/// What was confirmed, in order.
private final class ConfirmedOrder: Sendable {
    private let state = Mutex<[Int]>([])
    var numbers: [Int] { state.withLock { $0 } }
    func note(_ number: Int) { state.withLock { $0.append(number) } }
}
