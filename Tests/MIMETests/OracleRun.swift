// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Runs `Oracle/oracle.py` once.
enum OracleRun {
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    static let result = Result { try run() }
    /// Empty where the script could not be run; `OracleTests` says why.
    static var shapes: [OracleShape] { (try? result.get()) ?? [] }

    private static func run() throws -> [OracleShape] {
        let script = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Oracle/oracle.py")
        let python = Process()
        let output = Pipe()
        python.executableURL = URL(filePath: "/usr/bin/env")
        // -B: nothing is written beside the script.
        python.arguments = ["python3", "-B", script.path()]
        python.standardOutput = output
        try python.run()
        let lines = try output.fileHandleForReading.readToEnd() ?? Data()
        python.waitUntilExit()
        guard python.terminationStatus == 0 else {
            throw Failure(
                description: "python3 ended with \(python.terminationStatus) over \(script.path()); "
                    + "127 means that python3 is not installed")
        }
        let decoder = JSONDecoder()
        decoder.dataDecodingStrategy = .base64
        return try lines.split(separator: UInt8(ascii: "\n")).map { try decoder.decode(OracleShape.self, from: $0) }
    }
}
