// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Measures the real binary: `postern-bench FOLDER-OF-BINARIES [MESSAGES] [PART...]`. Run it by `scripts/bench`.
@main
enum Bench {
    /// What can be measured by itself.
    enum Part: String, CaseIterable {
        case texts, mail, memory, decoding
        /// One load and nothing else: what `scripts/bench --against` counts instructions of.
        case textsOut = "texts-out"
        case textsIn = "texts-in"
        case mailIn = "mail-in"

        /// Those that are measured where none is named.
        static let usual: [Part] = [.texts, .mail, .memory, .decoding]
    }

    static func main() async {
        do {
            let plan = try BenchPlan(Array(CommandLine.arguments.dropFirst()))
            Machine.describe(command: CommandLine.arguments)
            for part in plan.parts { try await measure(part, plan.messages, plan.binaries) }
        } catch let failure as BenchPlan.Mistake {
            end(failure.description, status: 64)
        } catch {
            end("\(error)", status: 1)
        }
    }

    private static func end(_ sentence: String, status: Int32) -> Never {
        FileHandle.standardError.write(Data("postern-bench: \(sentence)\n".utf8))
        exit(status)
    }

    private static func measure(_ part: Part, _ messages: Int, _ binaries: URL) async throws {
        switch part {
        case .texts:
            try await Stage.play(Scene.texts, binaries) { stage in
                try await Idle(stage).run()
                try await Pings(stage).run(count: messages * 25)
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
        case .textsOut:
            try await Stage.play(Scene.texts, binaries) { try await Outbound($0).flood(messages) }
        case .textsIn:
            try await Stage.play(Scene.texts, binaries) { try await Inbound($0).run(count: messages) }
        case .mailIn:
            try await Stage.play(Scene.mail, binaries) { try await Intake($0).takeAll(messages) }
        }
    }
}
