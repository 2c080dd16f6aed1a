// SPDX-License-Identifier: Apache-2.0

/// What is to become of one request.
struct Fate: Equatable {
    enum Outcome: Equatable {
        case take
        /// Taken, and the connection closed without an answer.
        case takeSilently
        /// Not taken, and the connection closed.
        case close
        case refuse(SendError)
        /// 200 and something that is not JSON; not taken.
        case garbage
    }

    let outcome: Outcome
    let delay: Duration

    /// One throw decides among the outcomes, so that their rates add up.
    init(_ faults: Faults, dice: inout Dice) {
        let jitter = faults.jitterMilliseconds > 0 ? Int.random(in: 0...faults.jitterMilliseconds, using: &dice) : 0
        delay = .milliseconds(faults.latencyMilliseconds + jitter)
        guard faults.closeBefore > 0 || faults.lostAnswers > 0 || !faults.errorRates.isEmpty else {
            outcome = .take
            return
        }
        var left = Double.random(in: 0..<1, using: &dice)
        func isHit(_ rate: Double) -> Bool {
            left -= rate
            return left < 0
        }
        if isHit(faults.closeBefore) {
            outcome = .close
        } else if isHit(faults.lostAnswers) {
            outcome = .takeSilently
        } else if let hit = faults.errorRates.sorted(by: { $0.key < $1.key }).first(where: { isHit($0.value) }) {
            outcome = SendError(fault: hit.key).map(Outcome.refuse) ?? .garbage
        } else {
            outcome = .take
        }
    }
}
