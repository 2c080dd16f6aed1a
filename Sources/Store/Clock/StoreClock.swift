// SPDX-License-Identifier: Apache-2.0

import GatewayKit
import Synchronization

/// Sees to it that a jump of the wall clock changes nothing of how long things wait: before anything else is done in the
/// first transaction after it, the times in the store are moved along.
final class StoreClock: Sendable {
    /// How often the store is told the time. It is needed after a start of the machine, to see a clock that went back.
    private static let interval = Duration.seconds(60)

    private struct State {
        /// By which the times in the store are meant; nil until the first transaction.
        var last: ClockReading?
        var saved: ClockReading?
        var jumped = Duration.zero
    }

    private let time: any TimeSource
    private let state = Mutex(State())

    init(time: any TimeSource) {
        self.time = time
    }

    /// Whether the wall clock was set since the last transaction.
    var hasJumped: Bool {
        guard let last = state.withLock({ $0.last }) else { return false }
        return ClockReading(time).jump(since: last) != .zero
    }

    /// By how much the store has been moved since this was last asked; nil where it was not.
    func takeJump() -> Duration? {
        state.withLock { state in
            defer { state.jumped = .zero }
            return state.jumped == .zero ? nil : state.jumped
        }
    }

    /// Brings the store's times up to this reading, in a transaction that has just begun.
    func keep(_ reading: ClockReading, in transaction: Transaction) throws(StoreFailure) {
        let state = state.withLock { $0 }
        if let last = state.last, let saved = state.saved, reading.jump(since: last) == .zero,
            reading.uptime - saved.uptime < Self.interval
        {
            return transaction.effects.clock = .init(reading: reading, saved: saved, jump: .zero)
        }
        let jump: Duration
        if let saved = try transaction.savedClock() {
            jump = reading.jump(since: saved)
        } else {
            jump = try transaction.jumpOfOldStore(reading)
        }
        if jump != .zero { try transaction.moveTimes(by: jump, until: reading.wall) }
        try transaction.save(reading)
        transaction.effects.clock = .init(reading: reading, saved: reading, jump: jump)
    }

    /// The transaction is on disk.
    func kept(_ outcome: Outcome) {
        state.withLock { state in
            state.last = outcome.reading
            state.saved = outcome.saved
            state.jumped += outcome.jump
        }
    }

    /// What `keep` did in a transaction; it counts once that is committed.
    struct Outcome {
        let reading: ClockReading
        let saved: ClockReading
        let jump: Duration
    }
}
