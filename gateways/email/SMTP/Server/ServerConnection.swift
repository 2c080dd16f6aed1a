// SPDX-License-Identifier: Apache-2.0

import Logging
import NIOCore
import NIOSSL

/// One connection: carries out what `ServerSession` decides. It lives on its channel's event loop.
final class ServerConnection: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    /// Sent down the pipeline when the listener stops.
    struct Shutdown: Sendable {}
    /// Sent down the pipeline when others need the memory that our slow message holds.
    struct MemoryWanted: Sendable {}

    private let listener: ListenerParts
    private let peer: String?
    private var session: ServerSession
    private var isAdmitted = false
    /// A read that is held back while the session waits for an answer.
    private var isReadHeld = false
    /// The reception has a message in hand.
    private var isDelivering = false
    /// The last words are out, and what still comes is dropped.
    private var isLeaving = false
    private var ticks: RepeatedTask?
    private var context: ChannelHandlerContext?

    init(_ listener: ListenerParts, peer: String?) {
        self.listener = listener
        self.peer = peer
        session = ServerSession(listener.session, peer: peer)
    }
}

// What happens on the channel.
extension ServerConnection {
    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        self.context = nil
    }

    func channelActive(context: ChannelHandlerContext) {
        isAdmitted = listener.ledger.admit(context.channel, from: peer)
        if isAdmitted { startTicks(context) }
        handle(isAdmitted ? .connected : .connectedBeyondLimit)
        context.fireChannelActive()
    }

    func channelInactive(context: ChannelHandlerContext) {
        ticks?.cancel()
        if isAdmitted { listener.ledger.leave(context.channel, from: peer) }
        // A message that is being stored is there as long as that takes.
        if !isDelivering { book(0, context.channel) }
        context.fireChannelInactive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        if isLeaving { return }
        handle(.received(unwrapInboundIn(data)))
    }

    /// While the session waits for us, or the client does not read our replies, the client is not read.
    func read(context: ChannelHandlerContext) {
        isReadHeld = !isLeaving && (session.isWaiting || !context.channel.isWritable)
        if !isReadHeld { context.read() }
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        resume()
        context.fireChannelWritabilityChanged()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        switch event {
        case is Shutdown: handle(.shutdown)
        case is MemoryWanted:
            listener.ledger.letGo(context.channel)
            handle(.memoryRefused)
        default: context.fireUserInboundEventTriggered(event)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        listener.logger.debug("mail connection lost", metadata: ["peer": "\(peer ?? "-")", "error": "\(error)"])
        context.close(promise: nil)
    }

    private func startTicks(_ context: ChannelHandlerContext) {
        let connection = NIOLoopBound(self, eventLoop: context.eventLoop)
        let tick = TimeAmount(listener.limits.tick)
        ticks = context.eventLoop.scheduleRepeatedTask(initialDelay: tick, delay: tick) { _ in
            connection.value.handle(.tick)
        }
    }
}

// What the session decides.
extension ServerConnection {
    private func handle(_ event: ServerSession.Event) {
        guard let context else { return }
        for action in session.handle(event) { perform(action, context) }
        bookMemory(context.channel)
        resume()
    }

    private func perform(_ action: ServerSession.Action, _ context: ChannelHandlerContext) {
        switch action {
        case .write(let bytes): context.writeAndFlush(wrapOutboundOut(bytes), promise: nil)
        case .startTLS: startTLS(context)
        case .lookUp(let recipient, let sender): lookUp(recipient, sender, context)
        case .deliver(let mail): deliver(mail, context)
        case .close(let ending): close(ending, context)
        }
    }

    private func startTLS(_ context: ChannelHandlerContext) {
        guard let tls = listener.tls else { return context.close(promise: nil) }
        do {
            let handler = NIOSSLServerHandler(context: tls)
            try context.pipeline.syncOperations.addHandler(handler, position: .first)
        } catch {
            context.close(promise: nil)
        }
    }

    private func lookUp(_ recipient: EnvelopeAddress, _ sender: EnvelopeAddress?, _ context: ChannelHandlerContext) {
        let connection = NIOLoopBound(self, eventLoop: context.eventLoop)
        let (eventLoop, reception) = (context.eventLoop, listener.reception)
        Task(executorPreference: EventLoopExecutor(eventLoop)) {
            let verdict = await reception.verdict(on: recipient, from: sender)
            eventLoop.execute { connection.value.handle(.verdict(verdict)) }
        }
    }

    private func deliver(_ mail: ReceivedMail, _ context: ChannelHandlerContext) {
        let connection = NIOLoopBound(self, eventLoop: context.eventLoop)
        let (channel, reception) = (context.channel, listener.reception)
        isDelivering = true
        Task {
            let verdicts = await reception.deliver(mail)
            channel.eventLoop.execute { connection.value.finishDelivery(verdicts, channel) }
        }
    }

    private func finishDelivery(_ verdicts: [DeliveryVerdict], _ channel: any Channel) {
        isDelivering = false
        if context == nil { book(0, channel) } else { handle(.delivered(verdicts)) }
    }

    /// After QUIT the client is done. Otherwise it may still be sending, and closing on it would take our last words
    /// from it: it is heard for a moment, and not listened to.
    private func close(_ ending: SessionEnding, _ context: ChannelHandlerContext) {
        isLeaving = true
        ticks?.cancel()
        guard ending != .quit else { return context.close(promise: nil) }
        listener.logger.log(
            level: ending.isNotable ? .info : .debug, "mail connection ended",
            metadata: ["peer": "\(peer ?? "-")", "reason": "\(ending)"])
        let channel = context.channel
        let limit = TimeAmount(listener.limits.farewell)
        let deadline = context.eventLoop.scheduleTask(in: limit) { channel.close(promise: nil) }
        channel.closeFuture.whenComplete { _ in deadline.cancel() }
        context.close(mode: .output, promise: nil)
    }

    private func resume() {
        guard isReadHeld, let context, isLeaving || !session.isWaiting && context.channel.isWritable else { return }
        isReadHeld = false
        context.read()
    }
}

// Memory.
extension ServerConnection {
    private func bookMemory(_ channel: any Channel) {
        if isLeaving {
            book(0, channel)
        } else if !book(session.room, channel) {
            _ = session.handle(.memoryRefused)
            book(session.room, channel)
        }
    }

    /// False where there is no room for it.
    @discardableResult
    private func book(_ octets: Int, _ channel: any Channel) -> Bool {
        listener.ledger.hold(octets, isSlow: session.isSlow, for: channel, from: peer)
    }
}
