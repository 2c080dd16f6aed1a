// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import postern_simulator

@Suite struct FaultsTests {
    @Test("a key that is left out has its default")
    func defaults() throws {
        let json = "{\"latency_ms\":5,\"error_rates\":{\"429\":0.1},\"reports\":\"early\"}"
        let faults = try JSONDecoder().decode(Faults.self, from: Data(json.utf8))
        var expected = Faults()
        expected.latencyMilliseconds = 5
        expected.errorRates = ["429": 0.1]
        expected.reports = .early
        #expect(faults == expected)
        #expect(faults.problem == nil)
    }

    static let wrong = [
        "{\"error_rates\":{\"418\":0.1}}", "{\"lost_answers\":1.5}", "{\"close_before\":-1}", "{\"parts\":0}",
        "{\"latency_ms\":-5}",
    ]

    @Test("what cannot be is refused", arguments: wrong)
    func refuses(json: String) throws {
        #expect(try JSONDecoder().decode(Faults.self, from: Data(json.utf8)).problem != nil)
    }

    static let reportPlans: [(Faults.Reports, [String])] = [
        (.normal, ["delivered 1"]), (.none, []), (.early, ["delivered 1 early"]), (.late, ["delivered 1"]),
        (.duplicate, ["delivered 1", "delivered 1"]), (.failed, ["failed 1"]), (.expired, ["expired 1"]),
        (.reordered, ["delivered 2", "sent 1"]),
    ]

    @Test("each kind of report has its plan", arguments: reportPlans)
    func plans(reports: Faults.Reports, expected: [String]) {
        var faults = Faults()
        faults.reports = reports
        let plan = Report.plan(faults)
        #expect(plan.map { "\($0.state) \($0.event)\($0.isEarly ? " early" : "")" } == expected)
        #expect(plan.map(\.delay) == plan.map(\.delay).sorted())
        #expect(plan.allSatisfy { $0.isEarly || $0.delay >= .milliseconds(50) })
    }
}
