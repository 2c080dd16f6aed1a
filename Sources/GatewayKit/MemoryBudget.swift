// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// The memory that one door holds for others, of which nobody can keep everything (design section 9).
///
/// What is larger than the budget, or than a share of it, is let through when nothing else is held: it would never be.
package final class MemoryBudget: Sendable {
    private struct Waiter {
        let id: Int
        let octets: Int
        let holder: String?
        let turn: CheckedContinuation<Bool, Never>
    }

    private struct State {
        var held = 0
        var shares: [String: Int] = [:]
        /// In the order in which they came.
        var waiters: [Waiter] = []
        var lastID = 0
    }

    private let octets: Int
    private let share: Int
    private let state = Mutex(State())

    /// - Parameter share: what one holder may have of it, in octets.
    package init(octets: Int, share: Int) {
        self.octets = octets
        self.share = share
    }

    /// Octets that are held.
    package var held: Int { state.withLock { $0.held } }

    /// Takes so much at once; false, and nothing is taken, where there is no room for it.
    ///
    /// - Parameter holder: whose share it is; nil: of somebody who may have everything.
    package func take(_ octets: Int, for holder: String?) -> Bool {
        state.withLock { state in
            guard hasRoom(octets, state), hasShare(octets, holder, state) else { return false }
            book(octets, holder, &state)
            return true
        }
    }

    /// Waits until there is room; false, and nothing is taken, where the task is cancelled. Who waits longest is served
    /// first; only who waits for a share of their own, and who needs next to nothing, stands in nobody's way.
    package func wait(for octets: Int, holder: String?) async -> Bool {
        let id = state.withLock { state in
            state.lastID += 1
            return state.lastID
        }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { turn in
                let turns = state.withLock { state in
                    state.waiters.append(Waiter(id: id, octets: octets, holder: holder, turn: turn))
                    return admit(&state)
                }
                for turn in turns { turn.resume(returning: true) }
                // A cancellation that came just before found nobody waiting.
                if Task.isCancelled { forget(id) }
            }
        } onCancel: {
            forget(id)
        }
    }

    package func give(back octets: Int, of holder: String?) {
        let turns = state.withLock { state in
            book(-octets, holder, &state)
            return admit(&state)
        }
        for turn in turns { turn.resume(returning: true) }
    }
}

extension MemoryBudget {
    /// Such a part of the whole is next to nothing.
    private static let smallPart = 64

    private func hasRoom(_ octets: Int, _ state: State) -> Bool {
        state.held == 0 || state.held + octets <= self.octets
    }

    private func hasShare(_ octets: Int, _ holder: String?, _ state: State) -> Bool {
        guard let holder, let held = state.shares[holder] else { return true }
        return held + octets <= share
    }

    private func book(_ octets: Int, _ holder: String?, _ state: inout State) {
        state.held += octets
        guard let holder else { return }
        let held = state.shares[holder, default: 0] + octets
        state.shares[holder] = held > 0 ? held : nil
    }

    /// Takes for those that can go on now; they are to be told.
    private func admit(_ state: inout State) -> [CheckedContinuation<Bool, Never>] {
        var turns: [CheckedContinuation<Bool, Never>] = []
        var staying: [Waiter] = []
        var isBlocked = false
        for waiter in state.waiters {
            let isSmall = waiter.octets <= octets / Self.smallPart
            let isShared = hasShare(waiter.octets, waiter.holder, state)
            if isShared, isSmall || !isBlocked, hasRoom(waiter.octets, state) {
                book(waiter.octets, waiter.holder, &state)
                turns.append(waiter.turn)
            } else {
                staying.append(waiter)
                if isShared, !isSmall { isBlocked = true }
            }
        }
        state.waiters = staying
        return turns
    }

    private func forget(_ id: Int) {
        let turns = state.withLock { state -> [CheckedContinuation<Bool, Never>] in
            guard let index = state.waiters.firstIndex(where: { $0.id == id }) else { return [] }
            let turn = state.waiters.remove(at: index).turn
            turn.resume(returning: false)
            // It may have stood in somebody's way.
            return admit(&state)
        }
        for turn in turns { turn.resume(returning: true) }
    }
}
