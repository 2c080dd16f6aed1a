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
        #expect(ping == Stanza(.iq, type: "get", id: "T-1", from: own, to: own, [Ping.element]))
        let message = XMLStreamEvent.stanza(Element("message", Self.c, ["id": "m"]))
        #expect(
            machine.handle(.parsed([message, try Self.element(ping), message], nil))
                == [
                    .deliver([Stanza(.message, id: "m"), Stanza(.message, id: "m")]),
                    .write(Array("<iq type='result' id='T-1' from='sms.example.org' to='sms.example.org'/>".utf8)),
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

    @Test("are sent after 30 s of silence, and 30 s later without an answer the link is dead")
    func keepalive() throws {
        let machine = ComponentProtocolTests.up()
        for _ in 0..<29 { #expect(machine.handle(.tick) == []) }
        #expect(!machine.isStable)
        _ = machine.handle(.parsed([.stanza(Element("message", Self.c))], nil))
        for _ in 0..<29 { #expect(machine.handle(.tick) == []) }
        #expect(machine.isStable)
        #expect(machine.handle(.tick).count == 1)
        for _ in 0..<29 { #expect(machine.handle(.tick) == []) }
        #expect(machine.handle(.tick) == [.end(.silent)])
    }

    @Test("that are answered let the link live; one that was not written is not waited for")
    func answeredInTime() throws {
        let machine = ComponentProtocolTests.up()
        let ping = try #require(machine.ping())
        for _ in 0..<29 { #expect(machine.handle(.tick) == []) }
        #expect(machine.handle(.parsed([try Self.element(ping, type: "result")], nil)) == [.confirm(["T-1"])])
        for _ in 0..<29 { #expect(machine.handle(.tick) == []) }
        _ = machine.ping()
        machine.forgetPing("T-2")
        #expect(machine.handle(.tick).count == 1, "the keepalive, after 30 s of silence")
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
