// SPDX-License-Identifier: Apache-2.0

import Dispatch

/// Runs what takes the processor for long, one task at a time, and leaves the threads on which all other tests wait for
/// each other to those.
final class OneThread: TaskExecutor {
    static let shared = OneThread()

    private let queue = DispatchQueue(label: "postern.tests.one-thread")

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.async { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
}
