// SPDX-License-Identifier: Apache-2.0

import NIOCore
import NIOPosix
import Synchronization

/// A mail server on loopback that takes everything, or answers a verb as it is told.
final class PlayedMailServer: Sendable {
    struct Record: Sendable {
        var commands: [String] = []
        /// As they were sent, without the transparency dots.
        var messages: [[UInt8]] = []
    }

    let port: Int
    private let channel: any Channel
    private let record: SharedRecord

    /// - Parameter answers: by verb, in place of the usual one; `.` is the end of a message.
    init(offers: [String] = ["PIPELINING", "8BITMIME", "DSN", "SMTPUTF8"], answers: [String: String] = [:]) async throws
    {
        let record = SharedRecord()
        channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(
                        PlayedMailConnection(offers: offers, answers: answers, record: record))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        port = channel.localAddress?.port ?? 0
        self.record = record
    }

    var seen: Record { record.value.withLock { $0 } }

    func stop() async {
        try? await channel.close()
    }
}

private final class SharedRecord: Sendable {
    let value = Mutex(PlayedMailServer.Record())
}

private final class PlayedMailConnection: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let offers: [String]
    private let answers: [String: String]
    private let record: SharedRecord
    private var input: [UInt8] = []
    /// nil outside of DATA.
    private var message: [UInt8]?

    init(offers: [String], answers: [String: String], record: SharedRecord) {
        self.offers = offers
        self.answers = answers
        self.record = record
    }

    func channelActive(context: ChannelHandlerContext) {
        say("220 mail.test ESMTP", context)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        input += Array(unwrapInboundIn(data).readableBytesView)
        while let end = input.firstRange(of: [0x0D, 0x0A]) {
            let line = Array(input[..<end.lowerBound])
            input.removeFirst(end.upperBound)
            if message != nil { text(line, context) } else { command(String(decoding: line, as: UTF8.self), context) }
        }
    }

    private func text(_ line: [UInt8], _ context: ChannelHandlerContext) {
        let dot = UInt8(ascii: ".")
        guard line != [dot] else {
            let complete = message ?? []
            record.value.withLock { $0.messages.append(complete) }
            message = nil
            return say(answers["."] ?? "250 2.0.0 Ok: queued as 4ABC", context)
        }
        message? += (line.first == dot ? line[1...] : line[...]) + [0x0D, 0x0A]
    }

    private func command(_ line: String, _ context: ChannelHandlerContext) {
        record.value.withLock { $0.commands.append(line) }
        let verb = String(line.prefix { $0 != " " })
        if let answer = answers[verb] { return say(answer, context) }
        switch verb {
        case "EHLO":
            say(
                (["mail.test"] + offers.dropLast()).map { "250-\($0)\r\n" }.joined() + "250 \(offers.last ?? "HELP")",
                context)
        case "DATA":
            message = []
            say("354 go", context)
        case "QUIT": say("221 bye", context)
        default: say("250 2.1.0 ok", context)
        }
    }

    private func say(_ text: String, _ context: ChannelHandlerContext) {
        context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: text + "\r\n")), promise: nil)
    }
}
