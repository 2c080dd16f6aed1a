// SPDX-License-Identifier: Apache-2.0

package import struct Foundation.Date

/// The clock on the wall, passed in wherever time matters, so that a test can move it.
package protocol TimeSource: Sendable {
    var now: Date { get }
    /// Waits; throws `CancellationError` when the task is cancelled.
    func sleep(for duration: Duration) async throws
}

/// The system's own clock.
package struct SystemTime: TimeSource {
    package init() {}

    package var now: Date { Date() }

    package func sleep(for duration: Duration) async throws {
        try await Task.sleep(for: duration)
    }
}

extension Duration {
    /// The duration in seconds, as Foundation counts them.
    package var seconds: Double {
        Double(components.seconds) + Double(components.attoseconds) / 1e18
    }
}
