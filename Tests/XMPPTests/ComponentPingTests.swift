// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import XMPP

@Suite("The component protocol's pings")
struct ComponentPingTests {
    static let c = Namespace.component

    static func element(_ stanza: Stanza, type: String? = nil) throws -> XMLStreamEvent {
        var stanza = stanza
        if let type { stanza = Stanza(.iq, type: type, id: stanza.id, from: stanza.to, to: stanza.from) }
        var writer = XMLWriter()
        writer.write(stanza)
        let events = try XMLStreamParserTests.parse([Array(XMLStreamParserTests.header.utf8) + writer.bytes])
        return try #require(events.last)
    }

    @Test("confirm when they come back to us, behind the stanzas before them, and are answered once")
    func selfPing() throws {
        let machine = ComponentProtocolTests.up()
        let ping = try #require(machine.ping())
        let own = JID("sms.example.org")
        let target = JID("sms.example.org/postern")
        #expect(ping == Stanza(.iq, type: "get", id: "T-1", from: own, to: target, [Ping.element]))
        let message = XMLStreamEvent.stanza(Element("message", Self.c, ["id": "m"]))
        #expect(
            machine.handle(.parsed([message, try Self.element(ping), message], nil))
                == [
                    .deliver([Stanza(.message, id: "m"), Stanza(.message, id: "m")]),
                    .write(
                        Array("<iq type='result' id='T-1' from='sms.example.org/postern' to='sms.example.org'/>".utf8)),
                    .confirm(["T-1"]),
                ])
        #expect(machine.handle(.parsed([try Self.element(ping, type: "result")], nil)) == [])
    }

    @Test("confirm by any answer, result or error, of another domain", arguments: ["result", "error"])
    func otherDomain(_ type: String) throws {
        let machine = ComponentProtocolTests.up(confirm: "example.org")
        let (first, second) = (try #require(machine.ping()), try #require(machine.ping()))
        #expect(first.to == JID("example.org") && first.id != second.id)
        #expect(machine.handle(.parsed([try Self.element(second, type: type)], nil)) == [.confirm(["T-2"])])
        #expect(machine.handle(.parsed([try Self.element(first, type: type)], nil)) == [.confirm(["T-1"])])
        #expect(machine.handle(.parsed([try Self.element(first, type: type)], nil)) == [], "an answer that came twice")
    }

    @Test("of others are stanzas like any")
    func foreignPings() throws {
        let machine = ComponentProtocolTests.up()
        _ = machine.ping()
        for (id, from) in [("T-1", "a@b/c"), ("other", "sms.example.org")] {
            let stanza = Stanza(.iq, type: "get", id: id, from: JID(from), to: JID("sms.example.org"), [Ping.element])
            #expect(machine.handle(.parsed([try Self.element(stanza)], nil)) == [.deliver([stanza])])
        }
    }

    /// The pings that the seconds bring, as `second: to`, and at which second the link was given up.
    static func passing(_ seconds: Int, _ machine: PlayedMachine) throws -> (pings: [String], end: Int?) {
        var pings: [String] = []
        for second in 1...seconds {
            for action in machine.handle(.tick) {
                switch action {
                case .write(let bytes):
                    let written = String(decoding: bytes, as: UTF8.self)
                    let to = try #require(written.split(separator: "'").dropFirst(7).first)
                    pings.append("\(second): \(to)")
                case .end(.silent): return (pings, second)
                default: Issue.record("\(action)")
                }
            }
        }
        return (pings, nil)
    }

    @Test("are sent after 30 s of silence, and 30 s later without an answer the link is dead")
    func keepalive() throws {
        let machine = ComponentProtocolTests.up()
        #expect(try Self.passing(29, machine).pings == [])
        #expect(!machine.isStable)
        _ = machine.handle(.parsed([.stanza(Element("message", Self.c))], nil))
        #expect(try Self.passing(29, machine).pings == [])
        #expect(machine.isStable)
        let rest = try Self.passing(40, machine)
        #expect(
            rest.pings == [
                "1: sms.example.org/postern", "11: example.org/postern", "21: sms.example.org/postern",
            ])
        #expect(rest.end == 31)
    }

    struct Targets: CustomTestStringConvertible, Sendable {
        let domain: String
        var confirm: String?
        let asked: [String]
        var testDescription: String { "\(domain), \(confirm ?? "self")" }
    }

    @Test(
        "ask one after another, until one of them answers",
        arguments: [
            Targets(domain: "sms.example.org", asked: ["sms.example.org/postern", "example.org/postern"]),
            Targets(domain: "sms.localhost", asked: ["sms.localhost/postern", "localhost/postern"]),
            Targets(domain: "example.org", asked: ["example.org/postern", "example.org/postern"]),
            Targets(domain: "gateway", asked: ["gateway/postern", "gateway/postern"]),
            Targets(
                domain: "sms.example.org", confirm: "xmpp.example.net",
                asked: ["xmpp.example.net", "xmpp.example.net/postern", "sms.example.org/postern"]),
        ])
    func targets(_ example: Targets) throws {
        let machine = ComponentProtocolTests.up(domain: example.domain, confirm: example.confirm)
        let first = try #require(machine.ping())
        let again = try Self.passing(29, machine).pings
        let asked = [first.to?.description ?? ""] + again.map { $0.split(separator: " ").map(String.init)[1] }
        #expect(Array(asked.prefix(example.asked.count)) == example.asked)
    }

    @Test("that are dropped are answered by the answer to a later one, where they stood before it on the stream")
    func standsFor() throws {
        let machine = ComponentProtocolTests.up()
        let dropped = try #require(machine.ping())
        let stalled = try #require(machine.unwrittenPing())
        #expect(try Self.passing(10, machine).pings == ["10: example.org/postern"])
        let later = try #require(machine.ping())
        #expect(later.to == JID("example.org/postern"))
        let again = Stanza(
            .iq, type: "get", id: "T-3", from: JID("sms.example.org"), to: JID("example.org/postern"), [Ping.element])
        #expect(machine.handle(.parsed([try Self.element(again, type: "error")], nil)) == [.confirm(["T-1", "T-3"])])
        #expect(machine.handle(.parsed([try Self.element(later, type: "result")], nil)) == [.confirm(["T-4"])])
        #expect(machine.pingTarget == 1, "the next stream begins with whom that answered")
        #expect(
            machine.handle(.parsed([try Self.element(dropped)], nil)).count == 1, "it is answered, and confirms nothing"
        )
        #expect(machine.handle(.parsed([try Self.element(stalled)], nil)).last == .confirm(["T-2"]))
    }

    @Test("that the stream before proved are asked first; a target that is not there is none")
    func remembered() throws {
        #expect(try #require(ComponentProtocolTests.up(target: 1).ping()).to == JID("example.org/postern"))
        #expect(try #require(ComponentProtocolTests.up(target: 9).ping()).to == JID("sms.example.org/postern"))
        let silent = ComponentProtocolTests.up()
        _ = silent.ping()
        #expect(try Self.passing(15, silent).pings.count == 1)
        #expect(silent.pingTarget == 0, "whoever has not answered is not remembered")
    }

    @Test("that are answered in time, one after another, are not asked again")
    func steady() throws {
        let machine = ComponentProtocolTests.up()
        for _ in 0..<20 {
            let ping = try #require(machine.ping())
            #expect(try Self.passing(9, machine).pings == [])
            _ = machine.handle(.parsed([try Self.element(ping)], nil))
        }
    }

    @Test("that are answered let the link live; one that was not written is not waited for")
    func answeredInTime() throws {
        let machine = ComponentProtocolTests.up()
        let ping = try #require(machine.ping())
        #expect(try Self.passing(29, machine).end == nil)
        #expect(machine.handle(.parsed([try Self.element(ping, type: "result")], nil)) == [.confirm(["T-1"])])
        let other = ComponentProtocolTests.up()
        _ = other.unwrittenPing()
        let stalled = try Self.passing(29, other)
        #expect(stalled.pings.isEmpty && stalled.end == nil, "the stream is what it waits for")
        #expect(try Self.passing(1, other).end == 1)
        let third = ComponentProtocolTests.up()
        _ = third.unwrittenPing()
        third.forgetPing("T-1")
        #expect(try Self.passing(29, third).pings.isEmpty)
        #expect(try Self.passing(1, third).pings.count == 1, "the keepalive, after 30 s of silence")
    }

    @Test("do not excuse a handshake of more than 10 s")
    func handshakeLimit() {
        let machine = PlayedMachine(ComponentProtocolTests.settings, token: "T")
        #expect(machine.handle(.tick) == [])
        _ = machine.handle(.connected)
        for _ in 0..<8 { #expect(machine.handle(.tick) == []) }
        #expect(machine.handle(.tick) == [.end(.handshakeTimeout)])
    }
}
