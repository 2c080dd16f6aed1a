// SPDX-License-Identifier: Apache-2.0

import Logging
import PosternConfiguration
import Synchronization

/// How the log is written: a reload may change it for every logger at once.
final class LogOutput: Sendable {
    static let shared = LogOutput()

    private struct Settings {
        var level = Logger.Level.info
        var format = Configuration.Log.Format.text
    }

    private let settings = Mutex(Settings())

    var level: Logger.Level { settings.withLock { $0.level } }
    var format: Configuration.Log.Format { settings.withLock { $0.format } }

    func apply(_ log: Configuration.Log) {
        settings.withLock {
            $0.level = Logger.Level(rawValue: log.level.rawValue) ?? .info
            $0.format = log.format
        }
    }
}
