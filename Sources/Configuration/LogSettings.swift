// SPDX-License-Identifier: Apache-2.0

import Settings

extension Configuration {
    /// `[log]`
    package struct Log: Sendable, Equatable {
        package let level: Level
        package let format: Format

        /// From the most to the least talkative.
        package enum Level: String, Sendable, CaseIterable {
            case trace, debug, info, notice, warning, error
        }

        package enum Format: String, Sendable, CaseIterable {
            case text, json
        }

        init(_ table: SettingsTable) {
            level = table.value("level", .word(), default: .info)
            format = table.value("format", .word(), default: .text)
            table.finish()
        }
    }
}
