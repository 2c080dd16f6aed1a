// SPDX-License-Identifier: Apache-2.0

import Foundation
import SMSGateway
import Settings

/// The descriptors that come with the program, one TOML file a provider.
enum ProviderLibrary {
    /// Where the descriptors are: beside an installed program, else in the checkout that it was built in. nil where there
    /// are none.
    static var folder: String? {
        let program = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
        var candidates = [
            program.appendingPathComponent("providers"),
            program.deletingLastPathComponent().appendingPathComponent("share/postern/providers"),
        ]
        var ancestor = program
        while ancestor.path != "/" {
            candidates.append(ancestor.appendingPathComponent("gateways/sms/providers"))
            ancestor.deleteLastPathComponent()
        }
        return candidates.map(\.path).first { FileManager.default.fileExists(atPath: $0 + "/twilio.toml") }
    }

    /// The names that `provider = "…"` may have.
    static var names: [String] {
        let files = folder.flatMap { try? FileManager.default.contentsOfDirectory(atPath: $0) } ?? []
        return files.filter { $0.hasSuffix(".toml") }.map { String($0.dropLast(5)) }.sorted()
    }

    static func path(of name: String) throws(CommandFailure) -> String {
        guard let folder else {
            throw CommandFailure(
                .unavailable,
                "The folder with the descriptors is missing; install it as ../share/postern/providers beside "
                    + "the program's folder.")
        }
        guard names.contains(name) else {
            let known = names.joined(separator: ", ")
            throw CommandFailure(
                .badData, "There is no provider \(name); there is \(known), or the path of a descriptor.")
        }
        return "\(folder)/\(name).toml"
    }

    /// Reads and checks one descriptor; every problem with its place otherwise.
    static func load(file: String) throws(CommandFailure) -> Descriptor {
        let report = SettingsReport()
        let text: String
        do {
            text = try SettingsFile.text(at: file)
        } catch {
            throw CommandFailure(.configuration, error.description)
        }
        guard let descriptor = DescriptorLoader.load(text: text, file: file, report: report), report.isEmpty else {
            throw CommandFailure(.configuration, report.problems.map(\.description).joined(separator: "\n"))
        }
        return descriptor
    }
}
