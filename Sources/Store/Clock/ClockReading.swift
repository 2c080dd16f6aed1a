// SPDX-License-Identifier: Apache-2.0

import GatewayKit

import struct Foundation.Date

/// What the clock on the wall and the one that nobody can set said at the same moment.
struct ClockReading: Sendable {
    /// Less is not worth a word: it is what a time service does to a clock all day, and what passes between two looks.
    static let tolerance = Duration.seconds(1)

    let wall: Date
    let uptime: Duration
    /// Which start of the machine `uptime` counts from; nil: not known.
    let boot: String?

    init(wall: Date, uptime: Duration, boot: String?) {
        self.wall = wall
        self.uptime = uptime
        self.boot = boot
    }

    init(_ time: any TimeSource) {
        self.init(wall: time.now, uptime: time.uptime, boot: time.boot)
    }

    /// By how much the wall clock was set since an earlier reading: what it has moved more than time has passed. Zero where
    /// it was not.
    ///
    /// Of another start of the machine nobody knows how much time has passed. Then a clock that is ahead is believed, for
    /// the machine may have been off for so long; one that stands before the earlier reading was set back at least to there.
    func jump(since earlier: ClockReading) -> Duration {
        let moved = wall.milliseconds - earlier.wall.milliseconds
        let isSameBoot = boot != nil && boot == earlier.boot
        let passed = isSameBoot ? (uptime - earlier.uptime).milliseconds : max(0, moved)
        let jump = Duration.milliseconds(min(moved - passed, moved < 0 ? moved : .max))
        return abs(jump.milliseconds) <= Self.tolerance.milliseconds ? .zero : jump
    }
}
