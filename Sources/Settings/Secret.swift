// SPDX-License-Identifier: Apache-2.0

/// A value that must never reach a log, an error or a listing: whatever prints it prints `<secret>`.
package struct Secret: Hashable, Sendable {
    /// The secret itself, for the one place that uses it.
    package let revealed: String

    package init(_ revealed: String) {
        self.revealed = revealed
    }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "<secret>" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: [:]) }
}
