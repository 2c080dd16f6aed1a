// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A program that runs to its end.
enum Command {
    struct Failed: Error, CustomStringConvertible {
        let command: String
        let status: Int32
        var description: String { "`\(command)` ended with status \(status)" }
    }

    /// Returns what it printed; what it complains of goes to our own standard error.
    @discardableResult
    static func run(
        _ path: String, _ arguments: [String], environment: [String: String] = [:]
    ) async throws -> Data {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        let output = Pipe()
        process.standardOutput = output
        let status = try await withCheckedThrowingContinuation {
            (continuation: CheckedContinuation<Int32, any Error>) in
            process.terminationHandler = { continuation.resume(returning: $0.terminationStatus) }
            do {
                try process.run()
            } catch {
                continuation.resume(throwing: error)
            }
        }
        let printed = try output.fileHandleForReading.readToEnd() ?? Data()
        guard status == 0 else { throw Failed(command: ([path] + arguments).joined(separator: " "), status: status) }
        return printed
    }
}
