// SPDX-License-Identifier: Apache-2.0

/// How the messages of a network belong together, as values: the bridge places a message within a transaction, where it
/// asks nobody.
package struct ThreadRules: Sendable, Equatable {
    package let subjects: SubjectRule
    /// The ids by which answers name our messages; nil where they have none before the network has taken them.
    package let ids: NetworkIDForm?
    /// Where servers may replace those ids in silence; nil: they do not.
    package let serverNames: ServerNames?

    package init(subjects: SubjectRule, ids: NetworkIDForm? = nil, serverNames: ServerNames? = nil) {
        self.subjects = subjects
        self.ids = ids
        self.serverNames = serverNames
    }
}
