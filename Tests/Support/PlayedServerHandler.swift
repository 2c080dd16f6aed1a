// SPDX-License-Identifier: Apache-2.0

import NIOCore
import Synchronization
import XMPP

/// One connection of the played server.
final class PlayedServerHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private static let streamID = "3BF96D32"

    private let play: PlayedServerPlay
    private let parser = XMLStreamParser()
    private var isAuthenticated = false

    init(_ play: PlayedServerPlay) {
        self.play = play
    }

    func channelActive(context: ChannelHandlerContext) {
        let channel = context.channel
        let behaviour = play.state.withLock { state in
            state.connections += 1
            if !(state.admitsOne && state.isUp) { state.channel = channel }
            return state.behaviour
        }
        if case .greet(let words) = behaviour { write(words, context) }
        context.fireChannelActive()
    }

    func channelInactive(context: ChannelHandlerContext) {
        let channel = context.channel
        play.state.withLock { state in
            guard state.channel === channel else { return }
            state.channel = nil
            state.isUp = false
        }
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let behaviour = play.state.withLock { $0.behaviour }
        switch behaviour {
        case .silent, .greet: return
        case .accept, .refuse: break
        }
        var events: [XMLStreamEvent] = []
        do { try parser.parse(unwrapInboundIn(data), into: &events) } catch { return context.close(promise: nil) }
        var answers = XMLWriter()
        for event in events { read(event, behaviour, &answers, context) }
        if !answers.isEmpty { write(answers.bytes, context) }
    }

    private func read(
        _ event: XMLStreamEvent, _ behaviour: PlayedServer.Behaviour, _ answers: inout XMLWriter,
        _ context: ChannelHandlerContext
    ) {
        switch event {
        case .streamOpened: open(behaviour, context)
        case .stanza(let element) where !isAuthenticated: authenticate(element, context)
        case .stanza(let element): receive(element, &answers)
        case .streamClosed:
            play.state.withLock { $0.farewells += 1 }
            context.close(promise: nil)
        }
    }

    private func open(_ behaviour: PlayedServer.Behaviour, _ context: ChannelHandlerContext) {
        write(
            "<?xml version='1.0'?><stream:stream xmlns='\(Namespace.component)' "
                + "xmlns:stream='\(Namespace.stream)' from='\(play.domain)' id='\(Self.streamID)'>", context)
        if case .refuse(let error) = behaviour { fail(error, context) }
    }

    private func authenticate(_ element: Element, _ context: ChannelHandlerContext) {
        let expected = ComponentProtocol.handshake(id: Self.streamID, secret: play.secret)
        guard element.is("handshake", Namespace.component), element.text == expected else {
            return fail(StreamError(.notAuthorized), context)
        }
        let channel = context.channel
        let isAdmitted = play.state.withLock { state in
            if state.admitsOne, state.isUp { return false }
            state.isUp = true
            state.channel = channel
            return true
        }
        guard isAdmitted else { return fail(StreamError(.conflict), context) }
        isAuthenticated = true
        write("<handshake/>", context)
    }

    private func receive(_ element: Element, _ answers: inout XMLWriter) {
        if let error = StreamError(element) {
            return play.state.withLock { $0.streamErrors.append(error) }
        }
        guard let stanza = Stanza(element) else { return }
        if let answer = play.state.withLock({ Self.answer(stanza, play.domain, &$0) }) { answers.write(answer) }
    }

    /// What comes back: a self-ping itself, or the answer of a domain of the server's.
    private static func answer(_ stanza: Stanza, _ domain: String, _ state: inout PlayedServerPlay.State) -> Stanza? {
        if stanza.kind == .iq, state.dropsBareIQs, let to = stanza.to, to.resource == nil, stanza.type != "error" {
            state.droppedIQs += 1
            return nil
        }
        let ends = [stanza.from, stanza.to]
        guard stanza.kind == .iq, ends.allSatisfy({ $0?.domain == domain && $0?.local == nil }) else {
            state.receivedCount += 1
            if state.keeps { state.received.append(stanza) }
            return hostAnswer(stanza, state)
        }
        if stanza.type == "get" { state.pings.append(stanza) } else { state.pongs += 1 }
        return state.routesPings ? stanza : nil
    }

    private static func hostAnswer(_ stanza: Stanza, _ state: PlayedServerPlay.State) -> Stanza? {
        guard stanza.kind == .iq, stanza.type == "get", let to = stanza.to, state.hosted.contains(to.domain) else {
            return nil
        }
        return stanza.reply(type: to.resource == nil ? "result" : "error")
    }

    private func fail(_ error: StreamError, _ context: ChannelHandlerContext) {
        var writer = XMLWriter()
        writer.write(error.element)
        writer.write(raw: "</stream:stream>")
        write(writer.bytes, context)
        context.close(promise: nil)
    }

    private func write(_ text: String, _ context: ChannelHandlerContext) {
        write(Array(text.utf8), context)
    }

    private func write(_ bytes: [UInt8], _ context: ChannelHandlerContext) {
        context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: bytes)), promise: nil)
    }
}
