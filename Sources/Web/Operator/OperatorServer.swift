// SPDX-License-Identifier: Apache-2.0

import GatewayKit
import Hummingbird
package import Logging
import NIOCore
package import Notation
import ServiceLifecycle

/// What the operator and their monitoring ask: `/healthz`, `/metrics`, and `/status` for `postern status`.
package struct OperatorServer: Service {
    private let listener: HTTPListener

    package init(
        listen: HostAndPort, health: any HealthSource, metrics: PrometheusMetrics,
        limits: ListenerLimits = ListenerLimits(), logger: Logger
    ) {
        let deadlines = Deadlines(limits, time: SystemTime())
        listener = HTTPListener(
            listen, key: "[admin] listen", limits: limits,
            responder: OperatorResponder(health: health, metrics: metrics, deadlines: deadlines),
            services: [deadlines], logger: logger)
    }

    /// Listens and begins to serve, and returns the port: to be called before the rest of the daemon starts.
    @discardableResult
    package func bind() async throws(BindFailure) -> Int {
        try await listener.bind()
    }

    /// Serves until the graceful shutdown; binds first where nobody did.
    package func run() async throws {
        try await listener.run()
    }
}

struct OperatorResponder: HTTPResponder {
    let health: any HealthSource
    let metrics: PrometheusMetrics
    let deadlines: Deadlines

    func respond(to request: Request, context connection: Connection) async throws -> Response {
        deadlines.begin(on: connection.channel)
        defer { deadlines.answer(on: connection.channel) }
        let path = (request.head.path ?? "").prefix { $0 != "?" }
        guard let answer = answers[String(path)] else { return .notFound() }
        guard request.method == .get || request.method == .head else { return .methodNotAllowed(["GET", "HEAD"]) }
        // None of these has a use for a body; whoever sends one is closed with it.
        let hasBody = request.headers[.contentLength] != nil || request.headers[.transferEncoding] != nil
        if !hasBody { deadlines.end(on: connection.channel) }
        let response = await answer()
        return request.method == .head ? response.createHeadResponse() : response
    }

    private var answers: [String: @Sendable () async -> Response] {
        ["/healthz": healthz, "/metrics": exposition, "/status": status]
    }

    @Sendable private func healthz() async -> Response {
        let health = await health.health()
        return .json(health.isUp ? .ok : .serviceUnavailable, ByteBuffer(string: health.json))
    }

    @Sendable private func status() async -> Response {
        .json(.ok, ByteBuffer(bytes: await health.status()))
    }

    @Sendable private func exposition() async -> Response {
        Response(
            status: .ok, headers: [.contentType: "text/plain; version=0.0.4; charset=utf-8"],
            body: .init(byteBuffer: ByteBuffer(string: metrics.text)))
    }
}

extension Response {
    static func json(_ status: HTTPResponse.Status, _ body: ByteBuffer) -> Response {
        Response(status: status, headers: [.contentType: "application/json"], body: .init(byteBuffer: body))
    }
}
