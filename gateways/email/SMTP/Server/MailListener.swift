// SPDX-License-Identifier: Apache-2.0

package import Logging
package import NIOCore
import NIOPosix
import NIOSSL
import Synchronization

/// Takes mail over SMTP or LMTP and hands it to its reception.
package final class MailListener: Sendable {
    private struct Server {
        let channel: any Channel
        let ledger: ConnectionLedger
    }

    private let settings: ListenerSettings
    private let reception: any MailReception
    private let group: any EventLoopGroup
    private let logger: Logger
    private let server = Mutex<Server?>(nil)

    /// Connections that wait to be taken; the system has the last word.
    private static let backlog: Int32 = 1024
    /// Octets of one read grow with the traffic up to the last.
    private static let readSizes = (least: 1024, first: 8 * 1024, most: 64 * 1024)

    package init(
        _ settings: ListenerSettings, reception: any MailReception, logger: Logger,
        group: any EventLoopGroup = MultiThreadedEventLoopGroup.singleton
    ) {
        self.settings = settings
        self.reception = reception
        self.group = group
        self.logger = logger
    }

    /// Connections at this moment.
    package var connections: Int {
        server.withLock { $0?.ledger.count ?? 0 }
    }

    /// Listens and begins to serve; returns the port, which is the one that the system chose where 0 was asked for.
    @discardableResult
    package func bind() async throws(ListenFailure) -> Int {
        let ledger = ConnectionLedger(settings.limits, largest: settings.session.maxSize)
        let parts = ListenerParts(
            session: settings.session, limits: settings.limits, tls: try tlsContext(), reception: reception,
            ledger: ledger, logger: logger)
        let channel: any Channel
        do {
            channel = try await bootstrap(parts).bind(host: settings.host, port: settings.port).get()
        } catch {
            throw ListenFailure(binding: settings, error)
        }
        server.withLock { $0 = Server(channel: channel, ledger: ledger) }
        let port = channel.localAddress?.port ?? settings.port
        logger.info("taking mail over \(settings.session.dialect) on \(settings.host) port \(port)")
        return port
    }

    /// Takes nobody any more and lets messages that are on their way come in, for so long; then every connection is
    /// cut.
    package func stop(within grace: Duration) async {
        let stopped = server.withLock { server in
            defer { server = nil }
            return server
        }
        guard let stopped else { return }
        try? await stopped.channel.close()
        let channels = stopped.ledger.close()
        for channel in channels { channel.pipeline.fireUserInboundEventTriggered(ServerConnection.Shutdown()) }
        let deadline = stopped.channel.eventLoop.scheduleTask(in: TimeAmount(grace)) {
            for channel in channels { channel.close(promise: nil) }
        }
        for channel in channels { try? await channel.closeFuture.get() }
        deadline.cancel()
    }
}

// The socket.
extension MailListener {
    private func bootstrap(_ parts: ListenerParts) -> ServerBootstrap {
        let (least, first, most) = Self.readSizes
        return ServerBootstrap(group: group)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .serverChannelOption(.backlog, value: Self.backlog)
            .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
            .childChannelOption(
                .recvAllocator, value: AdaptiveRecvByteBufferAllocator(minimum: least, initial: first, maximum: most)
            )
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    let connection = ServerConnection(parts, peer: channel.remoteAddress?.ipAddress)
                    try channel.pipeline.syncOperations.addHandler(connection)
                }
            }
    }

    /// nil where there is no certificate.
    private func tlsContext() throws(ListenFailure) -> NIOSSLContext? {
        guard let pair = settings.tls else { return nil }
        let chain: [NIOSSLCertificate]
        do {
            chain = try NIOSSLCertificate.fromPEMFile(pair.certificate)
        } catch {
            throw ListenFailure(certificate: pair.certificate)
        }
        let key: NIOSSLPrivateKey
        do {
            key = try NIOSSLPrivateKey(file: pair.key, format: .pem)
        } catch {
            throw ListenFailure(privateKey: pair.key)
        }
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(key))
        configuration.minimumTLSVersion = .tlsv12
        do {
            return try NIOSSLContext(configuration: configuration)
        } catch {
            throw ListenFailure(certificate: pair.certificate, doesNotFit: pair.key)
        }
    }
}
