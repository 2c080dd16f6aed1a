// SPDX-License-Identifier: Apache-2.0

import NIOCore
import NIOSSL

/// Carries out on a channel what `ClientSession` decides. Lives on the channel's event loop.
final class SubmissionHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    /// How an attempt to become ready, or a submission, ended.
    struct Ending: Sendable {
        let outcome: SubmissionOutcome
        let mayTryAfresh: Bool
    }

    /// Bytes of a message that are written at a time; each block has its own timeout.
    private static let blockSize = 256 * 1024

    private var session: ClientSession
    private let settings: SubmissionSettings
    /// For STARTTLS; let go when it can no longer come.
    private var tls: NIOSSLContext?
    private var replies = ReplyDecoder()
    private var input = ByteBuffer()
    private var context: ChannelHandlerContext?
    private var isClosing = false
    private var needsFlush = false
    private var timer: DeadlineTimer

    /// Told when the session is ready (nil), or that it cannot become so.
    private let opening: EventLoopPromise<Ending?>
    /// The submission under way.
    private var submission: (message: [UInt8], ending: EventLoopPromise<Ending>)?
    /// What of the message has not been written yet.
    private var unwritten = ByteBuffer()

    init(
        _ settings: SubmissionSettings, _ timeouts: SubmissionTimeouts, _ tls: NIOSSLContext?,
        _ eventLoop: any EventLoop
    ) {
        self.settings = settings
        self.tls = tls
        opening = eventLoop.makePromise()
        session = ClientSession(settings, timeouts)
        timer = DeadlineTimer(eventLoop)
    }

    /// nil when the session is ready, and why it is not.
    var readiness: EventLoopFuture<Ending?> { opening.futureResult }
    /// How the session became ready.
    var opened: ClientOpening { session.opening }

    func submit(
        _ envelope: SubmissionEnvelope, _ message: [UInt8], _ shape: MessageShape, _ ending: EventLoopPromise<Ending>
    ) {
        guard submission == nil else {
            return ending.succeed(Ending(outcome: SubmissionProblem.closed.outcome(settings), mayTryAfresh: true))
        }
        submission = (message, ending)
        handle(.submit(envelope, shape))
    }

    func handle(_ event: ClientSession.Event) {
        for action in session.handle(event) { perform(action) }
        if needsFlush {
            needsFlush = false
            context?.flush()
        }
    }
}

// The channel.
extension SubmissionHandler {
    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        timer.onDeadline = { [unowned self] in handle(.timeout) }
        if context.channel.isActive { handle(.connected) }
    }

    func channelActive(context: ChannelHandlerContext) {
        handle(.connected)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var bytes = unwrapInboundIn(data)
        input.writeBuffer(&bytes)
        while !isClosing {
            do throws(ReplyFault) {
                guard let reply = try replies.next(&input) else { break }
                handle(.reply(reply))
            } catch {
                handle(.lost(.malformedReply))
            }
        }
        if input.readableBytes == 0 { input.clear() } else { input.discardReadBytes() }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        handle(.lost(SubmissionProblem(reading: error)))
    }

    func channelInactive(context: ChannelHandlerContext) {
        handle(.lost(.closed))
        close()
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        handle(.lost(.closed))
        close()
        self.context = nil
    }
}

// What the session wants.
extension SubmissionHandler {
    private func perform(_ action: ClientSession.Action) {
        switch action {
        case .send(let lines):
            guard !isClosing else { return }
            context?.write(wrapOutboundOut(ByteBuffer(string: lines)), promise: nil)
            needsFlush = true
        case .sendMessage(let framing): send(framing)
        case .startTLS: startTLS()
        case .setTimer(let limit): if !isClosing { timer.set(limit) }
        case .ready:
            tls = nil
            opening.succeed(nil)
        case .finish(let outcome, let mayTryAfresh): finish(Ending(outcome: outcome, mayTryAfresh: mayTryAfresh))
        case .close: close()
        }
    }

    private func finish(_ ending: Ending) {
        unwritten = ByteBuffer()
        guard let submission else { return opening.succeed(ending) }
        self.submission = nil
        submission.ending.succeed(ending)
    }

    private func close() {
        guard !isClosing else { return }
        isClosing = true
        tls = nil
        timer.stop()
        context?.close(promise: nil)
    }

    /// What the server sent behind its answer in plaintext may be anybody's (CVE-2011-0411): the session ends.
    private func startTLS() {
        guard input.readableBytes == 0 else { return handle(.lost(.injected)) }
        guard let context, let tls else { return handle(.lost(.noStartTLS)) }
        do {
            let handler = try tls.clientHandler(for: settings.host)
            try context.pipeline.syncOperations.addHandler(handler, position: .first)
        } catch {
            handle(.lost(SubmissionProblem(reading: error)))
        }
    }
}

// The message.
extension SubmissionHandler {
    private func send(_ framing: ClientTransaction.Framing) {
        guard let context, let message = submission?.message else { return }
        submission?.message = []
        switch framing {
        case .dotStuffed:
            unwritten = context.channel.allocator.buffer(capacity: message.count + message.count / 64 + 8)
            DotStuffing.write(message, into: &unwritten)
        case .chunk(let command):
            unwritten = context.channel.allocator.buffer(capacity: message.count + command.utf8.count)
            unwritten.writeString(command)
            unwritten.writeBytes(message)
        }
        writeBlock()
    }

    /// Writes the next block, and the one behind it when the network has taken this one.
    private func writeBlock() {
        let length = min(unwritten.readableBytes, Self.blockSize)
        guard !isClosing, let context, let block = unwritten.readSlice(length: length) else { return }
        let isLast = unwritten.readableBytes == 0
        if isLast { unwritten = ByteBuffer() }
        let written = context.eventLoop.makePromise(of: Void.self)
        written.futureResult.assumeIsolated().whenSuccess { [self] in
            handle(.written(isLast: isLast))
            if !isLast { writeBlock() }
        }
        context.writeAndFlush(wrapOutboundOut(block), promise: written)
    }
}

extension NIOSSLContext {
    /// An IP address has no place in a TLS server name (RFC 6066 section 3); the certificate is then checked against
    /// the address itself.
    func clientHandler(for host: String) throws -> NIOSSLClientHandler {
        let isAddress = (try? SocketAddress(ipAddress: host, port: 0)) != nil
        return try NIOSSLClientHandler(context: self, serverHostname: isAddress ? nil : host)
    }
}
