// SPDX-License-Identifier: Apache-2.0

import Foundation
import NIOSSL
import Support
import Testing
import Transfer

@Suite("TLS", .patience)
struct VerificationTests {
    @Test("to a server of an unknown authority is refused, and nothing is sent")
    func refusesStranger() async throws {
        let server = try await Self.server()
        let request = HTTPRequest(method: "POST", url: "https://127.0.0.1:\(server.port)/", body: [65])
        let failure = try #require(await CurlTransport().failure(of: request, is: .notSent))
        #expect("\(failure)".contains("certificate"))
        #expect(server.requests.isEmpty)
    }

    @Test("to a server of the authority in the file is taken")
    func acceptsAuthority() async throws {
        let server = try await Self.server()
        try await Self.withFile(TestCertificate.certificate) { path in
            let transport = CurlTransport(caFile: path)
            for _ in 1...2 {
                let request = HTTPRequest(method: "POST", url: "https://127.0.0.1:\(server.port)/", body: [65])
                let response = try await transport.send(request)
                #expect(response.body == Array("A".utf8))
            }
        }
        #expect(server.connections == 1)
    }

    @Test("to a server with the certificate of another name is refused")
    func refusesOtherName() async throws {
        let server = try await Self.server()
        try await Self.withFile(TestCertificate.certificate) { path in
            let request = HTTPRequest(method: "GET", url: "https://127.0.0.2:\(server.port)/")
            await CurlTransport(caFile: path).failure(of: request, is: .notSent)
        }
        #expect(server.requests.isEmpty)
    }

    @Test("with a file of authorities that is not there is refused")
    func refusesMissingFile() async throws {
        let server = try await Self.server()
        let request = HTTPRequest(method: "GET", url: "https://127.0.0.1:\(server.port)/")
        let failure = try #require(
            await CurlTransport(caFile: "/nonexistent/ca.pem").failure(of: request, is: .notSent))
        #expect("\(failure)".contains("authorities"))
        #expect(server.requests.isEmpty)
    }

    private static func server() async throws -> LoopbackServer {
        let key = try NIOSSLPrivateKey(bytes: Array(TestCertificate.privateKey.utf8), format: .pem)
        let chain = try NIOSSLCertificate.fromPEMBytes(Array(TestCertificate.certificate.utf8))
        let configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(key))
        return try await LoopbackServer(tls: NIOSSLContext(configuration: configuration)) { .ok($0.body) }
    }

    private static func withFile(_ text: String, _ body: (String) async throws -> Void) async throws {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID()).pem")
        try Data(text.utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        try await body(file.path)
    }
}
