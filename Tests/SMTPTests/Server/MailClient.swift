// SPDX-License-Identifier: Apache-2.0

import NIOCore
import NIOPosix
import NIOSSL
import Support
import Synchronization
import Testing

/// A client that sends what it is told and remembers what comes back.
final class MailClient: Sendable {
    private final class Received: ChannelInboundHandler, Sendable {
        typealias InboundIn = ByteBuffer
        let text = Mutex("")
        let isClosed = Mutex(false)

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            let bytes = unwrapInboundIn(data)
            text.withLock { $0 += String(buffer: bytes) }
        }

        func channelInactive(context: ChannelHandlerContext) {
            isClosed.withLock { $0 = true }
        }

        func errorCaught(context: ChannelHandlerContext, error: any Error) {
            context.close(promise: nil)
        }
    }

    private let channel: any Channel
    private let received: Received

    init(port: Int) async throws {
        let received = Received()
        self.received = received
        channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelInitializer { $0.pipeline.addHandler(received) }
            .connect(host: "127.0.0.1", port: port).get()
    }

    /// The codes of the complete replies so far.
    var codes: [Int] {
        let text = received.text.withLock { $0 }
        return text.split(separator: "\r\n").compactMap { $0.dropFirst(3).first == "-" ? nil : Int($0.prefix(3)) }
    }

    var isClosed: Bool { received.isClosed.withLock { $0 } }

    func send(_ text: String) async throws {
        try await channel.writeAndFlush(ByteBuffer(string: text))
    }

    /// As far as the socket takes it; an end of the connection is no error.
    func flood(_ text: String) {
        channel.writeAndFlush(ByteBuffer(string: text), promise: nil)
    }

    func startTLS(authority: String) async throws {
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.trustRoots = .certificates(try NIOSSLCertificate.fromPEMBytes(Array(authority.utf8)))
        let context = try NIOSSLContext(configuration: configuration)
        let channel = channel
        try await channel.eventLoop.submit {
            let handler = try NIOSSLClientHandler(context: context, serverHostname: "localhost")
            try channel.pipeline.syncOperations.addHandler(handler, position: .first)
        }.get()
    }

    /// Waits until exactly these codes have come since the start.
    func expect(_ codes: [Int], sourceLocation: SourceLocation = #_sourceLocation) async throws {
        try await eventually("\(codes)", sourceLocation: sourceLocation) {
            self.codes.count >= codes.count
        }
        #expect(self.codes == codes, sourceLocation: sourceLocation)
    }

    func expectEnd(sourceLocation: SourceLocation = #_sourceLocation) async throws {
        try await eventually("the connection ends", sourceLocation: sourceLocation) { isClosed }
    }

    func close() async {
        try? await channel.close()
    }
}
