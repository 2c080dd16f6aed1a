// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Measures the real binary: `postern-bench FOLDER-OF-BINARIES [MESSAGES]`. Run it by `scripts/bench`.
@main
enum Bench {
    static func main() async throws {
        let arguments = CommandLine.arguments
        guard arguments.count >= 2 else {
            print("usage: postern-bench FOLDER-OF-BINARIES [MESSAGES]")
            exit(64)
        }
        let messages = arguments.count > 2 ? Int(arguments[2]) ?? 20_000 : 20_000
        Machine.describe(command: arguments)
        let stage = try await Stage(binaries: URL(fileURLWithPath: arguments[1]))
        do {
            try await Idle(stage).run()
            try await Pings(stage).run(count: messages * 5)
            try await Outbound(stage).run(count: messages)
            try await Inbound(stage).run(count: messages)
            stage.report("resident after the load", "\(stage.postern.residentMegabytes) MB")
        } catch {
            await stage.end()
            throw error
        }
        await stage.end()
    }
}
