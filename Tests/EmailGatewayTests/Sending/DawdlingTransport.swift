// SPDX-License-Identifier: Apache-2.0

import Synchronization
import Transfer

/// A web that answers when the test says so: with redirects, then with a picture.
final class DawdlingTransport: HTTPTransport {
    private typealias Turn = CheckedContinuation<Bool, Never>

    private struct State {
        var turns: [Int: Turn] = [:]
        var asked = 0
        var redirectsLeft: Int
    }

    private let state: Mutex<State>

    init(redirects: Int = 0) {
        state = Mutex(State(redirectsLeft: redirects))
    }

    /// Requests that wait for their answer.
    var waiting: Int { state.withLock { $0.turns.count } }
    /// Requests so far.
    var asked: Int { state.withLock { $0.asked } }

    /// Answers all that wait.
    func answer() {
        let turns = state.withLock { state in
            defer { state.turns = [:] }
            return state.turns.values
        }
        for turn in turns { turn.resume(returning: true) }
    }

    func send(_ request: HTTPRequest) async throws(TransferFailure) -> HTTPResponse {
        let id = state.withLock { state in
            state.asked += 1
            return state.asked
        }
        let isAnswered = await withTaskCancellationHandler {
            await withCheckedContinuation { turn in
                if Task.isCancelled { return turn.resume(returning: false) }
                state.withLock { $0.turns[id] = turn }
                if Task.isCancelled { cancel(id) }
            }
        } onCancel: {
            cancel(id)
        }
        guard isAnswered else { throw .cancelled(mayHaveBeenSent: true) }
        let redirects = state.withLock { state in
            defer { state.redirectsLeft = max(0, state.redirectsLeft - 1) }
            return state.redirectsLeft
        }
        return redirects > 0
            ? ScriptedTransport.redirect(302, to: "https://a.example/\(redirects)") : ScriptedTransport.file([1, 2, 3])
    }

    private func cancel(_ id: Int) {
        state.withLock { $0.turns.removeValue(forKey: id) }?.resume(returning: false)
    }
}
