// SPDX-License-Identifier: Apache-2.0

import Foundation

/// What the command line asks for: `FOLDER-OF-BINARIES [MESSAGES] [PART...]`.
struct BenchPlan {
    let binaries: URL
    let messages: Int
    let parts: [Bench.Part]

    /// A sentence that lets whoever typed it mend the command.
    struct Mistake: Error, CustomStringConvertible {
        let description: String
    }

    private static let usage =
        "usage: postern-bench FOLDER-OF-BINARIES [MESSAGES] "
        + "[\(Bench.Part.allCases.map(\.rawValue).joined(separator: "|"))]..."

    init(_ arguments: [String]) throws(Mistake) {
        guard let folder = arguments.first else { throw Mistake(description: Self.usage) }
        var names = arguments.dropFirst()
        var messages = 20_000
        if let first = names.first, let number = Int(first) {
            // Every client of the texts has something to do from here on.
            guard number >= 100 else {
                throw Mistake(description: "\(number) messages are too few to measure; 100 are the least")
            }
            messages = number
            names = names.dropFirst()
        }
        var parts: [Bench.Part] = []
        for name in names {
            guard let part = Bench.Part(rawValue: name) else {
                throw Mistake(description: "there is no part \"\(name)\"; \(Self.usage)")
            }
            parts.append(part)
        }
        self.parts = parts.isEmpty ? Bench.Part.usual : parts
        self.messages = messages
        binaries = URL(fileURLWithPath: folder)
        if self.parts.contains(where: { $0 != .decoding }) { try Self.check(folder) }
    }

    private static func check(_ folder: String) throws(Mistake) {
        for program in ["postern", "postern-simulator"] {
            let path = folder + "/" + program
            var isFolder: ObjCBool = false
            let exists = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
            guard exists, !isFolder.boolValue, FileManager.default.isExecutableFile(atPath: path) else {
                throw Mistake(
                    description: "there is no program \(path); scripts/bench builds it and names the right folder")
            }
        }
    }
}
