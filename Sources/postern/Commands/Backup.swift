// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Store

struct Backup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Makes a consistent copy of the store, while it runs.")
    @OptionGroup var config: ConfigOption
    @Argument(help: "The file to write; it must not exist yet.", completion: .file()) var file: String

    func run() async throws {
        let store = try Session(config).store()
        do throws(StoreFailure) {
            try await store.backup(to: file)
        } catch {
            throw CommandFailure(error)
        }
        Output.line("Copied to \(file).")
    }
}
