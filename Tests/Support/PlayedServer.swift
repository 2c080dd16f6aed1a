// SPDX-License-Identifier: Apache-2.0

package import NIOCore
import NIOPosix
import Synchronization
package import XMPP

/// An XMPP server's component listener (XEP-0114), played: on loopback, on a port of its own, for one component at a
/// time. It checks the handshake, keeps what arrives, routes self-pings back, and does what the test says. It may be as
/// strict as the strictest that there are: `dropBareIQs`, `host`, `admitOne`, and `buffers` of a few KiB.
package final class PlayedServer: Sendable {
    /// What a component that connects meets.
    package enum Behaviour: Sendable {
        case accept
        /// The header, then this stream error, whatever the secret.
        case refuse(StreamError)
        /// The connection is taken and nothing is said.
        case silent
        /// These bytes at once, such as another protocol's greeting.
        case greet(String)
    }

    package let domain: String
    package let secret: String
    package let port: Int
    private let listener: any Channel
    private let play: PlayedServerPlay

    /// Listens on `port` (0: any free one) of a loopback address. `prepare` may add handlers, such as TLS, to each new connection.
    ///
    /// - Parameter buffers: bytes that a socket may hold each way; such a server reads nothing while it writes, as one
    ///   does that has one process for both. nil: what the system gives.
    package init(
        domain: String = "sms.example.org", secret: String = "s3cret", behaviour: Behaviour = .accept,
        host: String = "127.0.0.1", port: Int = 0, buffers: Int? = nil,
        prepare: @escaping @Sendable (any Channel) throws -> Void = { _ in }
    ) async throws {
        let play = PlayedServerPlay(domain: domain, secret: secret, behaviour: behaviour)
        var bootstrap = ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
        if let buffers {
            let size = SocketOptionValue(buffers)
            bootstrap =
                bootstrap
                .serverChannelOption(.socketOption(.so_rcvbuf), value: size)
                .childChannelOption(.socketOption(.so_sndbuf), value: size)
                .childChannelOption(.writeBufferWaterMark, value: .init(low: 1, high: 2))
        }
        listener =
            try await bootstrap
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try prepare(channel)
                    if buffers != nil { try channel.pipeline.syncOperations.addHandler(OneProcessHandler(play)) }
                    try channel.pipeline.syncOperations.addHandler(PlayedServerHandler(play))
                }
            }
            .bind(host: host, port: port).get()
        self.domain = domain
        self.secret = secret
        self.port = listener.localAddress?.port ?? 0
        self.play = play
    }

    /// Closes the listener and the connection.
    package func stop() async {
        try? await listener.close()
        await drop()
    }
}

// What the component did.
extension PlayedServer {
    /// Stanzas that arrived since the start, in order, but for self-pings that were routed back.
    package var received: [Stanza] { play.state.withLock { $0.received } }
    /// How many they are; also counted where they are not kept.
    package var receivedCount: Int { play.state.withLock { $0.receivedCount } }
    /// Self-pings, answered or not.
    package var pings: [Stanza] { play.state.withLock { $0.pings } }
    /// How many of the self-pings that came back to it the component has answered.
    package var pongs: Int { play.state.withLock { $0.pongs } }
    /// IQs to addresses without a resource that were dropped.
    package var droppedIQs: Int { play.state.withLock { $0.droppedIQs } }
    /// How many connections there were.
    package var connections: Int { play.state.withLock { $0.connections } }
    /// A component is connected and its handshake was right.
    package var isUp: Bool { play.state.withLock { $0.isUp } }
    /// The stream errors that the component sent.
    package var streamErrors: [StreamError] { play.state.withLock { $0.streamErrors } }
    /// How often a component said good-bye with `</stream:stream>`.
    package var farewells: Int { play.state.withLock { $0.farewells } }
    /// Bytes that `flood` has brought into the socket.
    package var flooded: Int { play.state.withLock { $0.flooded } }
}

// What the server does.
extension PlayedServer {
    package func behave(_ behaviour: Behaviour) {
        play.state.withLock { $0.behaviour = behaviour }
    }

    /// Whether self-pings are routed back (they are at the start).
    package func routePings(_ isOn: Bool) {
        play.state.withLock { $0.routesPings = isOn }
    }

    /// IQs to this domain are answered, as by the server itself: a ping with a result where it is to the domain, and with an
    /// error where there is a resource.
    package func host(_ domain: String) {
        play.state.withLock { _ = $0.hosted.insert(domain) }
    }

    /// Whether IQs to addresses without a resource vanish, requests and results (ejabberd with `mod_privilege`).
    package func dropBareIQs(_ isOn: Bool) {
        play.state.withLock { $0.dropsBareIQs = isOn }
    }

    /// Whether a second connection of the component meets `<conflict/>` while the first is there (Prosody).
    package func admitOne(_ isOn: Bool) {
        play.state.withLock { $0.admitsOne = isOn }
    }

    /// From now on a server with `buffers` reads nothing any more.
    package func goDeaf() {
        play.state.withLock { $0.isDeaf = true }
    }

    /// Whether arriving stanzas are kept, or only counted (they are kept at the start).
    package func keep(_ isOn: Bool) {
        play.state.withLock { $0.keeps = isOn }
    }

    /// Sends stanzas as they stand.
    package func send(_ stanzas: Stanza...) async throws {
        var writer = XMLWriter()
        for stanza in stanzas { writer.write(stanza) }
        try await send(raw: writer.bytes)
    }

    /// Sends text, well-formed or not; returns when the socket has taken it.
    package func send(raw text: String) async throws {
        try await send(raw: Array(text.utf8))
    }

    package func send(raw bytes: [UInt8]) async throws {
        guard let channel = play.state.withLock({ $0.channel }) else { throw ChannelError.ioOnClosedChannel }
        try await channel.writeAndFlush(ByteBuffer(bytes: bytes))
    }

    /// Sends the same bytes again and again, each when the socket has taken the one before.
    package func flood(_ bytes: [UInt8], times: Int) async throws {
        for _ in 0..<times {
            try await send(raw: bytes)
            play.state.withLock { $0.flooded += bytes.count }
        }
    }

    /// Cuts the connection without a word.
    package func drop() async {
        let channel = play.state.withLock { $0.channel }
        try? await channel?.close()
    }
}
