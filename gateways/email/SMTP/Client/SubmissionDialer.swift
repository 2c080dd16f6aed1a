// SPDX-License-Identifier: Apache-2.0

import NIOCore
import NIOPosix
import NIOSSL

/// Makes connections to the mail server, up to the point where mail may be sent.
struct SubmissionDialer: Sendable {
    /// What the attempt came to.
    enum Result {
        case ready(SubmissionConnection)
        case failed(SubmissionOutcome)
    }

    let settings: SubmissionSettings
    let timeouts: SubmissionTimeouts
    let group: any EventLoopGroup

    /// A cancelled task gives up at once.
    func connect(_ tls: NIOSSLContext?) async -> Result {
        do {
            let (channel, handler) = try await dial(tls)
            let ending = try await withTaskCancellationHandler {
                try await channel.eventLoop.flatSubmit { handler.value.readiness }.get()
            } onCancel: {
                channel.eventLoop.execute { handler.value.handle(.lost(.stopped)) }
            }
            if let ending { return .failed(ending.outcome) }
            let opened = try await channel.eventLoop.submit { handler.value.opened }.get()
            return .ready(SubmissionConnection(opened, channel, handler, settings))
        } catch {
            return .failed(SubmissionProblem(connecting: error).outcome(settings))
        }
    }

    private typealias Dialed = (channel: any Channel, handler: NIOLoopBound<SubmissionHandler>)

    /// The system's connect cannot be cancelled: what it still brings is closed.
    private func dial(_ tls: NIOSSLContext?) async throws -> Dialed {
        let eventLoop = group.next()
        let attempt = eventLoop.makePromise(of: Dialed.self)
        attempt.completeWithTask { try await open(eventLoop, tls) }
        let dialed = eventLoop.makePromise(of: Dialed.self)
        attempt.futureResult.cascade(to: dialed)
        return try await withTaskCancellationHandler {
            try await dialed.futureResult.get()
        } onCancel: {
            dialed.fail(SubmissionProblem.stopped)
            attempt.futureResult.whenSuccess { $0.handler.value.handle(.lost(.stopped)) }
        }
    }

    private func open(_ eventLoop: any EventLoop, _ tls: NIOSSLContext?) async throws -> Dialed {
        try await ClientBootstrap(group: eventLoop)
            .connectTimeout(TimeAmount(timeouts.connect))
            .channelOption(.tcpOption(.tcp_nodelay), value: 1)
            .connect(host: settings.host, port: settings.port) { [settings, timeouts] channel in
                channel.eventLoop.makeCompletedFuture {
                    let pipeline = channel.pipeline.syncOperations
                    if settings.implicitTLS, let tls {
                        try pipeline.addHandler(tls.clientHandler(for: settings.host))
                    }
                    let handler = SubmissionHandler(settings, timeouts, tls, eventLoop)
                    try pipeline.addHandler(handler)
                    return (channel, NIOLoopBound(handler, eventLoop: eventLoop))
                }
            }
    }

    /// nil where everything goes in plaintext.
    func tlsContext() throws(SubmissionProblem) -> NIOSSLContext? {
        guard settings.implicitTLS || settings.startTLS != .off else { return nil }
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.shutdownTimeout = TimeAmount(timeouts.farewell)
        if !settings.implicitTLS, settings.startTLS == .opportunistic { configuration.certificateVerification = .none }
        do {
            if let file = settings.authorityPEM {
                configuration.trustRoots = .certificates(try NIOSSLCertificate.fromPEMFile(file))
            }
            return try NIOSSLContext(configuration: configuration)
        } catch {
            throw settings.authorityPEM.map { .authorities($0) } ?? .tlsFailed(ServerWords.cleaned("\(error)"))
        }
    }
}
