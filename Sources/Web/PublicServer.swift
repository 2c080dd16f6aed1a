// SPDX-License-Identifier: Apache-2.0

package import GatewayKit
import Hummingbird
package import Logging
package import Metrics
package import Notation
import ServiceLifecycle

/// What the outside reaches: `/hooks` for the providers, `/files` for whoever got a link. Everything else is 404.
package struct PublicServer: Service {
    private let listener: HTTPListener

    /// - Parameters:
    ///   - publicURL: scheme and host under which the outside reaches this listener, without a slash at the end; what
    ///     providers sign begins with it.
    ///   - receivers: the gateways with hooks, by their names; asked for each request, so that a reload can change them.
    ///   - files: nil where nothing is ever served under `/files`.
    package init(
        listen: HostAndPort, publicURL: String, receivers: @escaping @Sendable () -> [String: any WebhookReceiver],
        inbox: any Inbox, files: (any FileSource)? = nil, limits: ListenerLimits = ListenerLimits(),
        time: any TimeSource = SystemTime(), metrics: any MetricsFactory = MetricsSystem.factory, logger: Logger
    ) {
        let deadlines = Deadlines(limits, time: time)
        let hooks = HookResponder(
            publicURL: publicURL, receivers: receivers, inbox: inbox, deadlines: deadlines,
            room: Waitroom(octets: limits.hookMemory, limits, time), time: time,
            metrics: HookMetrics(metrics), log: RefusalLog(logger: logger, time: time))
        listener = HTTPListener(
            listen, key: "[http] listen", limits: limits,
            responder: PublicResponder(
                hooks: hooks,
                files: files.map {
                    FileResponder(
                        files: $0, deadlines: deadlines, room: Waitroom(octets: limits.fileMemory, limits, time))
                }, deadlines: deadlines),
            services: [deadlines], logger: logger)
    }

    /// Listens and begins to serve, and returns the port: to be called before the rest of the daemon starts.
    @discardableResult
    package func bind() async throws(BindFailure) -> Int {
        try await listener.bind()
    }

    /// Serves until the graceful shutdown has let the requests in hand finish; binds first where nobody did.
    package func run() async throws {
        try await listener.run()
    }
}

/// Sends a request to the half that it is for.
struct PublicResponder: HTTPResponder {
    let hooks: HookResponder
    let files: FileResponder?
    let deadlines: Deadlines

    func respond(to request: Request, context connection: Connection) async throws -> Response {
        deadlines.begin(on: connection.channel)
        defer { deadlines.answer(on: connection.channel) }
        let target = request.head.path ?? ""
        let path = target.prefix { $0 != "?" }
        if path.hasPrefix("/hooks/") {
            return await hooks.respond(to: request, target: target, path: path, on: connection)
        }
        if path.hasPrefix("/files/"), let files {
            return await files.respond(to: request, path: path, on: connection)
        }
        return .notFound()
    }
}
