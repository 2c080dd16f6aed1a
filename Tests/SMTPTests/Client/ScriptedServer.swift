// SPDX-License-Identifier: Apache-2.0

import NIOCore
import NIOPosix
import NIOSSL
import Synchronization

/// A mail server on loopback that answers as it is told, and knows nothing of the code under test.
final class ScriptedServer: Sendable {
    enum Answer: Sendable {
        case usual
        case say(String)
        case sayAndDrop(String)
        case drop
        case silence
        /// The usual answer with this behind it, in the same packet.
        case usualAnd(String)
    }

    struct Script: Sendable {
        /// nil says nothing.
        var greeting: String? = "220 mail.test ESMTP"
        var offers = ["PIPELINING", "SIZE 50000000", "8BITMIME", "DSN"]
        /// In place of the usual answer to a verb, one after the other over all connections; `.` is the end of a
        /// message.
        var answers: [String: [Answer]] = [:]
        var tls: NIOSSLContext?
        var isImplicit = false
        /// Lets the answers to `.` out only when told.
        var holdsMessages = false
    }

    struct Record: Sendable {
        var connections = 0
        var open = 0
        var mostOpen = 0
        var commands: [String] = []
        var messages: [[UInt8]] = []
        /// Connections on which TLS was begun.
        var secured = 0
        var answers: [String: [Answer]] = [:]
        var held: [@Sendable () -> Void] = []
    }

    let script: Script
    let port: Int
    private let channel: any Channel
    private let shared: Shared

    init(_ script: Script = Script()) async throws {
        let shared = Shared(script)
        self.script = script
        channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    if script.isImplicit, let tls = script.tls {
                        try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: tls))
                    }
                    try channel.pipeline.syncOperations.addHandler(ScriptedConnection(script, shared))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        port = channel.localAddress?.port ?? 0
        self.shared = shared
    }

    final class Shared: Sendable {
        let record: Mutex<Record>

        init(_ script: Script) {
            var record = Record()
            record.answers = script.answers
            self.record = Mutex(record)
        }
    }

    var seen: Record { shared.record.withLock { $0 } }
    var messages: [String] { seen.messages.map { String(decoding: $0, as: UTF8.self) } }

    /// The verbs of all commands, in order.
    var verbs: [String] { seen.commands.map { String($0.prefix { $0 != " " }) } }

    /// Answers what was held.
    func release() {
        let held = shared.record.withLock { record in
            defer { record.held = [] }
            return record.held
        }
        for answer in held { answer() }
    }

    func stop() async {
        try? await channel.close()
    }
}

private final class ScriptedConnection: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let script: ScriptedServer.Script
    private let shared: ScriptedServer.Shared
    private var input: [UInt8] = []
    /// The message as far as it has come, in DATA.
    private var isInMessage = false
    /// Bytes of the chunk that are still to come.
    private var chunk = 0
    private var message: [UInt8] = []

    init(_ script: ScriptedServer.Script, _ shared: ScriptedServer.Shared) {
        self.script = script
        self.shared = shared
    }

    func channelActive(context: ChannelHandlerContext) {
        shared.record.withLock { record in
            record.connections += 1
            record.open += 1
            record.mostOpen = max(record.mostOpen, record.open)
        }
        if let greeting = script.greeting { say(greeting, context) }
    }

    func channelInactive(context: ChannelHandlerContext) {
        shared.record.withLock { $0.open -= 1 }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        input += Array(unwrapInboundIn(data).readableBytesView)
        while step(context) {}
    }

    private func step(_ context: ChannelHandlerContext) -> Bool {
        if chunk > 0 { return takeChunk(context) }
        if isInMessage { return takeMessage(context) }
        guard let end = input.firstRange(of: Array("\r\n".utf8)) else { return false }
        let line = String(decoding: input[..<end.lowerBound], as: UTF8.self)
        input.removeFirst(end.upperBound)
        shared.record.withLock { $0.commands.append(line) }
        answer(line, context)
        return true
    }

    private func takeChunk(_ context: ChannelHandlerContext) -> Bool {
        guard input.count >= chunk else { return false }
        message = Array(input.prefix(chunk))
        input.removeFirst(chunk)
        chunk = 0
        finishMessage(context)
        return true
    }

    private func takeMessage(_ context: ChannelHandlerContext) -> Bool {
        // Nobody sends anything behind a message before it is answered: its end is the end of the input.
        guard input.suffix(5).elementsEqual("\r\n.\r\n".utf8) || input.elementsEqual(".\r\n".utf8) else { return false }
        message = Array(input.dropLast(3))
        input = []
        isInMessage = false
        finishMessage(context)
        return true
    }

    private func finishMessage(_ context: ChannelHandlerContext) {
        let number = shared.record.withLock { record in
            record.messages.append(message)
            return record.messages.count
        }
        message = []
        guard script.holdsMessages else {
            answer(".", usual: "250 2.0.0 queued as \(number)", context)
            return
        }
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        let eventLoop = context.eventLoop
        let release: @Sendable () -> Void = {
            eventLoop.execute { bound.value.0.answer(".", usual: "250 2.0.0 queued", bound.value.1) }
        }
        shared.record.withLock { $0.held.append(release) }
    }

    private func answer(_ line: String, _ context: ChannelHandlerContext) {
        let words = line.split(separator: " ")
        let verb = words.first.map(String.init) ?? ""
        switch verb {
        case "EHLO":
            let lines = ["mail.test"] + script.offers
            let last = lines.count - 1
            answer(
                verb, usual: lines.enumerated().map { "250\($0 == last ? " " : "-")\($1)" }.joined(separator: "\r\n"),
                context)
        case "DATA": if answer(verb, usual: "354 go", context) { isInMessage = true }
        case "BDAT": chunk = words.count > 1 ? Int(words[1]) ?? 0 : 0
        case "AUTH": answer(verb, usual: "235 2.7.0 welcome", context)
        case "STARTTLS": if answer(verb, usual: "220 go", context) { secure(context) }
        case "QUIT":
            answer(verb, usual: "221 bye", context)
            context.close(promise: nil)
        default: answer(verb, usual: "250 ok", context)
        }
    }

    /// Whether the usual was said.
    @discardableResult
    private func answer(_ verb: String, usual: String, _ context: ChannelHandlerContext) -> Bool {
        let answer = shared.record.withLock { record -> ScriptedServer.Answer in
            guard let first = record.answers[verb]?.first else { return .usual }
            record.answers[verb]?.removeFirst()
            return first
        }
        switch answer {
        case .usual: say(usual, context)
        case .usualAnd(let more): say(usual + "\r\n" + more, context)
        case .say(let text): say(text, context)
        case .sayAndDrop(let text):
            say(text, context)
            context.close(promise: nil)
        case .drop: context.close(promise: nil)
        case .silence: break
        }
        return switch answer {
        case .usual, .usualAnd: true
        default: false
        }
    }

    private func secure(_ context: ChannelHandlerContext) {
        guard let tls = script.tls else { return }
        shared.record.withLock { $0.secured += 1 }
        try? context.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: tls), position: .first)
    }

    private func say(_ text: String, _ context: ChannelHandlerContext) {
        context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: text + "\r\n")), promise: nil)
    }
}
