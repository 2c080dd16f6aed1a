// SPDX-License-Identifier: Apache-2.0

import NIOCore
import Synchronization

/// One connection of a link: carries out what `ComponentProtocol` decides.
final class LinkStream: Sendable {
    private struct State {
        var machine: ComponentProtocol
        /// By the id of the ping that will keep it. A keepalive's ping has none.
        var promises: [String: ConfirmationPromise] = [:]
        /// While the receiver has the last read in hand, the server's silence is of our own making.
        var isPaused = false
        /// Bytes of answers that the socket has not taken yet.
        var backlog = 0

        /// For a ping that was not written: nothing will come back for it.
        mutating func forget(_ ping: Stanza) {
            guard let id = ping.id else { return }
            machine.forgetPing(id)
            promises[id] = nil
        }
    }

    private let state: Mutex<State>
    private let domain: JID
    private let channel: any Channel
    private let outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>

    /// How long the last words may take to leave before the connection is cut.
    private static let farewellLimit = TimeAmount.seconds(2)
    /// Seconds are what the protocol counts in.
    static let tick = Duration.seconds(1)
    /// Bytes of answers above which reading waits until the server has taken some. Below it reading never waits for
    /// writing: a server that reads nothing while it writes (ejabberd's component processes do so) and a component that
    /// does the same would wait for each other. 4 MiB is more than the buffers of both sides' sockets hold.
    static let longestBacklog = 4 * 1024 * 1024

    init(
        _ settings: LinkSettings, target: Int, _ channel: any Channel,
        _ outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>
    ) {
        let machine = ComponentProtocol(settings, target: target)
        domain = machine.domain
        state = Mutex(State(machine: machine))
        self.channel = channel
        self.outbound = outbound
    }

    var isStable: Bool { state.withLock { $0.machine.isStable } }
    /// The ping target with which the next stream begins.
    var pingTarget: Int { state.withLock { $0.machine.pingTarget } }

    func send(_ stanzas: [Stanza]) async throws(LinkDown) {
        try await write(bytes(of: stanzas))
    }

    func relay(_ stanzas: [Stanza]) async throws(LinkDown) -> Confirmation {
        let promise = ConfirmationPromise()
        let ping = state.withLock { state -> Stanza? in
            guard let ping = state.machine.ping(), let id = ping.id else { return nil }
            state.promises[id] = promise
            return ping
        }
        guard let ping else { throw LinkDown() }
        do throws(LinkDown) {
            try await write(bytes(of: stanzas + [ping]))
        } catch {
            state.withLock { $0.forget(ping) }
            throw error
        }
        state.withLock { state in ping.id.map { state.machine.wrotePing($0) } }
        return Confirmation(promise: promise, stream: self)
    }

    /// Says good-bye and lets everyone know who still waits for a confirmation.
    func close(_ failure: LinkFailure?) async {
        let (farewell, promises) = state.withLock { state in
            defer { state.promises = [:] }
            return (state.machine.close(), state.promises.values)
        }
        for promise in promises { promise.finish(.failure(LinkDown(failure))) }
        if !farewell.isEmpty { await writeLast(farewell) }
    }
}

// The two tasks of a connection.
extension LinkStream {
    /// Reads until the stream ends and tells why. One read is one batch: parsed, handed on and answered as a whole.
    func read(_ inbound: NIOAsyncChannelInboundStream<ByteBuffer>, _ link: ComponentLink) async -> LinkFailure.Reason? {
        let parser = XMLStreamParser()
        var events: [XMLStreamEvent] = []
        do {
            if let end = await perform(handle(.connected), link) { return end }
            for try await bytes in inbound {
                events.removeAll(keepingCapacity: true)
                var failure: XMLStreamFailure?
                do throws(XMLStreamFailure) { try parser.parse(bytes, into: &events) } catch { failure = error }
                if let end = await perform(handle(.parsed(events, failure)), link) { return end }
            }
            return Task.isCancelled ? nil : await perform(handle(.ended), link)
        } catch {
            return Task.isCancelled ? nil : LinkFailure.Reason(reading: error)
        }
    }

