// SPDX-License-Identifier: Apache-2.0

import GatewayKit
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import Notation
import ServiceLifecycle
import Synchronization

/// One listening socket and the HTTP server behind it. It begins in two steps, so that a daemon learns of a port in use
/// before anything else of it has started: `bind()` listens and serves, `run()` goes on until the shutdown.
final class HTTPListener: Service {
    private struct Server {
        let group: ServiceGroup
        let task: Task<Void, any Error>
        let port: Int
    }

    private let address: HostAndPort
    /// The config key that names the address, for the sentence of a failure.
    private let key: String
    private let logger: Logger
    private let makeGroup: @Sendable (_ onRunning: @escaping @Sendable (any Channel) async -> Void) -> ServiceGroup
    private let server = Mutex<Server?>(nil)

    init<Responder: HTTPResponder>(
        _ address: HostAndPort, key: String, limits: ListenerLimits, responder: Responder,
        services: [any Service] = [], logger: Logger
    ) where Responder.Context == Connection {
        self.address = address
        self.key = key
        self.logger = logger
        // The server's own lines repeat ours or say nothing to an operator.
        var quiet = logger
        quiet.logLevel = .critical
        makeGroup = { [quiet] onRunning in
            let application = Application(
                responder: responder, server: .http1(configuration: Self.channel(limits)),
                configuration: ApplicationConfiguration(
                    address: .hostname(address.host, port: address.port),
                    availableConnectionsDelegate: MaximumAvailableConnections(limits.connections, logger: quiet)),
                services: services, onServerRunning: onRunning, logger: quiet)
            return ServiceGroup(configuration: .init(services: [application], logger: quiet))
        }
    }

    private static func channel(_ limits: ListenerLimits) -> HTTP1Channel.Configuration {
        HTTP1Channel.Configuration(
            additionalChannelHandlers: [StallHandler(limit: limits.stall)],
            idleTimeout: .nanoseconds(Int64(limits.idle.seconds * 1e9)),
            httpDecoderConfiguration: .init(
                maxHeaderFieldSize: ListenerLimits.headOctets, maxHeaderListSize: ListenerLimits.headOctets,
                maxHeaderFieldCount: ListenerLimits.headFields))
    }

    /// Listens and begins to serve; the port is the one that the system chose where 0 was asked for.
    @discardableResult
    func bind() async throws(BindFailure) -> Int {
        if let server = server.withLock({ $0 }) { return server.port }
        let (ports, running) = AsyncStream<Int>.makeStream()
        let group = makeGroup { running.yield($0.localAddress?.port ?? 0) }
        let task = Task {
            defer { running.finish() }
            try await group.run()
        }
        for await port in ports {
            server.withLock { $0 = Server(group: group, task: task, port: port) }
            logger.info("listening on \(HostAndPort(host: address.host, port: port))")
            return port
        }
        do {
            try await task.value
            throw CancellationError()
        } catch {
            throw BindFailure(error, address: address, key: key)
        }
    }

    /// Serves until the graceful shutdown has let the requests in hand finish.
    func run() async throws {
        try await bind()
        guard let server = server.withLock({ $0 }) else { return }
        try await withTaskCancellationHandler {
            try await withGracefulShutdownHandler {
                try await server.task.value
            } onGracefulShutdown: {
                Task { await server.group.triggerGracefulShutdown() }
            }
        } onCancel: {
            server.task.cancel()
        }
    }
}
