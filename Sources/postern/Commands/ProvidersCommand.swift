// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import SMSGateway
import Settings

/// `postern providers`: the descriptors.
struct ProvidersCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "providers", abstract: "Lists, shows and checks the descriptors of SMS providers.",
        subcommands: [List.self, Show.self, Check.self])

    /// A provider as `providers list --json` shows it; the keys are stable.
    struct Listing: Encodable {
        let name: String
        let settings: [String]
        let webhooks: [String]
        let reports: Bool
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Lists the descriptors that come with Postern.")
        @OptionGroup var config: ConfigOption
        @Flag(help: "Prints an array of JSON objects.") var json = false

        func run() async throws {
            let listings = try ProviderLibrary.names.map { name in
                let descriptor = try ProviderLibrary.load(file: try ProviderLibrary.path(of: name))
                return Listing(
                    name: name, settings: descriptor.settings.map(\.name), webhooks: descriptor.webhooks.map(\.name),
                    reports: descriptor.reportsDelivery)
            }
            guard !json else { return try Output.json(listings) }
            var table = TextTable("NAME", "SETTINGS", "WEBHOOKS", "REPORTS")
            for listing in listings {
                table.add(
                    listing.name, listing.settings.joined(separator: ", "), listing.webhooks.joined(separator: ", "),
                    listing.reports ? "yes" : "no")
            }
            Output.line(table.text)
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Prints a descriptor.")
        @OptionGroup var config: ConfigOption
        @Argument(help: "The provider's name.") var name: String

        func run() async throws {
            let path = try ProviderLibrary.path(of: name)
            do throws(SettingsProblem) {
                Output.line(try SettingsFile.text(at: path))
            } catch {
                throw CommandFailure(.failed, error.description)
            }
        }
    }

    struct Check: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Reads a descriptor and prints each problem with its place.")
        @OptionGroup var config: ConfigOption
        @Argument(help: "The descriptor's file.", completion: .file()) var file: String

        func run() async throws {
            do throws(CommandFailure) {
                let descriptor = try ProviderLibrary.load(file: file)
                Output.line("\(file) is right: \(descriptor.id).")
            } catch {
                throw CommandFailure(.badData, error.sentence)
            }
        }
    }
}
