// SPDX-License-Identifier: Apache-2.0

import Support
import Testing

@testable import XMPP

@Suite("The component link", .patience)
struct ComponentLinkTests {
    static func message(_ id: String) -> Stanza {
        Stanza(.message, id: id, from: JID("a@example.org/x"), to: JID("+15550100001@sms.example.org"))
    }

    @Test("comes up, hands stanzas on in order and writes the answers; stops with a good-bye")
    func conversation() async throws {
        let server = try await PlayedServer()
        let fixture = LinkFixture(port: server.port)
        #expect(fixture.link.state == .connecting)
        try await fixture.run {
            try await fixture.isUp()
            let pings = (0..<100).map { number in
                Stanza(
                    .iq, type: "get", id: "p\(number)", from: JID("a@example.org/x"), to: JID("sms.example.org"),
                    [Ping.element])
            }
            for ping in pings { try await server.send(ping, Self.message("m")) }
            try await eventually("all answers are there") { server.receivedCount == 100 }
            #expect(server.received == pings.map { $0.reply(type: "result") })
            #expect(fixture.delegate.received.count == 200)
            #expect(fixture.delegate.received.filter { $0.kind == .iq } == pings)
        }
        try await eventually("the server heard the good-bye") { server.farewells == 1 }
        #expect(fixture.delegate.states == [.up, .down(nil)])
        #expect(fixture.link.state == .down(nil))
        #expect(server.connections == 1 && server.streamErrors.isEmpty && server.pings.isEmpty)
        await server.stop()
    }

    struct Refusal: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let behaviour: PlayedServer.Behaviour
        let secret: String
        let reason: LinkFailure.Reason

