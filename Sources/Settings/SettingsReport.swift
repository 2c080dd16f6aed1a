// SPDX-License-Identifier: Apache-2.0

/// Collects what is wrong while files are loaded, so that an operator sees every problem at once and not one a start.
package final class SettingsReport {
    private var found: [SettingsProblem] = []

    /// Every key path that a loader has asked for, whether it was there or not: the keys that are known.
    package internal(set) var known: Set<String> = []

    package init() {}

    /// Adds a problem; the same one twice counts once.
    package func add(_ problem: SettingsProblem) {
        if !found.contains(problem) { found.append(problem) }
    }

    package var isEmpty: Bool { found.isEmpty }

    /// Every problem, by file and line.
    package var problems: [SettingsProblem] {
        found.sorted { ($0.file, $0.line ?? 0, $0.path) < ($1.file, $1.line ?? 0, $1.path) }
    }
}