    /// Counts the seconds until the machine has had enough of them, or the task is cancelled.
    func watch(_ sleep: @Sendable (Duration) async throws -> Void) async -> LinkFailure.Reason? {
        while (try? await sleep(Self.tick)) != nil {
            let actions = state.withLock { $0.isPaused ? [] : $0.machine.handle(.tick) }
            for action in actions {
                switch action {
                // Not through the writer, which may be stalled: that is what the ping is to find out.
                case .write(let bytes): channel.writeAndFlush(ByteBuffer(bytes: bytes), promise: nil)
                case .end(let reason): return reason
                case .up, .deliver, .confirm: break
                }
            }
        }
        return nil
    }

    private func handle(_ event: ComponentProtocol.Event) -> [ComponentProtocol.Action] {
        state.withLock { $0.machine.handle(event) }
    }

    /// Carries out the actions of one event with one write; returns what ends the stream.
    private func perform(_ actions: [ComponentProtocol.Action], _ link: ComponentLink) async -> LinkFailure.Reason? {
        var output: [UInt8] = []
        var end: LinkFailure.Reason?
        for action in actions {
            switch action {
            case .write(let bytes): output += bytes
            case .up: await withReadingPaused { await link.opened(self) }
            case .deliver(let stanzas): output += bytes(of: await withReadingPaused { await link.deliver(stanzas) })
            case .confirm(let ids): confirm(ids)
            case .end(let reason): end = reason
            }
        }
        if output.isEmpty { return end }
        if end != nil || Task.isCancelled {
            await writeLast(output)
        } else {
            await answer(output)
        }
        return end
    }

    /// Nothing is read while the body runs, and so nothing is held against the server.
    private func withReadingPaused<Result: Sendable>(_ body: () async -> Result) async -> Result {
        state.withLock { $0.isPaused = true }
        defer { state.withLock { $0.isPaused = false } }
        return await body()
    }

    private func confirm(_ ids: [String]) {
        let promises = state.withLock { state in ids.compactMap { state.promises.removeValue(forKey: $0) } }
        for promise in promises { promise.finish(.success(())) }
    }
}

// Writing.
extension LinkStream {
    private func bytes(of stanzas: [Stanza]) -> [UInt8] {
        var writer = XMLWriter()
        for stanza in stanzas { writer.write(stanza.addressed(from: domain)) }
        return writer.bytes
    }

    private func write(_ bytes: [UInt8]) async throws(LinkDown) {
        guard !bytes.isEmpty else { return }
        do { try await outbound.write(ByteBuffer(bytes: bytes)) } catch { throw LinkDown() }
    }

    /// Writes without waiting, unless too much is waiting already. A write that fails does not know why; the next read
    /// does, and it may still hold the server's last words.
    private func answer(_ bytes: [UInt8]) async {
        let backlog = state.withLock { state in
            state.backlog += bytes.count
            return state.backlog
        }
        let written: EventLoopFuture<Void> = channel.writeAndFlush(ByteBuffer(bytes: bytes))
        written.whenComplete { [self] _ in state.withLock { $0.backlog -= bytes.count } }
        guard backlog > Self.longestBacklog else { return }
        let channel = channel
        await withTaskCancellationHandler {
            try? await written.get()
        } onCancel: {
            channel.eventLoop.scheduleTask(in: Self.farewellLimit) { channel.close(promise: nil) }
        }
    }

    /// Writes although the task may be cancelled, and gives up soon: the connection ends behind it in any case.
    private func writeLast(_ bytes: [UInt8]) async {
        guard channel.isActive else { return }
        let channel = channel
        let deadline = channel.eventLoop.scheduleTask(in: Self.farewellLimit) { channel.close(promise: nil) }
        try? await channel.writeAndFlush(ByteBuffer(bytes: bytes)).get()
        deadline.cancel()
    }
}
