// SPDX-License-Identifier: Apache-2.0

import Foundation

/// How long tests that play at random go on: a moment, or with `scripts/test --all` ten times that.
package enum Thoroughness {
    package static let isAll = ProcessInfo.processInfo.environment["POSTERN_TESTS"] == "all"

    /// The seeds of so many games.
    package static func seeds(_ count: UInt64) -> ClosedRange<UInt64> {
        1...(isAll ? count * 10 : count)
    }
}
