// SPDX-License-Identifier: Apache-2.0

import Dispatch
import Synchronization

/// Runs what takes the processor for long, each one task at a time, and leaves the threads on which all other tests wait for
/// each other to those.
final class OneThread: TaskExecutor {
    /// Two, because each measures what its own thread takes; more would only be in each other's way.
    private static let all = [OneThread(), OneThread()]
    private static let turn = Atomic(0)

    private let queue = DispatchQueue(label: "postern.tests.one-thread")

    /// They take turns.
    static func next() -> OneThread {
        all[turn.wrappingAdd(1, ordering: .relaxed).newValue & 1]
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.async { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
}
