// SPDX-License-Identifier: Apache-2.0

import Dispatch
import Synchronization

/// Holds a thread until a test lets it go.
final class Gate: Sendable {
    private let semaphore = DispatchSemaphore(value: 0)
    private let state = Mutex(false)

    /// A thread stands at it.
    var isWaiting: Bool { state.withLock { $0 } }

    func wait() {
        state.withLock { $0 = true }
        semaphore.wait()
    }

    func open() { semaphore.signal() }
}
