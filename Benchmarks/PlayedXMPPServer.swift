// SPDX-License-Identifier: Apache-2.0

import Foundation
import NIOCore
import NIOPosix
import Synchronization

/// The XMPP server of a measurement: takes the component without looking at its secret, routes its self-pings back, and
/// counts what arrives. It scans bytes instead of parsing XML, so that it costs as little of the machine as possible.
final class PlayedXMPPServer: Sendable {
    private struct State {
        var channel: (any Channel)?
        var results = 0
        var messages = 0
        var receipts: [String: ContinuousClock.Instant] = [:]
    }

    private let state = Mutex(State())
    private let listener = Mutex<(any Channel)?>(nil)

    var results: Int { state.withLock { $0.results } }
    /// Messages of any kind that arrived.
    var messages: Int { state.withLock { $0.messages } }
    var isConnected: Bool { state.withLock { $0.channel != nil } }

    /// Listens on a free port of the loopback and returns it.
    func start() async throws -> Int {
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(Conversation(server: self))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        listener.withLock { $0 = channel }
        return channel.localAddress?.port ?? 0
    }

    func write(_ stanzas: String) {
        guard let channel = state.withLock({ $0.channel }) else { return }
        channel.writeAndFlush(ByteBuffer(string: stanzas), promise: nil)
    }

    /// When the receipt for a stanza id arrived.
    func receipt(for id: String) -> ContinuousClock.Instant? { state.withLock { $0.receipts[id] } }

    fileprivate func opened(_ channel: any Channel) { state.withLock { $0.channel = channel } }

    fileprivate func count(results: Int, messages: Int, receipts: [String]) {
        let now = ContinuousClock.now
        state.withLock { state in
            state.results += results
            state.messages += messages
            for id in receipts { state.receipts[id] = now }
        }
    }
}

/// One component's stream.
private final class Conversation: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let server: PlayedXMPPServer
    private var isOpen = false
    private var rest = ""

    init(server: PlayedXMPPServer) {
        self.server = server
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        rest += String(buffer: unwrapInboundIn(data))
        if !isOpen { return handshake(context) }
        answer(context)
    }

    private func handshake(_ context: ChannelHandlerContext) {
        if rest.contains("</handshake>") {
            isOpen = true
            rest = ""
            write("<handshake/>", context)
            server.opened(context.channel)
        } else if rest.contains("<stream:stream"), !rest.contains("<handshake") {
            write(
                "<?xml version='1.0'?><stream:stream xmlns='jabber:component:accept' "
                    + "xmlns:stream='http://etherx.jabber.org/streams' id='bench' from='sms.bench'>", context)
        }
    }

    /// Cuts what came into stanzas; what is not complete waits for the next read.
    private func answer(_ context: ChannelHandlerContext) {
        var results = 0
        var messages = 0
        var receipts: [String] = []
        var echo = ""
        var utf8 = rest.utf8[...]
        while let stanza = Self.next(&utf8) {
            if stanza.starts(with: "<message".utf8) {
                messages += 1
                if let id = Self.receiptID(stanza) { receipts.append(id) }
            } else if stanza.starts(with: "<iq".utf8) {
                let text = String(Substring(stanza))
                if text.contains("type='get'") { echo += text } else { results += 1 }
            }
        }
        rest = String(Substring(utf8))
        server.count(results: results, messages: messages, receipts: receipts)
        if !echo.isEmpty { write(echo, context) }
    }

    /// The next whole stanza. Postern writes no stanza inside another, so the end tag of its name ends it.
    private static func next(_ bytes: inout Substring.UTF8View) -> Substring.UTF8View? {
        guard let space = bytes.firstIndex(where: { $0 == UInt8(ascii: " ") }), let tagEnd = bytes.firstIndex(of: 0x3E)
        else { return nil }
        let end: Substring.UTF8View.Index
        if bytes[bytes.index(before: tagEnd)] == UInt8(ascii: "/") {
            end = bytes.index(after: tagEnd)
        } else {
            let name = bytes[bytes.index(after: bytes.startIndex)..<space]
            guard let close = Substring(bytes).firstRange(of: "</\(Substring(name))>") else { return nil }
            end = close.upperBound
        }
        defer { bytes = bytes[end...] }
        return bytes[..<end]
    }

    private static func receiptID(_ stanza: Substring.UTF8View) -> String? {
        let text = Substring(stanza)
        guard let mark = text.firstRange(of: "<received "), let id = text[mark.upperBound...].firstRange(of: "id='")
        else {
            return nil
        }
        return String(text[id.upperBound...].prefix { $0 != "'" })
    }

    private func write(_ text: String, _ context: ChannelHandlerContext) {
        context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: text)), promise: nil)
    }
}
