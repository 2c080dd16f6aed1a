// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Measures the real binary: `postern-bench FOLDER-OF-BINARIES [MESSAGES] [PART...]`. Run it by `scripts/bench`.
@main
enum Bench {
    /// What can be measured by itself.
    enum Part: String, CaseIterable {
        case texts, mail, memory, decoding
    }

    static func main() async throws {
        let arguments = CommandLine.arguments.dropFirst()
        guard let folder = arguments.first, let (messages, parts) = options(arguments.dropFirst()) else {
            let parts = Part.allCases.map(\.rawValue).joined(separator: "|")
            print("usage: postern-bench FOLDER-OF-BINARIES [MESSAGES] [\(parts)]...")
            exit(64)
        }
        Machine.describe(command: CommandLine.arguments)
        let binaries = URL(fileURLWithPath: folder)
        for part in parts { try await measure(part, messages, binaries) }
    }

    private static func options(_ arguments: ArraySlice<String>) -> (messages: Int, parts: [Part])? {
        let messages = arguments.first.flatMap { Int($0) }
        let names = messages == nil ? arguments : arguments.dropFirst()
        let parts = names.compactMap(Part.init)
        guard parts.count == names.count, messages ?? 1 > 0 else { return nil }
        return (messages ?? 20_000, parts.isEmpty ? Part.allCases : parts)
    }

    private static func measure(_ part: Part, _ messages: Int, _ binaries: URL) async throws {
        switch part {
        case .texts:
            try await Stage.play(Scene.texts, binaries) { stage in
                try await Idle(stage).run()
                try await Pings(stage).run(count: messages * 5)
                try await Outbound(stage).run(count: messages)
                try await Inbound(stage).run(count: messages)
                stage.report("resident after the texts", "\(stage.postern.residentMegabytes) MB")
            }
        case .mail:
            try await Stage.play(Scene.mail, binaries) { stage in
                try await Idle(stage).run()
                try await Intake(stage).run(count: messages)
                try await Submission(stage).run(count: messages)
                stage.report("resident after the mails", "\(stage.postern.residentMegabytes) MB")
            }
        case .memory:
            try await Stage.play(Scene.mail, binaries) { try await Memory($0).run(count: messages) }
        case .decoding:
            try await Decoding().run()
        }
    }
}
