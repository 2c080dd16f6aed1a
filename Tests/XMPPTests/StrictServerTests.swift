// SPDX-License-Identifier: Apache-2.0

import Support
import Testing

@testable import XMPP

@Suite("The link to a strict server", .patience)
struct StrictServerTests {
    private static func message(_ id: String) -> Stanza { ConfirmedRelayTests.message(id) }

    @Test("that drops IQs to bare addresses: a relay is confirmed at once, and the link lives for minutes")
    func dropsBareIQs() async throws {
        let server = try await PlayedServer()
        server.dropBareIQs(true)
        let fixture = LinkFixture(port: server.port)
        try await fixture.run {
            try await fixture.isUp()
            try await fixture.link.relay([Self.message("1")]).wait()
            for ping in 1...5 {
                try await eventually("the keepalive is there and answered") {
                    if server.pings.count <= ping { fixture.ticks.advance(by: .seconds(1)) }
                    return server.pings.count > ping && server.droppedIQs > ping
                }
            }
            #expect(fixture.link.state == .up)
        }
        #expect(server.connections == 1 && fixture.delegate.states == [.up, .down(nil)])
        #expect(fixture.delegate.received.isEmpty)
        await server.stop()
    }

    struct Deaf: CustomTestStringConvertible, Sendable {
        let testDescription: String
        var confirm: String?
        let host: String
        let dropsBareIQs: Bool
    }

    @Test(
        "that routes no self-ping: its own answer confirms what was relayed, and the next one is as fast as ever",
        arguments: [
            Deaf(testDescription: "nothing is configured", host: "example.org", dropsBareIQs: false),
            Deaf(testDescription: "and drops bare IQs", host: "example.org", dropsBareIQs: true),
            Deaf(
                testDescription: "a domain is configured", confirm: "xmpp.example.net", host: "xmpp.example.net",
                dropsBareIQs: false),
            Deaf(
                testDescription: "a domain is configured, and bare IQs are dropped", confirm: "xmpp.example.net",
                host: "xmpp.example.net", dropsBareIQs: true),
        ])
    func routesNoSelfPing(_ example: Deaf) async throws {
        let server = try await PlayedServer()
        server.routePings(false)
        server.host(example.host)
        server.dropBareIQs(example.dropsBareIQs)
        let fixture = LinkFixture(port: server.port, confirm: example.confirm)
        try await fixture.run {
            try await fixture.isUp()
            async let confirmed: Void = fixture.link.relay([Self.message("1")]).wait()
            try await eventually("the host was asked") {
                let asked = server.received.contains { $0.kind == .iq && $0.to?.domain == example.host }
                if !asked { fixture.ticks.advance(by: .seconds(1)) }
                return asked
            }
            try await confirmed
            // From now on it knows whom to ask, also on the next stream.
            try await fixture.link.relay([Self.message("2")]).wait()
            await server.drop()
            try await eventually("the link is down") { fixture.link.state != .up }
            try await fixture.isUpAgain()
            try await fixture.link.relay([Self.message("3")]).wait()
        }
        #expect(server.received.filter { $0.kind == .message }.map(\.id) == ["1", "2", "3"])
        #expect(server.connections == 2)
        await server.stop()
    }

    @Test("that answers a second connection with conflict, until it has noticed that the first is gone")
    func conflict() async throws {
        let server = try await PlayedServer()
        server.admitOne(true)
        let first = LinkFixture(port: server.port)
        let second = LinkFixture(port: server.port)
        try await first.run {
            try await first.isUp()
            let running = Task { await second.link.run() }
            let conflict = LinkState.down(LinkFailure(.conflict, second.link.settings))
            for attempt in 2...4 {
                try await eventually("attempt \(attempt)") {
                    second.pauses.advance(by: Backoff.longest)
                    return server.connections >= attempt
                }
                try await eventually("it was refused") { second.link.state == conflict }
            }
            #expect(first.link.state == .up, "the first stays")
            #expect(second.delegate.states == [conflict], "told once")
            await server.drop()
            try await second.isUpAgain()
            running.cancel()
            await running.value
        }
        #expect(second.delegate.states.count == 3)
        await server.stop()
    }

    @Test("with small buffers, that reads nothing while it writes: neither waits for the other for ever")
    func smallBuffers() async throws {
        let server = try await PlayedServer(buffers: 4096)
        server.keep(false)
        let fixture = LinkFixture(port: server.port)
        // Each asks for an answer of its own size: megabytes go each way at the same time.
        let count = 2000
        let id = String(repeating: "i", count: 1000)
        var writer = XMLWriter()
        for _ in 0..<count {
            writer.write(
                Stanza(
                    .iq, type: "get", id: id, from: JID("a@example.org/x"), to: JID("sms.example.org"), [Ping.element]))
        }
        let burst = writer.bytes
        try await fixture.run {
            try await fixture.isUp()
            async let sent: Void = server.send(raw: burst)
            for number in 0..<20 { try await fixture.link.send([Self.message("m\(number)")]) }
            try await eventually("every answer is there") { server.receivedCount == count + 20 }
            try await sent
            #expect(fixture.link.state == .up)
        }
        #expect(server.connections == 1)
        await server.stop()
    }

    @Test("that takes no answers at all is not read beyond a bound, and a stop ends it all the same")
    func takesNothing() async throws {
        let server = try await PlayedServer(buffers: 4096)
        server.keep(false)
        let fixture = LinkFixture(port: server.port)
        let id = String(repeating: "i", count: 1000)
        var writer = XMLWriter()
        writer.write(
            Stanza(.iq, type: "get", id: id, from: JID("a@example.org/x"), to: JID("sms.example.org"), [Ping.element]))
        let bytes = Array(repeating: writer.bytes, count: 100).flatMap { $0 }
        let times = 400
        try await fixture.run {
            try await fixture.isUp()
            server.goDeaf()
            let flood = Task { try await server.flood(bytes, times: times) }
            var (last, still) = (-1, 0)
            try await eventually("the server's writes stall") {
                still = server.flooded == last ? still + 1 : 0
                last = server.flooded
                return last > LinkStream.longestBacklog && still > 100
            }
            #expect(server.flooded < bytes.count * times / 2, "what answers and sockets hold, not this")
            try await eventually("and the link is given up") {
                fixture.ticks.advance(by: .seconds(1))
                return fixture.link.state == .down(LinkFailure(.silent, fixture.link.settings))
            }
            await server.drop()
            _ = await flood.result
        }
        await server.stop()
    }
}
