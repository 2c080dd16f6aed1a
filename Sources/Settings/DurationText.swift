// SPDX-License-Identifier: Apache-2.0

import Notation

/// Durations as a settings file writes them: a whole number and `s`, `m`, `h` or `d`.
package enum DurationText {
    /// `"4h"` → four hours. Throws what to write instead.
    package static func parse(_ text: String) throws(InvalidSetting) -> Duration {
        guard let unit = text.last, let seconds = secondsPerUnit[unit],
            let count = UnsignedNumber.parse(text.dropLast())
        else { throw InvalidSetting("\"\(text)\" is no duration; write for example \"10s\", \"5m\", \"4h\" or \"2d\"") }
        let (total, isTooLong) = count.multipliedReportingOverflow(by: seconds)
        guard !isTooLong, total <= longest else {
            throw InvalidSetting("\"\(text)\" is too long; write at most \"36500d\"")
        }
        return .seconds(total)
    }

    /// A hundred years in seconds: far beyond use, and no date computed with it overflows.
    private static let longest = 36_500 * 86_400

    private static let secondsPerUnit: [Character: Int] = ["s": 1, "m": 60, "h": 3600, "d": 86_400]
}
