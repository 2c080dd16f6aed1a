// SPDX-License-Identifier: Apache-2.0

import Foundation

/// What commands write: data to standard output, sentences to standard error.
enum Output {
    static func line(_ text: String) {
        FileHandle.standardOutput.write(Data((text + "\n").utf8))
    }

    static func error(_ sentence: String) {
        FileHandle.standardError.write(Data("postern: \(sentence)\n".utf8))
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
