// SPDX-License-Identifier: Apache-2.0

import NIOCore
import NIOPosix
import SMTP
import ServiceLifecycle

/// Where Postern submits its mail: a listener, and a session for each connection.
final class SubmissionServer: Service {
    private typealias Connection = NIOAsyncChannel<ByteBuffer, ByteBuffer>

    /// The port that it listens on, also where the system chose it.
    let port: Int
    private let listener: NIOAsyncChannel<Connection, Never>
    private let policy: SubmissionPolicy

    /// Listens from now on; whoever connects waits until `run`. Port 0 lets the system choose.
    init(host: String, port: Int, policy: SubmissionPolicy) async throws {
        let listener: NIOAsyncChannel<Connection, Never> = try await ServerBootstrap(
            group: MultiThreadedEventLoopGroup.singleton
        )
        .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
        .bind(host: host, port: port) { channel in
            channel.eventLoop.makeCompletedFuture {
                try Connection(wrappingChannelSynchronously: channel)
            }
        }
        self.listener = listener
        self.port = listener.channel.localAddress?.port ?? 0
        self.policy = policy
    }

    func run() async throws {
        do {
            try await cancelWhenGracefulShutdown { [self] in try await listen() }
        } catch is CancellationError {
            // The way in which it ends.
        }
    }

    private func listen() async throws {
        try await withThrowingDiscardingTaskGroup { group in
            defer { group.cancelAll() }
            try await listener.executeThenClose { connections in
                for try await connection in connections {
                    group.addTask { await self.serve(connection) }
                }
            }
        }
    }

    /// A connection that breaks ends its session, and nothing else.
    private func serve(_ connection: Connection) async {
        try? await connection.executeThenClose { inbound, outbound in
            var session = SubmissionSession(policy)
            var input = ByteBuffer()
            try await outbound.write(Self.written([session.greeting]))
            for try await bytes in inbound {
                input.writeImmutableBuffer(bytes)
                guard try await perform(session.receive(&input), outbound) else { return }
                input.discardReadBytes()
            }
        }
    }

    /// False where the connection is to be closed. Replies that come together go out together.
    private func perform(
        _ actions: [SubmissionSession.Action], _ outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>
    ) async throws -> Bool {
        var replies: [Reply] = []
        for action in actions {
            if case .say(let reply) = action {
                replies.append(reply)
                continue
            }
            if !replies.isEmpty { try await outbound.write(Self.written(replies)) }
            replies = []
            guard case .pause(let delay) = action else { return false }
            try await Task.sleep(for: delay)
        }
        if !replies.isEmpty { try await outbound.write(Self.written(replies)) }
        return true
    }

    private static func written(_ replies: [Reply]) -> ByteBuffer {
        var buffer = ByteBuffer()
        for reply in replies { reply.write(into: &buffer) }
        return buffer
    }
}
