// SPDX-License-Identifier: Apache-2.0

extension TimeSource {
    /// Does the work, and cancels it when the time is over; what it then gives counts.
    package func limit<Result: Sendable>(
        to duration: Duration, _ work: @escaping @Sendable () async -> Result
    ) async -> Result {
        let task = Task(operation: work)
        let alarm = Task { if (try? await sleep(for: duration)) != nil { task.cancel() } }
        defer { alarm.cancel() }
        return await withTaskCancellationHandler {
            await task.value
        } onCancel: {
            task.cancel()
        }
    }
}
