// SPDX-License-Identifier: Apache-2.0

import Foundation
import GatewayKit
import Testing

@testable import Store

@Suite("By how much the wall clock was set")
struct ClockReadingTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        /// How far the wall clock moved, and the other one.
        let moved: Duration
        let passed: Duration
        var boot: String? = "b"
        let jump: Duration
    }

    private static let day = Duration.seconds(86_400)

    @Test(
        "is what it moved more than time has passed",
        arguments: [
            Case(testDescription: "nothing", moved: .zero, passed: .zero, jump: .zero),
            Case(testDescription: "time passes", moved: day, passed: day, jump: .zero),
            Case(testDescription: "a time service at work", moved: .seconds(60.9), passed: .seconds(60), jump: .zero),
            Case(testDescription: "a step", moved: .seconds(65), passed: .seconds(60), jump: .seconds(5)),
            Case(
                testDescription: "a year ahead", moved: day * 365, passed: .seconds(60), jump: day * 365 - .seconds(60)),
            Case(
                testDescription: "three days back", moved: day * -3, passed: .seconds(1), jump: day * -3 - .seconds(1)),
            Case(
                testDescription: "back, and not as far as time has passed", moved: .seconds(10), passed: .seconds(70),
                jump: .seconds(-60)),
            Case(testDescription: "both were set back", moved: day * -3, passed: day * -3, jump: day * -3),
            Case(
                testDescription: "another boot, and later", moved: day, passed: .seconds(-500), boot: "c", jump: .zero),
            Case(
                testDescription: "another boot, and earlier", moved: day * -1, passed: .seconds(-500), boot: "c",
                jump: day * -1),
            Case(testDescription: "nobody knows of boots", moved: day, passed: .zero, boot: nil, jump: .zero),
            Case(testDescription: "nor of them, and earlier", moved: day * -1, passed: day, boot: nil, jump: day * -1),
        ])
    func jump(_ example: Case) {
        let start = Date(timeIntervalSince1970: 1_700_000_000)
        let first = ClockReading(wall: start, uptime: .seconds(1000), boot: example.boot == nil ? nil : "b")
        let second = ClockReading(
            wall: start + example.moved.seconds, uptime: .seconds(1000) + example.passed, boot: example.boot)
        #expect(second.jump(since: first) == example.jump)
    }
}
