// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Runs `Oracle/oracle.py` once, with the Python of this checkout's environment (scripts/python-environment).
enum NumberOracle {
    /// One number as somebody writes it.
    struct Form: Sendable {
        let region: String
        /// `national`, `cc(0)`, …
        let name: String
        let typed: String
        /// The number that is meant, E.164.
        let meant: String
        /// What the package reads; `-` where it reads none.
        let reading: String
    }

    struct Answer: Sendable {
        let version: String
        let forms: [Form]
    }

    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    static let answer = Result { try run() }

    private static func run() throws -> Answer {
        let folder = URL(filePath: #filePath).deletingLastPathComponent()
        let checkout = folder.deletingLastPathComponent().deletingLastPathComponent()
        let own = checkout.appending(path: ".venv/bin/python").path()
        let name = FileManager.default.isExecutableFile(atPath: own) ? own : "python3"
        let python = Process()
        let output = Pipe()
        python.executableURL = URL(filePath: "/usr/bin/env")
        // -B: nothing is written beside the script.
        python.arguments = [name, "-B", folder.appending(path: "Oracle/oracle.py").path()]
        python.standardOutput = output
        try python.run()
        let text = String(decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
        python.waitUntilExit()
        let lines = text.split(separator: "\n")
        guard python.terminationStatus == 0, let version = lines.first else {
            throw Failure(
                description: "\(name) ended with \(python.terminationStatus) and has no phonenumbers package: "
                    + "run scripts/python-environment")
        }
        return Answer(version: String(version), forms: try lines.dropFirst().map(form))
    }

    private static func form(_ line: Substring) throws -> Form {
        let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
        guard fields.count == 5 else { throw Failure(description: "not a line of five fields: \(line)") }
        return Form(region: fields[0], name: fields[1], typed: fields[2], meant: fields[3], reading: fields[4])
    }
}
