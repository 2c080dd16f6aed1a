// SPDX-License-Identifier: Apache-2.0

import Support
import Testing

@testable import SMTP

@Suite("The submission client over TLS", .patience)
struct SubmissionTLSTests {
    static func script(isImplicit: Bool = false, offers: [String] = ["STARTTLS", "PIPELINING"]) throws
        -> ScriptedServer.Script
    {
        ScriptedServer.Script(offers: offers, tls: try ClientFixture.tls(), isImplicit: isImplicit)
    }

    @Test("upgrades a connection, says hello again, and logs in")
    func startTLS() async throws {
        try await ClientFixture.withAuthority { file in
            let script = try Self.script(offers: ["STARTTLS", "PIPELINING", "AUTH PLAIN"])
            let fixture = try await ClientFixture(
                script, host: "localhost", startTLS: .required, login: true, authority: file)
            try await fixture.run { fixture in
                #expect(await fixture.submit().isAccepted)
                #expect(
                    fixture.server.verbs == ["EHLO", "STARTTLS", "EHLO", "AUTH", "MAIL", "RCPT", "DATA"])
                #expect(fixture.server.seen.secured == 1)
            }
        }
    }

    @Test("sends a large message through TLS")
    func large() async throws {
        let message = Array(repeatElement(Array("0123456789\r\n".utf8), count: 60_000).joined())
        try await ClientFixture.withAuthority { file in
            let fixture = try await ClientFixture(
                Self.script(), host: "localhost", startTLS: .required, authority: file)
            try await fixture.run { fixture in
                #expect(await fixture.submit(message).isAccepted)
                #expect(fixture.server.seen.messages == [message])
            }
        }
    }

    @Test("speaks TLS from the first byte")
    func implicit() async throws {
        try await ClientFixture.withAuthority { file in
            let fixture = try await ClientFixture(
                Self.script(isImplicit: true), host: "localhost", startTLS: .required, authority: file)
            try await fixture.run { fixture in
                #expect(await fixture.submit().isAccepted)
                #expect(fixture.server.verbs == ["EHLO", "MAIL", "RCPT", "DATA"])
                #expect(
                    await fixture.client.probe()
                        == .ready(
                            "localhost:\(fixture.server.port) takes mail: TLS with a verified certificate, no login, "
                                + "no delivery reports (DSN)."))
            }
        }
    }

    @Test("refuses an authority that it does not know", arguments: [false, true])
    func untrusted(_ isImplicit: Bool) async throws {
        let fixture = try await ClientFixture(
            Self.script(isImplicit: isImplicit), host: "localhost", startTLS: .required)
        try await fixture.run { fixture in
            #expect(await fixture.submit() == .account(fixture.sentence(.untrusted)))
            #expect(await fixture.client.probe() == .failed(fixture.sentence(.untrusted)))
            #expect(!fixture.server.verbs.contains("MAIL"))
        }
    }

    @Test("refuses a certificate for another name", arguments: [false, true])
    func wrongHost(_ isImplicit: Bool) async throws {
        try await ClientFixture.withAuthority { file in
            let fixture = try await ClientFixture(
                Self.script(isImplicit: isImplicit), host: "127.0.0.1", startTLS: .required, authority: file)
            try await fixture.run { fixture in
                #expect(await fixture.submit() == .account(fixture.sentence(.wrongHost)))
                #expect(!fixture.server.verbs.contains("MAIL"))
            }
        }
    }

    @Test("encrypts without proof where TLS is optional")
    func opportunistic() async throws {
        try await ClientFixture(Self.script(), startTLS: .opportunistic).run { fixture in
            #expect(await fixture.submit().isAccepted)
            #expect(fixture.server.seen.secured == 1)
            guard case .ready(let sentence) = await fixture.client.probe() else {
                Issue.record("not ready")
                return
            }
            #expect(sentence.contains("TLS without a verified certificate"))
        }
    }

    @Test("notices answers that somebody put behind the one to STARTTLS")
    func injection() async throws {
        var script = try Self.script()
        script.answers = ["STARTTLS": [.usualAnd("250-mail.test\r\n250 AUTH PLAIN")]]
        try await ClientFixture(script, startTLS: .required).run { fixture in
            #expect(await fixture.submit() == .account(fixture.sentence(.injected)))
            #expect(fixture.server.verbs == ["EHLO", "STARTTLS"])
        }
    }

    @Test("names a server that offers no STARTTLS, one that speaks no TLS, and a file that cannot be read")
    func sentences() async throws {
        try await ClientFixture(startTLS: .required).run { fixture in
            let outcome = await fixture.submit()
            #expect(outcome == .account(fixture.sentence(.noStartTLS)))
            #expect(fixture.sentence(.noStartTLS).contains("`starttls`"))
        }
        try await ClientFixture(.init(isImplicit: true)).run { fixture in
            let outcome = await fixture.submit()
            #expect(outcome == .account(fixture.sentence(.notTLS)))
        }
        try await ClientFixture(startTLS: .required, authority: "/no/such.pem").run { fixture in
            #expect(await fixture.submit() == .account(fixture.sentence(.authorities("/no/such.pem"))))
            #expect(fixture.server.seen.connections == 0)
        }
    }

    @Test("a probe names what is there")
    func probe() async throws {
        try await ClientFixture.withAuthority { file in
            let script = try Self.script(offers: ["STARTTLS", "DSN", "AUTH PLAIN LOGIN"])
            let fixture = try await ClientFixture(
                script, host: "localhost", startTLS: .required, login: true, authority: file)
            try await fixture.run { fixture in
                #expect(
                    await fixture.client.probe()
                        == .ready(
                            "localhost:\(fixture.server.port) takes mail: TLS with a verified certificate, login by "
                                + "PLAIN, delivery reports (DSN)."))
                #expect(fixture.server.verbs.last == "QUIT")
                #expect(fixture.server.messages == [])
            }
        }
    }
}
