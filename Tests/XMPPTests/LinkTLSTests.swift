// SPDX-License-Identifier: Apache-2.0

import Foundation
import NIOCore
import NIOSSL
import Support
import Testing

@testable import XMPP

@Suite("The link over TLS", .patience)
struct LinkTLSTests {
    static func server() async throws -> PlayedServer {
        let chain = try NIOSSLCertificate.fromPEMBytes(Array(TestCertificate.certificate.utf8))
        let key = try NIOSSLPrivateKey(bytes: Array(TestCertificate.key.utf8), format: .pem)
        let context = try NIOSSLContext(
            configuration: .makeServerConfiguration(
                certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(key)))
        return try await PlayedServer(prepare: { channel in
            try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: context))
        })
    }

    /// Runs the body with a file of the test's authority.
    static func withAuthority(_ body: (String) async throws -> Void) async throws {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID()).pem")
        try Data(TestCertificate.authority.utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        try await body(file.path)
    }

    @Test("comes up with a trusted certificate, and works both ways")
    func works() async throws {
        let server = try await Self.server()
        try await Self.withAuthority { file in
            let fixture = LinkFixture(port: server.port, host: "localhost", tls: .direct(caFile: file))
            try await fixture.run {
                try await fixture.isUp()
                try await fixture.link.relay([Stanza(.message, id: "1", to: JID("a@b"))]).wait()
                try await server.send(Stanza(.message, id: "2", from: JID("a@b")))
                try await eventually("a stanza arrives") { fixture.delegate.received.map(\.id) == ["2"] }
            }
            #expect(server.received.map(\.id) == ["1"])
            try await eventually("the good-bye") { server.farewells == 1 }
        }
        await server.stop()
    }

    @Test("refuses an authority that it does not know")
    func untrusted() async throws {
        let server = try await Self.server()
        try await expect(.tls(.untrusted), port: server.port, host: "localhost", .direct(caFile: nil))
        #expect(!server.isUp)
        await server.stop()
    }

    @Test("refuses a certificate for another name")
    func wrongHost() async throws {
        let server = try await Self.server()
        try await Self.withAuthority { file in
            try await expect(.tls(.wrongHost), port: server.port, host: "127.0.0.1", .direct(caFile: file))
        }
        #expect(!server.isUp)
        await server.stop()
    }

    @Test("names a file of authorities that it cannot read")
    func unreadable() async throws {
        try await expect(
            .tls(.authorities("/no/such.pem")), port: 1, host: "localhost", .direct(caFile: "/no/such.pem"))
    }

    @Test("notices a server that speaks no TLS, and one that speaks nothing else")
    func mismatch() async throws {
        let plain = try await PlayedServer(behaviour: .greet("<?xml version='1.0'?><stream:stream>"))
        try await expect(.tls(.notTLS), port: plain.port, host: "localhost", .direct(caFile: nil))
        await plain.stop()
        let encrypted = try await Self.server()
        let fixture = LinkFixture(port: encrypted.port, host: "localhost")
        try await fixture.run {
            try await eventually("the link is down") {
                if case .down = fixture.link.state { true } else { false }
            }
        }
        #expect(!encrypted.isUp)
        await encrypted.stop()
    }

    private func expect(
        _ reason: LinkFailure.Reason, port: Int, host: String, _ tls: LinkSettings.TLS,
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        let fixture = LinkFixture(port: port, host: host, tls: tls)
        try await fixture.run {
            try await eventually("the link is down", sourceLocation: sourceLocation) {
                if case .down = fixture.link.state { true } else { false }
            }
            #expect(
                fixture.link.state == .down(LinkFailure(reason, fixture.link.settings)), sourceLocation: sourceLocation)
        }
    }
}
