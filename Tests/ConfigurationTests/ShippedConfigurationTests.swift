// SPDX-License-Identifier: Apache-2.0

import Foundation
import Settings
import Testing

@testable import PosternConfiguration

/// `config/postern.toml`, which operators begin with: it works, and it tells of every key.
@Suite struct ShippedConfigurationTests {
    private let text: String
    private let folder: TemporaryFolder
    private let environment = [
        "POSTERN_SMS_SECRET": "a", "TWILIO_AUTH_TOKEN": "b", "POSTERN_MAIL_SECRET": "c", "POSTERN_MAIL_PASSWORD": "d",
    ]

    init() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        text = try String(contentsOf: root.appending(path: "config/postern.toml"), encoding: .utf8)
        folder = try TemporaryFolder()
        for name in ["server-ca.pem", "mail-ca.pem", "listener.pem", "listener.key", "upload-ca.pem"] {
            _ = try folder.write("pem", to: name)
        }
    }

    /// Every key and table that is commented out, written in. (Prose has a space behind the #.)
    private var everything: String {
        text.split(separator: "\n", omittingEmptySubsequences: false)
            .map { $0.hasPrefix("#") && !$0.hasPrefix("# ") ? $0.dropFirst() : $0 }.joined(separator: "\n")
            .replacing("tls = \"off\"", with: "tls = \"direct\"")
    }

    @Test func `it loads as it is`() throws {
        let file = try folder.write(text, to: "postern.toml")
        let configuration = try Configuration.load(file: file, environment: environment)
        #expect(configuration.gateways.map(\.name) == ["sms"])
    }

    @Test func `it loads with every key written in`() throws {
        let file = try folder.write(everything, to: "postern.toml")
        let configuration = try Configuration.load(file: file, environment: environment)
        #expect(configuration.gateways.map(\.name) == ["sms", "mail"])
    }

    @Test func `it tells of every key that is known, and of no other`() throws {
        let report = SettingsReport()
        let root = try #require(SettingsTable(file: "postern.toml", text: everything, report: report))
        _ = Configuration(root, SecretSource(folder: folder.url.path, environment: environment))
        #expect(report.isEmpty, "\(report.problems)")
        let written = Self.keys(of: root.node)
        #expect(report.known.subtracting(written).sorted() == [], "known, and not in config/postern.toml")
        #expect(written.subtracting(report.known).sorted() == [], "in config/postern.toml, and not known")
    }

    @Test func `what it says is the default is the default`() throws {
        // Without the keys that are examples and those that must be there.
        let least = """
            [http]
            listen = "127.0.0.1:8087"
            public_url = "https://gw.example.org"
            [gateways.sms]
            kind = "sms"
            domain = "sms.example.org"
            secret = "env:POSTERN_SMS_SECRET"
            register = ["example.org"]
            admins = ["op@example.org"]
            provider = "twilio"
            numbers = ["+15550100001", "+15550100002"]
            region = "US"
            [gateways.sms.settings]
            account_sid = "AC00000000000000000000000000000000"
            auth_token = "env:TWILIO_AUTH_TOKEN"
            """
        let examples = ["ca", "link", "endpoint", "rate", "quota"]
        let defaults = text.split(separator: "#[gateways.mail]")[0].split(separator: "\n")
            .filter { line in !examples.contains { line.hasPrefix("#\($0) = ") } }
            .map { $0.hasPrefix("#") && !$0.hasPrefix("# ") ? $0.dropFirst() : $0 }.joined(separator: "\n")
        let file = try folder.write(defaults, to: "postern.toml")
        let written = try Configuration.load(file: file, environment: environment)
        _ = try folder.write(least, to: "postern.toml")
        #expect(try Configuration.load(file: file, environment: environment) == written)
    }

    private static func keys(of node: SettingsNode) -> Set<String> {
        guard case .table(let entries) = node.value else { return [] }
        return entries.reduce(into: []) { $0.formUnion(keys(of: $1.node).union([$1.node.path])) }
    }
}
