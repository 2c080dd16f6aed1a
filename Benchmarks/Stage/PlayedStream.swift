// SPDX-License-Identifier: Apache-2.0

import NIOCore

/// One component's stream with the played server.
final class PlayedStream: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let server: PlayedXMPPServer
    private let domain: String
    private var isOpen = false
    private var rest = ByteBuffer()

    init(server: PlayedXMPPServer, domain: String) {
        self.server = server
        self.domain = domain
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        rest.writeImmutableBuffer(unwrapInboundIn(data))
        if isOpen { answer(context) } else { handshake(context) }
        rest.discardReadBytes()
    }

    private func handshake(_ context: ChannelHandlerContext) {
        let text = String(buffer: rest)
        if text.contains("</handshake>") {
            isOpen = true
            rest.clear()
            write("<handshake/>", context)
            server.opened(context.channel)
        } else if text.contains("<stream:stream"), !text.contains("<handshake") {
            write(
                "<?xml version='1.0'?><stream:stream xmlns='jabber:component:accept' "
                    + "xmlns:stream='http://etherx.jabber.org/streams' id='bench' from='\(domain)'>", context)
        }
    }

    /// Cuts what came into stanzas; what is not complete waits for the next read.
    private func answer(_ context: ChannelHandlerContext) {
        var results = 0
        var messages = 0
        var receipts: [String] = []
        var echo = ""
        while let stanza = next() {
            if stanza.starts(with: "<message".utf8) {
                messages += 1
                if let id = Self.receiptID(stanza) { receipts.append(id) }
            } else if stanza.starts(with: "<iq".utf8) {
                let text = String(decoding: stanza, as: UTF8.self)
                if text.contains("type='get'") { echo += text } else { results += 1 }
            }
        }
        server.count(results: results, messages: messages, receipts: receipts)
        if !echo.isEmpty { write(echo, context) }
    }

    /// The next whole stanza. Postern writes no stanza inside another, so the end tag of its name ends it.
    private func next() -> ByteBufferView? {
        let bytes = rest.readableBytesView
        guard let tagEnd = bytes.firstIndex(of: UInt8(ascii: ">")) else { return nil }
        var end = tagEnd
        if bytes[end - 1] != UInt8(ascii: "/") {
            let name = bytes[(bytes.startIndex + 1)..<tagEnd].prefix { $0 != UInt8(ascii: " ") }
            guard let close = Self.endTag(of: name, in: bytes[tagEnd...]) else { return nil }
            end = close
        }
        rest.moveReaderIndex(to: end + 1)
        return bytes[...end]
    }

    /// Where the end tag ends: its `>`.
    private static func endTag(of name: ByteBufferView, in bytes: ByteBufferView) -> Int? {
        var from = bytes.startIndex
        while let tag = bytes[from...].firstIndex(of: UInt8(ascii: "<")) {
            let end = tag + 2 + name.count
            guard end < bytes.endIndex else { return nil }
            if bytes[tag + 1] == UInt8(ascii: "/"), bytes[end] == UInt8(ascii: ">"),
                bytes[(tag + 2)..<end].elementsEqual(name)
            {
                return end
            }
            from = tag + 1
        }
        return nil
    }

    private static let received = Array("<received ".utf8)

    private static func receiptID(_ stanza: ByteBufferView) -> String? {
        var from = stanza.startIndex
        while let tag = stanza[from...].firstIndex(of: UInt8(ascii: "<")) {
            if stanza[tag...].starts(with: received) {
                let text = String(decoding: stanza[tag...], as: UTF8.self)
                let pieces = text.split(separator: "'", maxSplits: 10, omittingEmptySubsequences: false)
                return pieces.firstIndex { $0.hasSuffix(" id=") }.map { String(pieces[$0 + 1]) }
            }
            from = tag + 1
        }
        return nil
    }

    private func write(_ text: String, _ context: ChannelHandlerContext) {
        context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: text)), promise: nil)
    }
}
