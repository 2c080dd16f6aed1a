// SPDX-License-Identifier: Apache-2.0

/// Lets so many through at a time; the others wait in the order in which they came.
actor Turnstile {
    private var free: Int
    private(set) var waiting: [CheckedContinuation<Void, Never>] = []

    /// - Parameter places: at least 1.
    init(places: Int) {
        free = max(places, 1)
    }

    /// Does the work as soon as there is a place for it.
    nonisolated func pass<Result: Sendable>(_ work: () async -> Result) async -> Result {
        await enter()
        let result = await work()
        await leave()
        return result
    }

    private func enter() async {
        guard free == 0 else { return free -= 1 }
        await withCheckedContinuation { waiting.append($0) }
    }

    /// Whoever waits longest gets the place itself, so that nobody who comes just now takes it.
    private func leave() {
        if waiting.isEmpty { free += 1 } else { waiting.removeFirst().resume() }
    }
}
