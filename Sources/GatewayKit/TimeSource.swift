// SPDX-License-Identifier: Apache-2.0

import Glibc

package import struct Foundation.Date

/// The clocks, passed in wherever time matters, so that a test can move them.
///
/// The clock on the wall says when something was, and anybody may set it. How long something takes is measured by
/// `uptime` and `sleep`, which nobody can set.
package protocol TimeSource: Sendable {
    /// The clock on the wall.
    var now: Date { get }
    /// How long the machine has been up, its sleep included; the same for every process of it.
    var uptime: Duration { get }
    /// Names this start of the machine, by which `uptime` is counted; nil: not known.
    var boot: String? { get }
    /// Waits; throws `CancellationError` when the task is cancelled.
    func sleep(for duration: Duration) async throws
}

/// The system's own clocks.
package struct SystemTime: TimeSource {
    package init() {}

    package var now: Date { Date() }

    package var uptime: Duration {
        var time = timespec()
        clock_gettime(CLOCK_BOOTTIME, &time)
        return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
    }

    package var boot: String? { Self.thisBoot }

    private static let thisBoot = readBoot()

    /// Linux makes a new random one at each start.
    private static func readBoot() -> String? {
        guard let file = fopen("/proc/sys/kernel/random/boot_id", "re") else { return nil }
        defer { fclose(file) }
        var line = [CChar](repeating: 0, count: 64)
        guard fgets(&line, Int32(line.count), file) != nil else { return nil }
        let id = line.prefix { $0 != 0 && $0 != 10 }.map { UInt8(bitPattern: $0) }
        return id.isEmpty ? nil : String(decoding: id, as: UTF8.self)
    }

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