        init(
            _ name: String, _ behaviour: PlayedServer.Behaviour, _ reason: LinkFailure.Reason, secret: String = "s3cret"
        ) {
            testDescription = name
            self.behaviour = behaviour
            self.secret = secret
            self.reason = reason
        }
    }

    static let refusals: [Refusal] = [
        Refusal("wrong secret", .accept, .notAuthorized, secret: "wrong"),
        Refusal("conflict", .refuse(StreamError(.conflict)), .conflict),
        Refusal("host-unknown", .refuse(StreamError(.hostUnknown)), .hostUnknown),
        Refusal("shutdown", .refuse(StreamError(.systemShutdown)), .shutdown),
        Refusal("another host", .refuse(StreamError(.seeOtherHost, detail: "b:1")), .redirected("b:1")),
        Refusal("a mail server", .greet("220 mail.example.org ESMTP\r\n"), .notComponentListener),
        Refusal("a web server", .greet("HTTP/1.1 400 Bad Request\r\n\r\n<html>"), .notComponentListener),
    ]

    @Test("says why the server refused it, and tries again", arguments: refusals)
    func refusal(_ refusal: Refusal) async throws {
        let server = try await PlayedServer(behaviour: refusal.behaviour)
        let fixture = LinkFixture(port: server.port, secret: refusal.secret)
        let down = LinkState.down(LinkFailure(refusal.reason, fixture.link.settings))
        try await fixture.run {
            try await eventually("the link is down") { fixture.link.state == down }
            for attempt in 2...3 {
                try await fixture.pauses.advance(by: Backoff.longest, until: "attempt \(attempt)") {
                    server.connections >= attempt
                }
            }
        }
        #expect(fixture.delegate.states == [down, .down(nil)], "told once, not at each attempt")
        #expect(fixture.delegate.received.isEmpty)
        await server.stop()
    }

    @Test("says that nothing listens, and comes up when something does")
    func refusedPort() async throws {
        // An address of its own, so that no test beside this one takes the port that is free for a while.
        let host = "127.0.0.2"
        let first = try await PlayedServer(host: host)
        await first.stop()
        let fixture = LinkFixture(port: first.port, host: host)
        let down = LinkState.down(LinkFailure(.refused, fixture.link.settings))
        try await fixture.run {
            try await eventually("the link is down") { fixture.link.state == down }
            await #expect(throws: LinkDown(LinkFailure(.refused, fixture.link.settings))) {
                try await fixture.link.send([Self.message("1")])
            }
            let second = try await PlayedServer(host: host, port: first.port)
            try await fixture.isUpAgain()
            #expect(second.isUp)
            await second.stop()
        }
        #expect(Array(fixture.delegate.states.prefix(2)) == [down, .up])
    }

    @Test("says that a host has no address")
    func unresolved() async throws {
        let fixture = LinkFixture(port: 5347, host: "no-such-host.invalid")
        try await fixture.run {
            try await eventually("the link is down") {
                fixture.link.state == .down(LinkFailure(.unresolved, fixture.link.settings))
            }
        }
    }

    @Test("connects again after a drop")
    func reconnects() async throws {
        let server = try await PlayedServer()
        let fixture = LinkFixture(port: server.port)
        try await fixture.run {
            try await fixture.isUp()
            await server.drop()
            try await eventually("the link is down") { fixture.link.state != .up }
            try await fixture.isUpAgain()
            try await server.send(Self.message("after"))
            try await eventually("a stanza arrives") { fixture.delegate.received.map(\.id) == ["after"] }
        }
        #expect(server.connections == 2)
        let dropped = LinkState.down(LinkFailure(.closed, fixture.link.settings))
        #expect(fixture.delegate.states == [.up, dropped, .up, .down(nil)])
        await server.stop()
    }

    @Test("gives up a handshake after ten seconds")
    func silentServer() async throws {
        let server = try await PlayedServer(behaviour: .silent)
        let fixture = LinkFixture(port: server.port)
        try await fixture.run {
            try await eventually("a connection") { server.connections == 1 }
            try await fixture.pass(seconds: 9)
            #expect(fixture.link.state == .connecting)
            try await fixture.pass(seconds: 1)
            try await eventually("the link is down") {
                fixture.link.state == .down(LinkFailure(.handshakeTimeout, fixture.link.settings))
            }
        }
        await server.stop()
    }

    @Test("pings a quiet server, and gives up one that does not answer")
    func deadLink() async throws {
        let server = try await PlayedServer()
        let fixture = LinkFixture(port: server.port)
        try await fixture.run {
            try await fixture.isUp()
            try await Self.answersAll(server, "first")
            try await fixture.pass(seconds: 30)
            try await eventually("a ping") { server.pings.count == 1 }
            try await eventually("it came back and was answered") { server.pongs == 1 }
            try await Self.answersAll(server, "second")
            server.routePings(false)
            try await fixture.pass(seconds: 30)
            try await eventually("another ping") { server.pings.count == 2 }
            try await fixture.pass(seconds: 29)
            #expect(fixture.link.state == .up)
            try await fixture.pass(seconds: 1)
            try await eventually("the link is down") {
                fixture.link.state == .down(LinkFailure(.silent, fixture.link.settings))
            }
        }
        #expect(fixture.delegate.received.map(\.id) == ["first", "second"])
        await server.stop()
    }

    /// The stream keeps order: when this is answered, the link has dealt with all that came before, and reads again.
    private static func answersAll(_ server: PlayedServer, _ id: String) async throws {
        try await server.send(
            Stanza(.iq, type: "get", id: id, from: JID("a@example.org/x"), to: JID("sms.example.org"), [Ping.element]))
        try await eventually("\(id) is answered") { server.received.last?.id == id }
    }

    static let violations: [(String, StreamError.Condition, XMLStreamFailure)] = [
        ("<message><!-- x --></message>", .restrictedXML, .restricted(.comment)),
        ("<message></iq>", .notWellFormed, .notWellFormed),
        (XMLStreamLimitsTests.deep(65), .policyViolation, .tooDeep),
        (XMLStreamLimitsTests.stanza(bytes: 512 * 1024 + 1), .policyViolation, .tooLong),
    ]

    @Test("closes a stream that breaks the rules with the right error, and comes back", arguments: violations)
    func violation(_ xml: String, _ condition: StreamError.Condition, _ failure: XMLStreamFailure) async throws {
        let server = try await PlayedServer()
        let fixture = LinkFixture(port: server.port)
        try await fixture.run {
            try await fixture.isUp()
            try await server.send(raw: "<message id='good'/>" + xml)
            try await eventually("the link is down") {
                fixture.link.state == .down(LinkFailure(.badInput(failure), fixture.link.settings))
            }
            try await eventually("the server was told") { server.streamErrors.map(\.condition) == [condition] }
            try await fixture.isUpAgain()
        }
        #expect(fixture.delegate.received.map(\.id) == ["good"])
        await server.stop()
    }

    @Test("reads no further while its receiver is busy")
    func backpressure() async throws {
        let server = try await PlayedServer()
        let fixture = LinkFixture(port: server.port)
        let body = String(repeating: "x", count: 1000)
        let batch = (0..<100).map { "<message id='\($0)'><body>\(body)</body></message>" }
        let bytes = Array(batch.joined().utf8)
        let times = 400
        try await fixture.run {
            try await fixture.isUp()
            fixture.delegate.block()
            async let flood: Void = server.flood(bytes, times: times)
            try await eventually("the receiver has something") { fixture.delegate.waiting == 1 }
            var (last, still) = (-1, 0)
            try await eventually("the server's writes stall") {
                still = server.flooded == last ? still + 1 : 0
                last = server.flooded
                return last > 0 && still > 100
            }
            #expect(server.flooded < bytes.count * times / 2, "sockets hold some megabytes, not this")
            #expect(fixture.delegate.batches == 0 && fixture.delegate.waiting == 1)
            // Silence of our own making is no reason to give up.
            try await fixture.pass(seconds: 100)
            #expect(fixture.link.state == .up && server.pings.isEmpty)
            fixture.delegate.unblock()
            try await flood
            try await eventually("everything arrives") {
                fixture.delegate.received.count == 100 * times
            }
        }
        await server.stop()
    }

    @Test("lets its receiver finish, and writes the answers, while it stops")
    func stopsInOrder() async throws {
        let server = try await PlayedServer()
        let fixture = LinkFixture(port: server.port)
        let task = Task { await fixture.link.run() }
        try await fixture.isUp()
        fixture.delegate.block()
        try await server.send(
            Stanza(.iq, type: "get", id: "last", from: JID("a@b/c"), to: JID("sms.example.org"), [Ping.element]))
        try await eventually("the receiver has it") { fixture.delegate.waiting == 1 }
        task.cancel()
        fixture.delegate.unblock()
        await task.value
        try await eventually("answer and good-bye") { server.farewells == 1 }
        #expect(server.received.map(\.id) == ["last"])
        await server.stop()
    }
}
