// SPDX-License-Identifier: Apache-2.0

import NIOCore
import Synchronization

/// Reads nothing while something waits to be written, as a server does that has one process for both; and nothing at all
/// while it is deaf.
final class OneProcessHandler: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundIn = ByteBuffer

    private let play: PlayedServerPlay
    private var wantsToRead = false

    init(_ play: PlayedServerPlay) {
        self.play = play
    }

    func read(context: ChannelHandlerContext) {
        guard !play.state.withLock({ $0.isDeaf }) else { return }
        guard context.channel.isWritable else { return wantsToRead = true }
        context.read()
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        if context.channel.isWritable, wantsToRead {
            wantsToRead = false
            context.read()
        }
        context.fireChannelWritabilityChanged()
    }
}
