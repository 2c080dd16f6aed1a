// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// Python's `email` package as an independent reader of our mail.
enum PythonReader {
    /// What Python made of one mail.
    struct Reading: Decodable {
        let headers: [[String]]
        /// Of the mail and of every part; empty for a flawless one.
        let defects: [String]
        let parts: [Part]

        struct Part: Decodable {
            let type: String
            let name: String?
            /// Decoded, in hexadecimal digits.
            let bytes: String
        }

        func header(_ name: String) -> String? { headers.first { $0[0] == name }?[1] }
    }

    private static let script = """
        import email, email.policy, json, sys
        mail = email.message_from_bytes(sys.stdin.buffer.read(), policy=email.policy.default)
        defects, parts = [], []
        for part in mail.walk():
            defects += [repr(d) for d in part.defects]
            for name, value in part.items():
                defects += [name + ": " + repr(d) for d in value.defects]
            if not part.is_multipart():
                data = part.get_payload(decode=True)
                defects += [repr(d) for d in part.defects if repr(d) not in defects]
                parts.append({"type": part.get_content_type(), "name": part.get_filename(), "bytes": data.hex()})
        headers = [[name, str(value)] for name, value in mail.items()]
        print(json.dumps({"headers": headers, "defects": defects, "parts": parts}))
        """

    static func read(_ mail: [UInt8]) throws -> Reading {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["python3", "-c", script]
        let input = Pipe()
        let output = Pipe()
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        try input.fileHandleForWriting.write(contentsOf: Data(mail))
        try input.fileHandleForWriting.close()
        let answer = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0, "python3 is needed for this test, and could not read the mail")
        return try JSONDecoder().decode(Reading.self, from: answer)
    }
}
