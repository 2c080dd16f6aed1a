// SPDX-License-Identifier: Apache-2.0

import GatewayKit
import Logging
import Notation
import Support
import Synchronization
import Web

/// A public listener on a port of its own, with everything behind it faked.
struct PublicStage: Sendable {
    var hook = FakeHook()
    var inbox = FakeInbox()
    var files: (any FileSource)?
    var limits = ListenerLimits()
    let time = ManualTime()
    let metrics = PrometheusMetrics()
    private let lookups = Lookups()

    private final class Lookups: Sendable {
        let count = Atomic<Int>(0)
    }

    /// How often the gateways were looked up: the head of so many calls has come.
    var calls: Int { lookups.count.load(ordering: .relaxed) }

    /// Serves while `body` runs, and gives it the port.
    func run(_ body: @escaping @Sendable (Int) async throws -> Void) async throws {
        let (hook, lookups) = (hook, lookups)
        let server = PublicServer(
            listen: HostAndPort(host: "127.0.0.1", port: 0), publicURL: "https://gw.example.org",
            receivers: {
                lookups.count.add(1, ordering: .relaxed)
                return ["sms": FakeReceiver(hooks: ["in": hook])]
            }, inbox: inbox, files: files, limits: limits, time: time, metrics: metrics, logger: .silent)
        let port = try await server.bind()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await server.run() }
            defer { group.cancelAll() }
            try await body(port)
        }
    }

    /// How often the calls of the hook ended so.
    func count(_ result: String) -> String? {
        let series = "postern_webhooks_total{gateway=\"sms\",hook=\"in\",result=\"\(result)\"} "
        return metrics.text.split(separator: "\n").first { $0.hasPrefix(series) }.map {
            String($0.dropFirst(series.count))
        }
    }
}

extension Logger {
    /// Writes nowhere.
    static var silent: Logger { Logger(label: "test") { _ in SwiftLogNoOpLogHandler() } }
}
