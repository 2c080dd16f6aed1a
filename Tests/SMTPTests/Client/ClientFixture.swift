// SPDX-License-Identifier: Apache-2.0

import Foundation
import NIOSSL
import Support

@testable import SMTP

/// A client and the server that it talks to.
struct ClientFixture: Sendable {
    let server: ScriptedServer
    let client: SubmissionClient

    /// - Parameter port: where the client looks for it; nil: where it is.
    init(
        _ script: ScriptedServer.Script = ScriptedServer.Script(), host: String = "127.0.0.1", port: Int? = nil,
        startTLS: SubmissionSettings.StartTLS = .off, login: Bool = false, authority: String? = nil, poolSize: Int = 4,
        timeouts: SubmissionTimeouts = SubmissionTimeouts()
    ) async throws {
        server = try await ScriptedServer(script)
        let login = login ? SubmissionSettings.Login(username: "user", password: "pencil") : nil
        client = SubmissionClient(
            SubmissionSettings(
                host: host, port: port ?? server.port, implicitTLS: script.isImplicit, startTLS: startTLS, login: login,
                authorityPEM: authority, ehloName: "us", poolSize: poolSize), timeouts: timeouts)
    }

    /// Runs the body, then stops both.
    func run(_ body: (ClientFixture) async throws -> Void) async throws {
        try await body(self)
        await client.close()
        await server.stop()
    }

    static let message = Array("Subject: x\r\n\r\n.hello\r\n".utf8)

    func submit(_ message: [UInt8] = ClientFixture.message, to recipients: String...) async -> SubmissionOutcome {
        let recipients = recipients.isEmpty ? ["b@them"] : recipients
        return await client.submit(
            SubmissionEnvelope(from: Dialogue.address("a@us"), recipients: recipients.map(Dialogue.address)), message)
    }

    func sentence(_ problem: SubmissionProblem) -> String {
        problem.sentence(client.settings)
    }

    static func tls() throws -> NIOSSLContext {
        let chain = try NIOSSLCertificate.fromPEMBytes(Array(TestCertificate.certificate.utf8))
        let key = try NIOSSLPrivateKey(bytes: Array(TestCertificate.key.utf8), format: .pem)
        return try NIOSSLContext(
            configuration: .makeServerConfiguration(
                certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(key)))
    }

    /// Runs the body with a file of the test's authority.
    static func withAuthority(_ body: (String) async throws -> Void) async throws {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID()).pem")
        try Data(TestCertificate.authority.utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        try await body(file.path)
    }
}

extension SubmissionOutcome {
    var isAccepted: Bool {
        if case .accepted = self { true } else { false }
    }
}
