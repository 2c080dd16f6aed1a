// SPDX-License-Identifier: Apache-2.0

package import Foundation
import GatewayKit
import Synchronization
package import Testing

/// Clocks that stand still until a test moves them. A sleeper wakes when its time has passed, whatever the clock on the
/// wall says.
package final class ManualTime: TimeSource {
    private struct Sleeper {
        let id: Int
        let until: Duration
        let continuation: CheckedContinuation<Void, any Error>
    }

    private struct State {
        var now: Date
        var uptime = Duration.seconds(1000)
        var boot = 1
        var nextID = 0
        var cancelled: Set<Int> = []
        var sleepers: [Sleeper] = []
    }

    private let state: Mutex<State>

    package init(_ now: Date = Date(timeIntervalSince1970: 1_700_000_000)) {
        state = Mutex(State(now: now))
    }

    package var now: Date { state.withLock { $0.now } }
    package var uptime: Duration { state.withLock { $0.uptime } }
    package var boot: String? { state.withLock { "boot \($0.boot)" } }

    /// How many tasks are asleep: a test waits for it before it moves the clock.
    package var sleepers: Int { state.withLock { $0.sleepers.count } }

    /// Time passes, for both clocks.
    package func advance(by duration: Duration) {
        let due = state.withLock { state in
            state.now += duration.seconds
            state.uptime += duration
            let uptime = state.uptime
            let due = state.sleepers.filter { $0.until <= uptime }
            state.sleepers.removeAll { $0.until <= uptime }
            return due
        }
        for sleeper in due { sleeper.continuation.resume() }
    }

    /// Moves the clock on in steps until the condition holds, each when so many tasks sleep: what waits on the clock has
    /// got there, and it is never hurried past what a slow machine has yet to do.
    package func advance(
        by step: Duration, whenAsleep count: Int = 1, until what: String,
        sourceLocation: SourceLocation = #_sourceLocation, _ condition: () async throws -> Bool
    ) async throws {
        try await eventually(what, sourceLocation: sourceLocation) {
            if try await condition() { return true }
            if sleepers >= count { advance(by: step) }
            return false
        }
    }

    /// Moves the clock on in so many steps, each when so many tasks sleep.
    package func advance(
        by step: Duration, times: Int, whenAsleep count: Int = 1, sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        for number in 1...times {
            try await eventually("the clock is waited for, step \(number)", sourceLocation: sourceLocation) {
                sleepers >= count
            }
            advance(by: step)
        }
    }

    /// Somebody sets the clock on the wall, forwards or back. No time passes, and nobody wakes.
    package func jump(by duration: Duration) {
        state.withLock { $0.now += duration.seconds }
    }

    /// The machine starts anew: its time up counts from nothing.
    package func reboot() {
        state.withLock { state in
            state.uptime = .zero
            state.boot += 1
        }
    }

    package func sleep(for duration: Duration) async throws {
        let id = state.withLock { state in
            state.nextID += 1
            return state.nextID
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let refused = state.withLock { state in
                    if state.cancelled.remove(id) != nil { return true }
                    state.sleepers.append(
                        Sleeper(id: id, until: state.uptime + duration, continuation: continuation))
                    return false
                }
                if refused { continuation.resume(throwing: CancellationError()) }
            }
        } onCancel: {
            cancel(id)
        }
    }

    private func cancel(_ id: Int) {
        let sleeper = state.withLock { state -> Sleeper? in
            guard let index = state.sleepers.firstIndex(where: { $0.id == id }) else {
                state.cancelled.insert(id)
                return nil
            }
            return state.sleepers.remove(at: index)
        }
        sleeper?.continuation.resume(throwing: CancellationError())
    }
}
