// SPDX-License-Identifier: Apache-2.0

import NIOCore
import NIOPosix
import NIOSSL

/// Makes a link's connection: name, TCP, and TLS where it is set.
struct LinkDialer {
    let settings: LinkSettings
    let group: any EventLoopGroup

    /// Longer than a lost SYN takes to be sent again twice, shorter than the time a stop may take.
    private static let connectLimit = TimeAmount.seconds(5)
    /// Bytes of one read, and so of one batch of stanzas, grow with the traffic up to the last.
    private static let readSizes = (least: 1024, first: 16 * 1024, most: 64 * 1024)
    /// Reads that may lie ready while the receiver is busy; with it, socket reading stops.
    private static let readAhead = 2

    func connect() async throws -> NIOAsyncChannel<ByteBuffer, ByteBuffer> {
        let tls = try tlsContext()
        let (least, first, most) = Self.readSizes
        return try await ClientBootstrap(group: group)
            .connectTimeout(Self.connectLimit)
            .channelOption(.tcpOption(.tcp_nodelay), value: 1)
            .channelOption(.socketOption(.so_keepalive), value: 1)
            .channelOption(
                .recvAllocator, value: AdaptiveRecvByteBufferAllocator(minimum: least, initial: first, maximum: most)
            )
            .connect(host: settings.host, port: settings.port) { channel in
                channel.eventLoop.makeCompletedFuture { try wrap(channel, tls) }
            }
    }

    private func wrap(_ channel: any Channel, _ tls: NIOSSLContext?) throws -> NIOAsyncChannel<ByteBuffer, ByteBuffer> {
        if let tls {
            let handler = try NIOSSLClientHandler(context: tls, serverHostname: isAddress ? nil : settings.host)
            try channel.pipeline.syncOperations.addHandler(handler)
        }
        return try NIOAsyncChannel(
            wrappingChannelSynchronously: channel,
            configuration: .init(
                backPressureStrategy: .init(lowWatermark: 1, highWatermark: Self.readAhead),
                isOutboundHalfClosureEnabled: false))
    }

    /// nil for a plain connection.
    private func tlsContext() throws -> NIOSSLContext? {
        guard case .direct(let file) = settings.tls else { return nil }
        var configuration = TLSConfiguration.makeClientConfiguration()
        if let file {
            do {
                configuration.trustRoots = .certificates(try NIOSSLCertificate.fromPEMFile(file))
            } catch {
                throw UnreadableAuthorities(file: file)
            }
        }
        return try NIOSSLContext(configuration: configuration)
    }

    /// An IP address has no place in a TLS server name (RFC 6066 section 3); the certificate is then checked against
    /// the address itself.
    private var isAddress: Bool {
        (try? SocketAddress(ipAddress: settings.host, port: settings.port)) != nil
    }
}

/// The file of authorities that the operator named cannot be used.
struct UnreadableAuthorities: Error {
    let file: String
}
