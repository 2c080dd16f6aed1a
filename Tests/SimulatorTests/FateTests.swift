// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import postern_simulator

@Suite struct FateTests {
    static func faults(_ change: (inout Faults) -> Void) -> Faults {
        var faults = Faults()
        change(&faults)
        return faults
    }

    static let certain: [(Faults, Fate.Outcome)] = [
        (faults { _ in }, .take),
        (faults { $0.lostAnswers = 1 }, .takeSilently),
        (faults { $0.closeBefore = 1 }, .close),
        (faults { $0.errorRates = ["429": 1] }, .refuse(.throttled)),
        (faults { $0.errorRates = ["opted-out": 1] }, .refuse(.optedOut)),
        (faults { $0.errorRates = ["garbage": 1] }, .garbage),
        (faults { $0.errorRates = ["500": 0] }, .take),
    ]

    @Test("a certain fault happens, and none that is not asked for", arguments: certain)
    func isCertain(faults: Faults, outcome: Fate.Outcome) {
        var dice = Dice(seed: 1)
        for _ in 0..<100 { #expect(Fate(faults, dice: &dice).outcome == outcome) }
    }

    @Test("rates add up, and the same seed throws the same")
    func isRepeatable() {
        let faults = Self.faults {
            $0.errorRates = ["500": 0.2, "401": 0.1]
            $0.lostAnswers = 0.1
        }
        func throwAll() -> [Fate] {
            var dice = Dice(seed: 42)
            return (0..<10_000).map { _ in Fate(faults, dice: &dice) }
        }
        let fates = throwAll()
        #expect(fates == throwAll())
        for (outcome, rate) in [(Fate.Outcome.refuse(.broken), 0.2), (.refuse(.badKey), 0.1), (.takeSilently, 0.1)] {
            let share = Double(fates.count { $0.outcome == outcome }) / 10_000
            #expect(abs(share - rate) < 0.02, "\(outcome): \(share)")
        }
    }

    @Test("the delay is the latency and up to the jitter")
    func delays() {
        let faults = Self.faults {
            $0.latencyMilliseconds = 100
            $0.jitterMilliseconds = 10
        }
        var dice = Dice(seed: 7)
        let delays = Set((0..<1000).map { _ in Fate(faults, dice: &dice).delay })
        #expect(delays.min() == .milliseconds(100))
        #expect(delays.max() == .milliseconds(110))
    }
}
