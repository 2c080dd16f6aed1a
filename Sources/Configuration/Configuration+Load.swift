// SPDX-License-Identifier: Apache-2.0

import Notation
import Settings

import class Foundation.ProcessInfo

extension Configuration {
    /// Reads and checks a file, the environment variables and the files with secrets that it names. Throws every problem
    /// that it finds, not only the first.
    package static func load(
        file: String, environment: [String: String] = ProcessInfo.processInfo.environment
    ) throws(ConfigurationFailure) -> Configuration {
        let report = SettingsReport()
        let source = SecretSource(folder: FilePath.folder(of: file), environment: environment)
        let configuration = SettingsTable(path: file, report: report).flatMap { Configuration($0, source) }
        guard let configuration, report.isEmpty else { throw ConfigurationFailure(problems: report.problems) }
        return configuration
    }

    /// Reads the root table; nil where something that must be there is not, and the report says so.
    init?(_ root: SettingsTable, _ source: SecretSource) {
        file = root.file
        let xmpp = XMPP(root.section("xmpp"), source)
        let store = Store(root.section("store"), source)
        let http = HTTP(root.section("http"))
        let admin = Admin(root.section("admin"))
        let log = Log(root.section("log"))
        let gateways = Self.gateways(root, source, plaintextIsAllowed: xmpp.allowsPlaintext || xmpp.tls == .direct)
        root.finish()
        if let http, http.listen.port != 0, http.listen == admin.listen {
            root.section("admin").problem("is the address of [http] too; give each its own port", key: "listen")
        }
        guard let http, let gateways else { return nil }
        self.xmpp = xmpp
        self.store = store
        self.http = http
        self.admin = admin
        self.log = log
        self.gateways = gateways
    }

    /// `[gateways.NAME]`, each; nil where there is none or one is incomplete.
    private static func gateways(
        _ root: SettingsTable, _ source: SecretSource, plaintextIsAllowed: Bool
    ) -> [Gateway]? {
        guard let table = root.table("gateways"), !table.keys.isEmpty else {
            if !root.has("gateways") || root.table("gateways") != nil {
                root.problem("there is no gateway; add a [gateways.sms] table with kind, domain and secret")
            }
            return nil
        }
        let gateways = table.keys.map { name in
            table.table(name).flatMap { Gateway(name: name, $0, source, plaintextIsAllowed: plaintextIsAllowed) }
        }
        checkDomains(of: gateways, in: table)
        let complete = gateways.compactMap(\.self)
        return complete.count == gateways.count ? complete : nil
    }

    /// A server gives a component domain to one link.
    private static func checkDomains(of gateways: [Gateway?], in table: SettingsTable) {
        var names: [String: String] = [:]
        var mailDomains: [String: String] = [:]
        for case let gateway? in gateways {
            if case .email(let email) = gateway.kind {
                if let other = mailDomains[email.mailDomain] {
                    table.table(gateway.name)?.problem(
                        "is the mail domain of [gateways.\(other)] too; a mailbox belongs to one gateway",
                        key: "mail_domain")
                }
                mailDomains[email.mailDomain] = gateway.name
            }
            if let other = names[gateway.domain] {
                table.table(gateway.name)?.problem(
                    "is the domain of [gateways.\(other)] too; give each gateway its own", key: "domain")
            }
            names[gateway.domain] = gateway.name
        }
    }
}

extension SettingsTable {
    /// A table that may be left out, when all its keys have their defaults.
    func section(_ key: String) -> SettingsTable {
        table(key) ?? missingTable(key)
    }
}
