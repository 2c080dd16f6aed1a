// SPDX-License-Identifier: Apache-2.0

import Foundation

/// What commands write: data to standard output, sentences to standard error.
enum Output {
    private static let standardOutput = FileDescriptor(number: STDOUT_FILENO)
    private static let standardError = FileDescriptor(number: STDERR_FILENO)

    /// Ends the command where the line cannot be written.
    static func line(_ text: String) {
        guard let failure = standardOutput.write(Array((text + "\n").utf8)).failure else { return }
        let ending = OutputEnding(failure)
        if let sentence = ending.sentence { error(sentence) }
        Main.end(ending.status)
    }

    /// Where even this cannot be written, the exit status has to do.
    static func error(_ sentence: String) {
        complain("postern: \(sentence)")
    }

    /// A text on standard error that says by itself whose it is.
    static func complain(_ text: String) {
        _ = standardError.write(Array((text + "\n").utf8))
    }

    /// A value as JSON with stable keys; nil is written as null.
    static func json(_ value: some Encodable) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        line(String(decoding: try encoder.encode(value), as: UTF8.self))
    }
}

/// Rows under a heading, in columns as wide as their widest cell.
struct TextTable {
    let heading: [String]
    var rows: [[String]] = []

    init(_ heading: String...) {
        self.heading = heading
    }

    mutating func add(_ cells: String...) {
        // One row is one line, whatever a provider wrote into an error text.
        rows.append(cells.map { $0.split(whereSeparator: \.isNewline).joined(separator: " ") })
    }

    var text: String {
        let lines = [heading] + rows
        let widths = heading.indices.map { column in lines.map { $0[column].count }.max() ?? 0 }
        return lines.map { cells in
            let padded = zip(cells, widths).map { $0 + String(repeating: " ", count: $1 - $0.count) }
            return padded.joined(separator: "  ").trimmingCharacters(in: .whitespaces)
        }.joined(separator: "\n")
    }
}
