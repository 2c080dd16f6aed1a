// SPDX-License-Identifier: Apache-2.0

import NIOCore
import NIOPosix
import SMTP

extension Postman {
    /// How long one attempt may take.
    static let timeout: Duration = .seconds(60)

    /// Delivers over a connection of its own to `host` and `port`.
    static func connecting(
        host: String, port: Int, name: String, language: DeliverySession.Language
    ) -> Deliver {
        { parcel in
            let session = DeliverySession(parcel, name: name, language: language)
            return await withTaskGroup(of: DeliverySession.Outcome.self) { group in
                group.addTask { await converse(session, host: host, port: port) }
                group.addTask {
                    try? await Task.sleep(for: timeout)
                    return .later("No answer within \(timeout).")
                }
                defer { group.cancelAll() }
                return await group.next() ?? .later("No attempt was made.")
            }
        }
    }

    private static func converse(_ session: DeliverySession, host: String, port: Int) async -> DeliverySession.Outcome {
        do {
            let connection: NIOAsyncChannel<ByteBuffer, ByteBuffer> = try await ClientBootstrap(
                group: MultiThreadedEventLoopGroup.singleton
            ).connect(host: host, port: port) { channel in
                channel.eventLoop.makeCompletedFuture { try NIOAsyncChannel(wrappingChannelSynchronously: channel) }
            }
            return try await connection.executeThenClose { inbound, outbound in
                try await play(session, inbound, outbound)
            }
        } catch {
            return .later("The connection to \(host):\(port) failed: \(error)")
        }
    }

    private static func play(
        _ session: DeliverySession, _ inbound: NIOAsyncChannelInboundStream<ByteBuffer>,
        _ outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>
    ) async throws -> DeliverySession.Outcome {
        var session = session
        var replies = ReplyDecoder()
        var input = ByteBuffer()
        for try await bytes in inbound {
            input.writeImmutableBuffer(bytes)
            while let reply = try replies.next(&input) {
                switch session.receive(reply) {
                case .send(let bytes): try await outbound.write(bytes)
                case .finish(let outcome):
                    try? await outbound.write(ByteBuffer(string: Command.quit.wireLine))
                    return outcome
                }
            }
        }
        return .later("Postern hung up.")
    }
}
