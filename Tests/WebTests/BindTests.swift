// SPDX-License-Identifier: Apache-2.0

import Notation
import ServiceLifecycle
import Testing
import Web

@Suite struct BindTests {
    static func server(host: String = "127.0.0.1", port: Int) -> OperatorServer {
        OperatorServer(
            listen: HostAndPort(host: host, port: port), health: OperatorServerTests.Links(links: [:]),
            metrics: PrometheusMetrics(), logger: .silent)
    }

    @Test("a port in use is one sentence that names it and the key")
    func namesPort() async throws {
        try await OperatorServerTests.run([:]) { port in
            let failure = await #expect(throws: BindFailure.self) { try await Self.server(port: port).bind() }
            #expect(
                failure?.sentence
                    == "port \(port) of 127.0.0.1 is in use: stop the program that has it, or change [admin] listen")
        }
    }

    @Test("an address of somebody else is one sentence")
    func namesAddress() async throws {
        let failure = await #expect(throws: BindFailure.self) {
            try await Self.server(host: "192.0.2.1", port: 0).bind()
        }
        #expect(failure?.sentence == "this machine has no address 192.0.2.1: change [admin] listen")
    }

    @Test("run ends at the graceful shutdown, and the port is free again")
    func stops() async throws {
        let server = Self.server(port: 0)
        let port = try await server.bind()
        let group = ServiceGroup(configuration: .init(services: [server], logger: .silent))
        async let running: Void = group.run()
        #expect(try await RawClient.ask(port, "GET", "/healthz").status == 200)
        await group.triggerGracefulShutdown()
        try await running
        await #expect(throws: (any Error).self) { try await RawClient.ask(port, "GET", "/healthz") }
    }
}
