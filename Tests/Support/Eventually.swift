// SPDX-License-Identifier: Apache-2.0

package import Testing

/// Waits for a condition by looking again and again; fails at the caller's line when `deadline` has passed.
package func eventually(
    _ what: String, within deadline: Duration = .seconds(60), sourceLocation: SourceLocation = #_sourceLocation,
    _ condition: () async throws -> Bool
) async throws {
    let clock = ContinuousClock()
    let end = clock.now + deadline
    while clock.now < end {
        if try await condition() { return }
        try await Task.sleep(for: .milliseconds(2))
    }
    Issue.record("not within \(deadline): \(what)", sourceLocation: sourceLocation)
}
