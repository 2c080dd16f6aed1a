// SPDX-License-Identifier: Apache-2.0

import ServiceLifecycle

/// Does things, many at a time, each again and again until it is settled: nothing is lost while Postern restarts.
final class RetryQueue<Item: Sendable>: Service {
    /// What became of one attempt.
    enum Outcome: Sendable {
        case settled
        case failed
    }

    private struct Job: Sendable {
        let item: Item
        var attempt = 1

        /// How long to wait behind this attempt: from 200 ms, doubled each time, to 10 s.
        var pause: Duration { min(.milliseconds(200) * (1 << min(attempt - 1, 10)), .seconds(10)) }
    }

    private let parallel: Int
    private let attempts: Int
    private let attempt: @Sendable (Item) async -> Outcome
    private let onFailure: @Sendable (_ item: Item, _ isLast: Bool) -> Void
    private let (jobs, queue) = AsyncStream<Job>.makeStream()

    /// `parallel` go at a time, and one is given up behind `attempts` failures, each of which is told to `onFailure`.
    init(
        parallel: Int, attempts: Int, onFailure: @escaping @Sendable (_ item: Item, _ isLast: Bool) -> Void,
        attempt: @escaping @Sendable (Item) async -> Outcome
    ) {
        self.parallel = parallel
        self.attempts = attempts
        self.onFailure = onFailure
        self.attempt = attempt
    }

    func add(_ item: Item, after delay: Duration = .zero) {
        enqueue(Job(item: item), after: delay)
    }

    /// Makes the first attempt at once, and waits for it.
    func perform(_ item: Item) async {
        await perform(Job(item: item))
    }

    func run() async throws {
        await cancelWhenGracefulShutdown { [self] in
            await withDiscardingTaskGroup { group in
                for _ in 0..<parallel {
                    group.addTask { for await job in self.jobs { await self.perform(job) } }
                }
            }
        }
    }

    private func perform(_ job: Job) async {
        guard await attempt(job.item) == .failed else { return }
        onFailure(job.item, job.attempt >= attempts)
        guard job.attempt < attempts else { return }
        var next = job
        next.attempt += 1
        enqueue(next, after: job.pause)
    }

    private func enqueue(_ job: Job, after delay: Duration) {
        guard delay > .zero else {
            queue.yield(job)
            return
        }
        Task {
            try? await Task.sleep(for: delay)
            queue.yield(job)
        }
    }
}
