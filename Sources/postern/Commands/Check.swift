// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import PosternConfiguration

struct Check: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Reads the configuration and the descriptors, and prints each problem with its place.")
    @OptionGroup var config: ConfigOption

    func run() async throws {
        let configuration = try Session(config).configuration
        var problems: [String] = []
        let adapters = Adapters(configuration)
        for gateway in configuration.gateways {
            do throws(CommandFailure) {
                _ = try adapters.adapter(gateway.name)
            } catch {
                problems.append(error.sentence)
            }
        }
        guard problems.isEmpty else { throw CommandFailure(.configuration, problems.joined(separator: "\n")) }
        Output.line("\(config.path) is right: \(configuration.gateways.map(\.name).joined(separator: ", ")).")
    }
}
