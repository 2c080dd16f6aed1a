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

    private let domain: String
    private let state = Mutex(State())
    private let listener = Mutex<(any Channel)?>(nil)

    /// `domain` is the component's.
    init(domain: String) {
        self.domain = domain
    }

    var results: Int { state.withLock { $0.results } }
    /// Messages of any kind that arrived.
    var messages: Int { state.withLock { $0.messages } }
    var isConnected: Bool { state.withLock { $0.channel != nil } }

    /// Listens on a free port of the loopback and returns it.
    func start() async throws -> Int {
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelInitializer { [domain] channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(PlayedStream(server: self, domain: domain))
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

    func opened(_ channel: any Channel) { state.withLock { $0.channel = channel } }

    func count(results: Int, messages: Int, receipts: [String]) {
        let now = ContinuousClock.now
        state.withLock { state in
            state.results += results
            state.messages += messages
            for id in receipts { state.receipts[id] = now }
        }
    }
}
