// SPDX-License-Identifier: Apache-2.0

package import Testing

/// Waits for a condition by looking again and again; fails at the caller's line after so many looks.
///
/// Looks are counted and not seconds: on a machine that is busy with something else each of them takes longer, and so does
/// the patience. Where nothing else runs, the default is five minutes: a disk that stood still for one has been met.
package func eventually(
    _ what: String, looks: Int = 150_000, sourceLocation: SourceLocation = #_sourceLocation,
    _ condition: () async throws -> Bool
) async throws {
    for _ in 0..<looks {
        if try await condition() { return }
        try await Task.sleep(for: .milliseconds(2))
    }
    Issue.record("not within \(looks) looks: \(what)", sourceLocation: sourceLocation)
}

extension Trait where Self == TimeLimitTrait {
    /// Ends a test that hangs. No test is to come near it, on whatever machine: how long something takes is measured in
    /// `Benchmarks/`, and what has to happen is waited for by `eventually`.
    package static var patience: Self { .timeLimit(.minutes(15)) }
}
