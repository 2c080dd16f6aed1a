// SPDX-License-Identifier: Apache-2.0

import NIOCore
import NIOPosix
import Notation

/// A call to a mail server that only waits for its greeting, to see whether it is there.
package enum Greeting {
    private static let patience = TimeAmount.seconds(10)

    package struct Problem: Error, Sendable {
        /// What happened, where, and what to do.
        package let sentence: String
    }

    /// The words of the greeting (RFC 5321 section 4.2), or why there is none.
    package static func read(host: String, port: Int) async -> Result<String, Problem> {
        let place = HostAndPort(host: host, port: port)
        let words = MultiThreadedEventLoopGroup.singleton.next().makePromise(of: String.self)
        do {
            let channel = try await ClientBootstrap(group: words.futureResult.eventLoop)
                .connectTimeout(patience)
                .channelInitializer { channel in
                    channel.eventLoop.makeCompletedFuture {
                        try channel.pipeline.syncOperations.addHandler(GreetingHandler(words))
                    }
                }
                .connect(host: host, port: port).get()
            let deadline = channel.eventLoop.scheduleTask(in: patience) { channel.close(promise: nil) }
            defer {
                deadline.cancel()
                channel.close(promise: nil)
            }
            return .success(try await words.futureResult.get())
        } catch let problem as Problem {
            return .failure(Problem(sentence: "\(place) \(problem.sentence)"))
        } catch {
            words.fail(error)
            let sentence = "Nothing answers at \(place): is the daemon running, and the port right?"
            return .failure(Problem(sentence: sentence))
        }
    }
}

/// Waits for the first reply.
private final class GreetingHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let words: EventLoopPromise<String>
    private var decoder = ReplyDecoder()

    init(_ words: EventLoopPromise<String>) {
        self.words = words
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var bytes = unwrapInboundIn(data)
        do {
            guard let reply = try decoder.next(&bytes) else { return }
            let text = ServerWords.cleaned(reply.lines.joined(separator: " "))
            guard reply.code == 220 else {
                return words.fail(Greeting.Problem(sentence: "refuses us: \(reply.code) \(text)"))
            }
            words.succeed(text)
        } catch {
            words.fail(Greeting.Problem(sentence: "answers with something that is not SMTP; is the port right?"))
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        words.fail(Greeting.Problem(sentence: "takes the connection and says nothing; see its log"))
    }
}
