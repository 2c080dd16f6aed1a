// SPDX-License-Identifier: Apache-2.0

import Synchronization

typealias TransferResult = Result<ReceivedResponse, TransferFailure>

/// A request on its way through the loop. Its continuation is resumed exactly once.
struct TransferJob: Sendable {
    let id: UInt64
    let request: HTTPRequest
    let continuation: CheckedContinuation<TransferResult, Never>
}

/// What tasks want of the transfer loop. They post at any time; the loop collects all of it at once, and is woken only
/// when it sleeps: a hundred requests at a time cost one wake-up.
final class TransferMailbox: Sendable {
    struct Batch: Sendable {
        var starts: [TransferJob] = []
        var cancellations: Set<UInt64> = []
        /// Everything is to end; nothing comes after this batch.
        var ends = false
    }

    private struct State {
        var batch = Batch()
        /// Set while the loop sleeps.
        var sleeper: MultiHandle.Waker?
        var isClosed = false
        var loopHasEnded = false
        var waitingForEnd: [CheckedContinuation<Void, Never>] = []
    }

    private let state = Mutex(State())

    // MARK: - For tasks

    /// False when the mailbox is closed: the job was not taken, and its continuation is still the caller's to resume.
    func start(_ job: TransferJob) -> Bool {
        state.withLock { state in
            guard !state.isClosed else { return false }
            state.batch.starts.append(job)
            wake(&state)
            return true
        }
    }

    /// Ends the transfer with this id, if there is one.
    func cancel(_ id: UInt64) {
        state.withLock { state in
            guard !state.isClosed else { return }
            state.batch.cancellations.insert(id)
            wake(&state)
        }
    }

    /// Ends all transfers and the loop.
    func close() {
        state.withLock { state in
            guard !state.isClosed else { return }
            state.isClosed = true
            state.batch.ends = true
            wake(&state)
        }
    }

    /// Returns when the loop has ended.
    func end() async {
        await withCheckedContinuation { continuation in
            let hasEnded = state.withLock { state in
                if !state.loopHasEnded { state.waitingForEnd.append(continuation) }
                return state.loopHasEnded
            }
            if hasEnded { continuation.resume() }
        }
    }

    private func wake(_ state: inout State) {
        state.sleeper?.wake()
        state.sleeper = nil
    }

    // MARK: - For the loop

    /// Everything posted since the last time; empty where there is nothing. The loop is awake from here on.
    func collect() -> Batch {
        state.withLock { state in
            state.sleeper = nil
            defer { state.batch = Batch() }
            return state.batch
        }
    }

    /// Whether the loop may sleep, to be woken by `waker`: false when something has been posted meanwhile.
    func maySleep(_ waker: MultiHandle.Waker) -> Bool {
        state.withLock { state in
            guard state.batch.starts.isEmpty, state.batch.cancellations.isEmpty, !state.batch.ends else { return false }
            state.sleeper = waker
            return true
        }
    }

    func loopEnded() {
        let waiting = state.withLock { state in
            state.loopHasEnded = true
            defer { state.waitingForEnd = [] }
            return state.waitingForEnd
        }
        for continuation in waiting { continuation.resume() }
    }
}
