// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// The proof, still to come, that the server has routed what was relayed.
package struct Confirmation: Sendable {
    let promise: ConfirmationPromise
    /// What it was relayed on.
    let stream: LinkStream

    /// Returns when the server's answer is back; throws when the link drops first, or when the waiting task is
    /// cancelled.
    package func wait() async throws(LinkDown) {
        try await promise.result().get()
    }
}

/// The other end of a `Confirmation`: kept once, by the first outcome.
final class ConfirmationPromise: Sendable {
    private typealias Waiter = CheckedContinuation<Result<Void, LinkDown>, Never>

    private struct State {
        var outcome: Result<Void, LinkDown>?
        var waiters: [Int: Waiter] = [:]
        var cancelled: Set<Int> = []
        var nextWaiter = 0
    }

    private let state = Mutex(State())

    func finish(_ outcome: Result<Void, LinkDown>) {
        let waiters = state.withLock { state -> [Waiter] in
            guard state.outcome == nil else { return [] }
            state.outcome = outcome
            defer { state.waiters = [:] }
            return Array(state.waiters.values)
        }
        for waiter in waiters { waiter.resume(returning: outcome) }
    }

    func result() async -> Result<Void, LinkDown> {
        let number = state.withLock { state in
            state.nextWaiter += 1
            return state.nextWaiter
        }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { waiter in
                let known = state.withLock { state -> Result<Void, LinkDown>? in
                    if let outcome = state.outcome { return outcome }
                    if state.cancelled.remove(number) != nil { return .failure(LinkDown()) }
                    state.waiters[number] = waiter
                    return nil
                }
                if let known { waiter.resume(returning: known) }
            }
        } onCancel: {
            cancel(number)
        }
    }

    private func cancel(_ number: Int) {
        let waiter = state.withLock { state -> Waiter? in
            guard let waiter = state.waiters.removeValue(forKey: number) else {
                state.cancelled.insert(number)
                return nil
            }
            return waiter
        }
        waiter?.resume(returning: .failure(LinkDown()))
    }
}
