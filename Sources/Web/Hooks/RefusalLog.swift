// SPDX-License-Identifier: Apache-2.0

import GatewayKit
import Logging
import Synchronization

/// Tells the operator of refused calls, at most once a minute for each hook and reason: whoever can reach the listener
/// must not be able to fill the log. The metrics count them all.
struct RefusalLog: Sendable {
    private static let pause: Duration = .seconds(60)

    private let logger: Logger
    private let time: any TimeSource
    private let last = LastTimes()

    private final class LastTimes: Sendable {
        let times = Mutex<[String: Duration]>([:])
    }

    init(logger: Logger, time: any TimeSource) {
        self.logger = logger
        self.time = time
    }

    func write(_ outcome: HookOutcome, gateway: String, hook: String, _ sentence: String) {
        guard isDue(outcome, gateway: gateway, hook: hook) else { return }
        let level: Logger.Level = outcome == .unstored ? .error : .warning
        logger.log(
            level: level, "a webhook was refused: \(sentence)", metadata: ["gateway": "\(gateway)", "hook": "\(hook)"])
    }

    /// Taken with success, but nobody knows what it says.
    func writeUnknown(gateway: String, hook: String) {
        guard isDue(.unknown, gateway: gateway, hook: hook) else { return }
        logger.notice(
            "a webhook told of something that its descriptor does not know; nothing was stored of that",
            metadata: ["gateway": "\(gateway)", "hook": "\(hook)"])
    }

    private func isDue(_ outcome: HookOutcome, gateway: String, hook: String) -> Bool {
        let now = time.uptime
        return last.times.withLock { times in
            let key = "\(gateway)/\(hook)/\(outcome.rawValue)"
            if let last = times[key], now - last < Self.pause { return false }
            times[key] = now
            return true
        }
    }
}
