// SPDX-License-Identifier: Apache-2.0

import Settings

extension Configuration {
    /// `[store]`: the database, and how long what is in it is kept.
    package struct Store: Sendable, Equatable {
        /// Absolute, or relative to where Postern was started.
        package let path: String
        /// How long the body of a delivered message stays; zero erases it at once.
        package let keepBodies: Duration
        /// How long the body of a message stays that was not delivered, so that it can be sent again.
        package let keepFailed: Duration
        /// How long a message is listed at all.
        package let keepMetadata: Duration
        /// How long a link to an attachment works.
        package let keepFiles: Duration

        init(_ table: SettingsTable, _ source: SecretSource) {
            path = FilePath.resolve(table.value("path", .text, default: "postern.db"), in: source.folder)
            keepBodies = table.value("keep_bodies", .duration, default: .zero)
            keepFailed = table.value("keep_failed", .duration, default: .days(1))
            keepMetadata = table.value("keep_metadata", .duration, default: .days(30))
            keepFiles = table.value("keep_files", .duration, default: .days(30))
            table.finish()
        }
    }
}

extension Duration {
    static func hours(_ count: Int) -> Duration { .seconds(count * 3600) }
    static func days(_ count: Int) -> Duration { .seconds(count * 86_400) }
}
