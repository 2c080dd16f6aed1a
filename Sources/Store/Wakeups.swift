// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// Tells whoever looks for work that there may be some. Several wake-ups that nobody has taken yet are one.
final class Wakeups: Sendable {
    private struct Listeners {
        var nextID = 0
        var streams: [Int: AsyncStream<Void>.Continuation] = [:]
        var isFinished = false
    }

    private let listeners = Mutex(Listeners())

    /// A stream for one listener, until it stops listening or the store is closed.
    func stream() -> AsyncStream<Void> {
        let (stream, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let id = listeners.withLock { listeners in
            listeners.nextID += 1
            if listeners.isFinished { continuation.finish() }
            listeners.streams[listeners.nextID] = continuation
            return listeners.nextID
        }
        continuation.onTermination = { [weak self] _ in
            self?.listeners.withLock { _ = $0.streams.removeValue(forKey: id) }
        }
        return stream
    }

    func wake() {
        let streams = listeners.withLock { Array($0.streams.values) }
        for stream in streams { stream.yield() }
    }

    func finish() {
        let streams = listeners.withLock { listeners in
            listeners.isFinished = true
            return Array(listeners.streams.values)
        }
        for stream in streams { stream.finish() }
    }
}
