// SPDX-License-Identifier: Apache-2.0

/// What became of a call to a known hook; the value of the metric's `result`.
enum HookOutcome: String, Sendable, CaseIterable {
    case stored
    /// Known, and nothing to store.
    case ignored
    /// Among its events was one that the descriptor does not know.
    case unknown
    case method
    case tooLarge = "too-large"
    case late
    case broken
    case noRoom = "no-room"
    case forged
    case malformed
    case unstored
}
