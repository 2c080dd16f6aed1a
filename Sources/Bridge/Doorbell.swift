// SPDX-License-Identifier: Apache-2.0

/// Wakes one waiting task. Rings while it is busy are one ring: it looks at everything anyway.
package struct Doorbell: Sendable {
    package let rings: AsyncStream<Void>
    private let continuation: AsyncStream<Void>.Continuation

    package init() {
        (rings, continuation) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    package func ring() {
        continuation.yield()
    }

    /// Ends the waiting task's loop.
    package func close() {
        continuation.finish()
    }
}
