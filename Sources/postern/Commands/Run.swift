// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

struct Run: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Runs the gateway until it is told to stop.")
    @OptionGroup var config: ConfigOption

    func run() async throws {
        try await Daemon(config).run()
    }
}
