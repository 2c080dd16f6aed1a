// SPDX-License-Identifier: Apache-2.0

import NIOCore
import Support
import Testing

@testable import SMTP

@Suite("The submission client", .patience)
struct SubmissionClientTests {
    @Test("sends messages one after the other over one connection, dots and all")
    func sends() async throws {
        try await ClientFixture().run { fixture in
            for number in 1...3 {
                let outcome = await fixture.submit()
                #expect(outcome == TransactionTests.accepted("250 2.0.0 queued as \(number)"))
            }
            #expect(fixture.server.messages == Array(repeating: "Subject: x\r\n\r\n..hello\r\n", count: 3))
            #expect(fixture.server.verbs == ["EHLO"] + Array(repeating: ["MAIL", "RCPT", "DATA"], count: 3).joined())
            #expect(fixture.server.seen.connections == 1)
        }
    }

    @Test("sends a chunk as it is")
    func chunk() async throws {
        try await ClientFixture(.init(offers: ["CHUNKING"])).run { fixture in
            #expect(await fixture.submit().isAccepted)
            #expect(fixture.server.messages == ["Subject: x\r\n\r\n.hello\r\n"])
            #expect(fixture.server.verbs == ["EHLO", "MAIL", "RCPT", "BDAT"])
        }
    }

    @Test("sends a large message in blocks", arguments: [["PIPELINING"], ["CHUNKING"]])
    func large(_ offers: [String]) async throws {
        let line = Array((String(repeating: "x", count: 70) + "\r\n").utf8)
        let message = Array(repeatElement(line, count: 14_000).joined())
        try await ClientFixture(.init(offers: offers)).run { fixture in
            #expect(await fixture.submit(message).isAccepted)
            #expect(fixture.server.seen.messages == [message])
        }
    }

    @Test("tells each recipient's fate")
    func recipients() async throws {
        let script = ScriptedServer.Script(answers: [
            "RCPT": [.usual, .say("550 5.1.1 nobody"), .say("450 4.7.1 later")]
        ])
        try await ClientFixture(script).run { fixture in
            let outcome = await fixture.submit(to: "b@them", "c@them", "d@them")
            let recipients: [RecipientOutcome] = [
                .accepted, .permanent(TransactionTests.unknown), .temporary("450 4.7.1 later"),
            ]
            #expect(outcome == TransactionTests.accepted("250 2.0.0 queued as 1", recipients))
        }
    }

    @Test("goes on after a refused message", arguments: ["MAIL", "RCPT", "DATA", "."])
    func refused(_ verb: String) async throws {
        try await ClientFixture(.init(offers: [], answers: [verb: [.say("451 4.3.0 busy")]])).run { fixture in
            guard case .temporary("451 4.3.0 busy", _) = await fixture.submit() else {
                Issue.record("not refused after \(verb): \(fixture.server.seen.commands)")
                return
            }
            #expect(await fixture.submit().isAccepted)
            #expect(fixture.server.seen.connections == 1)
        }
    }

    @Test("tries a connection that the server had closed once more, on a new one")
    func stale() async throws {
        let drops: [ScriptedServer.Answer] = [.usual, .drop]
        try await ClientFixture(.init(answers: ["MAIL": drops])).run { fixture in
            #expect(await fixture.submit().isAccepted)
            #expect(await fixture.submit().isAccepted)
            #expect(fixture.server.seen.connections == 2)
            #expect(fixture.server.messages.count == 2)
        }
    }

    @Test("tries it once and no more")
    func staleTwice() async throws {
        try await ClientFixture(.init(answers: ["MAIL": [.usual, .drop, .drop]])).run { fixture in
            #expect(await fixture.submit().isAccepted)
            #expect(await fixture.submit() == .unreachable(fixture.sentence(.closed)))
            #expect(fixture.server.seen.connections == 2)
        }
    }

    @Test("takes a 421 for what it is", arguments: ["MAIL", "RCPT", "DATA"])
    func leaving(_ verb: String) async throws {
        let script = ScriptedServer.Script(answers: [verb: [.sayAndDrop("421 4.3.2 bye")]])
        try await ClientFixture(script).run { fixture in
            #expect(await fixture.submit() == .temporary("421 4.3.2 bye", recipients: []))
            #expect(await fixture.submit().isAccepted)
            #expect(fixture.server.messages.count == 1)
        }
    }

    @Test("does not know what became of a message whose answer was lost, and does not repeat it")
    func uncertain() async throws {
        try await ClientFixture(.init(answers: [".": [.usual, .drop]])).run { fixture in
            #expect(await fixture.submit().isAccepted)
            #expect(await fixture.submit() == .uncertain(fixture.sentence(.closed)))
            #expect(fixture.server.messages.count == 2)
            #expect(fixture.server.seen.connections == 1)
        }
    }

    @Test(
        "does not wait for ever",
        arguments: [
            ("greeting", false), ("EHLO", false), ("MAIL", false), ("RCPT", false), ("DATA", false), (".", true),
        ])
    func silence(_ verb: String, _ isUncertain: Bool) async throws {
        var timeouts = SubmissionTimeouts()
        let limit = Duration.milliseconds(50)
        switch verb {
        case "greeting": timeouts.greeting = limit
        case "EHLO": timeouts.hello = limit
        case "MAIL": timeouts.mail = limit
        case "RCPT": timeouts.recipient = limit
        case "DATA": timeouts.data = limit
        default: timeouts.acceptance = limit
        }
        var script = ScriptedServer.Script(offers: [], answers: [verb: [.silence]])
        if verb == "greeting" { script.greeting = nil }
        try await ClientFixture(script, timeouts: timeouts).run { fixture in
            let sentence = fixture.sentence(.silent(limit))
            #expect(await fixture.submit() == (isUncertain ? .uncertain(sentence) : .unreachable(sentence)))
        }
    }

    @Test(
        "ends with a server that does not speak SMTP",
        arguments: [
            "HTTP/1.1 400 Bad Request", "220-" + String(repeating: "x", count: 100_000), "99 x", "220:hello",
            "220-a\r\n221 b", Array(repeating: "220-more", count: 10_000).joined(separator: "\r\n"), "220 a\nb",
        ])
    func nonsense(_ greeting: String) async throws {
        try await ClientFixture(.init(greeting: greeting)).run { fixture in
            #expect(await fixture.submit() == .unreachable(fixture.sentence(.malformedReply)))
            #expect(fixture.server.verbs == [])
        }
    }

    @Test("takes no answer that nobody asked for")
    func unasked() async throws {
        try await ClientFixture(.init(answers: [".": [.usualAnd("250 2.0.0 and more")]])).run { fixture in
            #expect(await fixture.submit().isAccepted)
            #expect(await fixture.submit().isAccepted)
            try await eventually("the first connection is closed") { fixture.server.seen.open == 1 }
            #expect(fixture.server.seen.connections == 2)
        }
    }

    @Test("has sentences for a server that is not there")
    func absent() async throws {
        let port = SilentPort()
        let fixture = try await ClientFixture(port: port.number)
        #expect(await fixture.submit() == .unreachable(fixture.sentence(.refused)))
        #expect(fixture.sentence(.refused).contains("127.0.0.1:\(port.number)"))
        await fixture.server.stop()
        let lost = try await ClientFixture(host: "no-such-host.invalid")
        #expect(await lost.submit() == .unreachable(lost.sentence(.unresolved)))
        #expect(await lost.client.probe() == .failed(lost.sentence(.unresolved)))
        await lost.server.stop()
    }
}
