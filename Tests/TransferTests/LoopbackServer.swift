// SPDX-License-Identifier: Apache-2.0

import NIOCore
import NIOPosix
import NIOSSL
import Synchronization

/// What the server does with one request.
enum Reply: Sendable {
    /// These bytes, and the connection stays open.
    case raw(String)
    /// These bytes, then a FIN.
    case rawThenClose(String)
    /// These bytes, then a RST.
    case rawThenReset(String)
    /// Nothing, and the connection stays open.
    case silence

    static func ok(_ body: String = "", headers: String = "") -> Reply {
        .raw("HTTP/1.1 200 OK\r\n\(headers)Content-Length: \(body.utf8.count)\r\n\r\n\(body)")
    }
}

/// A request as the server read it.
struct SeenRequest: Sendable {
    /// Which connection it came on, counted from 1.
    let connection: Int
    /// The request line and the headers.
    let lines: [String]
    let body: String

    var line: String { lines.first ?? "" }
}

/// An HTTP/1.1 server on a free port of the loopback, which answers by a script and remembers what it saw.
final class LoopbackServer: Sendable {
    struct Record: Sendable {
        var requests: [SeenRequest] = []
        var connections = 0
        var openConnections = 0
    }

    let port: Int
    private let channel: any Channel
    private let record: RecordBox

    final class RecordBox: Sendable {
        let value = Mutex(Record())
    }

    /// - Parameter tls: nil for plain text.
    init(tls: NIOSSLContext? = nil, _ script: @escaping @Sendable (SeenRequest) -> Reply) async throws {
        let record = RecordBox()
        channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.backlog, value: 1024)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    if let tls {
                        try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: tls))
                    }
                    try channel.pipeline.syncOperations.addHandler(ScriptedConnection(record, script))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        port = channel.localAddress?.port ?? 0
        self.record = record
    }

    var url: String { "http://127.0.0.1:\(port)/" }
    var requests: [SeenRequest] { record.value.withLock { $0.requests } }
    var connections: Int { record.value.withLock { $0.connections } }
    var openConnections: Int { record.value.withLock { $0.openConnections } }

    /// Takes no more connections; those that stand stay.
    func stopListening() async throws { try await channel.close() }
}

/// Reads requests of one connection and does with each what the script says.
private final class ScriptedConnection: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let record: LoopbackServer.RecordBox
    private let script: @Sendable (SeenRequest) -> Reply
    private var number = 0
    private var received = ""

    init(_ record: LoopbackServer.RecordBox, _ script: @escaping @Sendable (SeenRequest) -> Reply) {
        self.record = record
        self.script = script
    }

    func channelActive(context: ChannelHandlerContext) {
        number = record.value.withLock { record in
            record.connections += 1
            record.openConnections += 1
            return record.connections
        }
        context.fireChannelActive()
    }

    func channelInactive(context: ChannelHandlerContext) {
        record.value.withLock { $0.openConnections -= 1 }
        context.fireChannelInactive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        received += String(buffer: unwrapInboundIn(data))
        while let request = nextRequest() {
            record.value.withLock { $0.requests.append(request) }
            carryOut(script(request), context)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

    private func nextRequest() -> SeenRequest? {
        guard let end = received.firstRange(of: "\r\n\r\n") else { return nil }
        let lines = received[..<end.lowerBound].split(separator: "\r\n").map(String.init)
        let length = lines.lazy.compactMap { Int($0.lowercased().trimmingPrefix("content-length: ")) }.first ?? 0
        let body = received[end.upperBound...].utf8.prefix(length)
        guard body.count == length else { return nil }
        received = String(received.utf8[body.endIndex...]) ?? ""
        return SeenRequest(connection: number, lines: lines, body: String(body) ?? "")
    }

    private func carryOut(_ reply: Reply, _ context: ChannelHandlerContext) {
        switch reply {
        case .silence: break
        case .raw(let text): write(text, context)
        case .rawThenClose(let text):
            write(text, context)
            context.close(promise: nil)
        case .rawThenReset(let text):
            write(text, context)
            // Closing with a linger time of 0 sends a RST.
            (context.channel as? any SocketOptionProvider)?.setSoLinger(linger(l_onoff: 1, l_linger: 0))
                .whenComplete { [channel = context.channel] _ in channel.close(promise: nil) }
        }
    }

    private func write(_ text: String, _ context: ChannelHandlerContext) {
        context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: text)), promise: nil)
    }
}
