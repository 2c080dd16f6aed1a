// SPDX-License-Identifier: Apache-2.0

import GatewayKit
import Metrics
import Notation
import Testing
import Web

@Suite struct OperatorServerTests {
    struct Links: HealthSource {
        let links: [String: Bool]

        func health() async -> Health { Health(links: links) }
        func status() async -> [UInt8] { Array("{\"queued\": 3}".utf8) }
    }

    static func run(
        _ links: [String: Bool], metrics: PrometheusMetrics = PrometheusMetrics(),
        _ body: @escaping @Sendable (Int) async throws -> Void
    ) async throws {
        let server = OperatorServer(
            listen: HostAndPort(host: "127.0.0.1", port: 0), health: Links(links: links), metrics: metrics,
            logger: .silent)
        let port = try await server.bind()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await server.run() }
            defer { group.cancelAll() }
            try await body(port)
        }
    }

    static let cases: [([String: Bool], Int, String)] = [
        (["sms": true], 200, "{\"status\": \"ok\", \"links\": {\"sms\": \"up\"}}\n"),
        (
            ["sms": true, "mail": false], 503,
            "{\"status\": \"degraded\", \"links\": {\"mail\": \"down\", \"sms\": \"up\"}}\n"
        ),
        (["a\"\n": false], 503, "{\"status\": \"degraded\", \"links\": {\"a\\\"\\n\": \"down\"}}\n"),
    ]

    @Test("tells whether every link is up", arguments: cases)
    func tellsHealth(links: [String: Bool], status: Int, body: String) async throws {
        try await Self.run(links) { port in
            let answer = try await RawClient.ask(port, "GET", "/healthz")
            #expect(answer.status == status)
            #expect(answer.headers["content-type"] == "application/json")
            #expect(answer.body == body)
        }
    }

    @Test("prints metrics and status")
    func prints() async throws {
        let metrics = PrometheusMetrics()
        Counter(label: "postern_test_total", factory: metrics).increment()
        try await Self.run([:], metrics: metrics) { port in
            let answer = try await RawClient.ask(port, "GET", "/metrics")
            #expect(answer.status == 200)
            #expect(answer.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8")
            #expect(answer.body.hasPrefix("# TYPE postern_test_total counter\npostern_test_total 1\n"))
            #expect(answer.body.contains("\nprocess_resident_memory_bytes "))
            #expect(try await RawClient.ask(port, "GET", "/status").body == "{\"queued\": 3}")
        }
    }

    @Test(
        "refuses the rest",
        arguments: [
            ("GET", "/", 404), ("GET", "/hooks/sms/in", 404), ("POST", "/healthz", 405), ("HEAD", "/status", 200),
        ])
    func refuses(method: String, target: String, status: Int) async throws {
        try await Self.run(["sms": true]) { port in
            let answer = try await RawClient.ask(port, method, target)
            #expect(answer.status == status)
        }
    }
}
