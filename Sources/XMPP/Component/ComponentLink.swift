// SPDX-License-Identifier: Apache-2.0

package import Logging
package import NIOCore
import NIOPosix
import Synchronization

/// A component's link to its XMPP server (XEP-0114), made again whenever it is lost.
package final class ComponentLink: Sendable {
    package let settings: LinkSettings
    private let delegate: any LinkDelegate
    private let logger: Logger
    private let sleep: @Sendable (Duration) async throws -> Void
    private let group: any EventLoopGroup
    private let current = Mutex(Current())

    private struct Current {
        var state = LinkState.connecting
        /// Set while the state is `.up`.
        var stream: LinkStream?
        /// What the delegate was last told.
        var told = LinkState.connecting
        /// Which ping target answered on the stream before.
        var pingTarget = 0
    }

    /// - Parameters:
    ///   - sleep: waits, and throws when the task is cancelled; a test passes its own.
    ///   - group: where the socket's I/O runs.
    package init(
        settings: LinkSettings, delegate: any LinkDelegate, logger: Logger,
        sleep: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) },
        group: any EventLoopGroup = MultiThreadedEventLoopGroup.singleton
    ) {
        self.settings = settings
        self.delegate = delegate
        self.logger = logger
        self.sleep = sleep
        self.group = group
    }

    package var domain: String { settings.domain }

    /// As it is now. A lost link stays `.down` while it is tried again.
    package var state: LinkState { current.withLock { $0.state } }

    /// Connects, and connects again for ever; returns when the task is cancelled, after the stream has been closed in
    /// order.
    package func run() async {
        var backoff = Backoff()
        while !Task.isCancelled {
            let (failure, wasStable) = await connection()
            guard let failure, !Task.isCancelled else { break }
            if wasStable { backoff.reset() }
            await change(to: .down(failure))
            do { try await sleep(backoff.next()) } catch { break }
        }
        await change(to: .down(nil))
    }

    /// Writes the stanzas, in order and together; waits while the socket does not take more. One without `from` gets
    /// the link's domain, one without an id a new one. That they were written says nothing of their arrival.
    package func send(_ stanzas: [Stanza]) async throws(LinkDown) {
        try await stream().send(stanzas)
    }

    /// Writes the stanzas and a ping behind them; returns when they are written. Several may be in flight.
    ///
    /// - Parameter previous: what must have gone before them on the same stream, so that order is kept; throws where
    ///   that stream was lost, although there may be another one. nil: nothing.
    package func relay(
        _ stanzas: [Stanza], behind previous: Confirmation? = nil
    ) async throws(LinkDown) -> Confirmation {
        let stream = try stream()
        if let previous, previous.stream !== stream { throw LinkDown() }
        return try await stream.relay(stanzas)
    }

    private func stream() throws(LinkDown) -> LinkStream {
        let current = self.current.withLock { $0 }
        if let stream = current.stream { return stream }
        if case .down(let failure) = current.state { throw LinkDown(failure) }
        throw LinkDown()
    }
}

// One connection from beginning to end.
extension ComponentLink {
    /// Why it ended (nil: the task was cancelled), and whether it had held for a while.
    private func connection() async -> (LinkFailure?, wasStable: Bool) {
        do {
            let channel = try await LinkDialer(settings: settings, group: group).connect()
            return try await channel.executeThenClose { inbound, outbound in
                let target = current.withLock { $0.pingTarget }
                let stream = LinkStream(settings, target: target, channel.channel, outbound)
                let reason = await converse(stream, inbound)
                let wasStable = stream.isStable
                let failure = reason.map { LinkFailure($0, settings) }
                forget(stream, failure)
                await stream.close(failure)
                return (failure, wasStable)
            }
        } catch {
            return (Task.isCancelled ? nil : LinkFailure(LinkFailure.Reason(connecting: error), settings), false)
        }
    }

    /// Reads and watches until one of them ends the stream; nil when the task was cancelled.
    private func converse(
        _ stream: LinkStream, _ inbound: NIOAsyncChannelInboundStream<ByteBuffer>
    ) async -> LinkFailure.Reason? {
        await withTaskGroup(of: LinkFailure.Reason?.self) { tasks in
            tasks.addTask { await stream.read(inbound, self) }
            tasks.addTask { await stream.watch(self.sleep) }
            let first = await tasks.next() ?? nil
            tasks.cancelAll()
            return Task.isCancelled ? nil : first
        }
    }

    /// The stream's handshake is done.
    func opened(_ stream: LinkStream) async {
        current.withLock { $0.stream = stream }
        await change(to: .up)
    }

    /// Hands on what was received. A cancelled `run()` does not cancel this: what has been read is nowhere else, and
    /// a store that is cancelled in the middle would lose it.
    func deliver(_ stanzas: [Stanza]) async -> [Stanza] {
        await Task { await delegate.received(stanzas, on: self) }.value
    }

    /// The stream is over: nobody writes to it any more.
    private func forget(_ stream: LinkStream, _ failure: LinkFailure?) {
        let target = stream.pingTarget
        current.withLock { current in
            guard current.stream === stream else { return }
            current.stream = nil
            current.pingTarget = target
            current.state = .down(failure)
        }
    }

    private func change(to state: LinkState) async {
        let isNew = current.withLock { current in
            current.state = state
            defer { current.told = state }
            return current.told != state
        }
        guard isNew else { return }
        switch state {
        case .connecting: break
        case .up: logger.info("link up", metadata: ["domain": "\(domain)", "server": "\(settings.address)"])
        case .down(let failure?): logger.warning("link down: \(failure)", metadata: ["domain": "\(domain)"])
        case .down(nil): logger.info("link closed", metadata: ["domain": "\(domain)"])
        }
        await delegate.linkChanged(state, on: self)
    }
}
