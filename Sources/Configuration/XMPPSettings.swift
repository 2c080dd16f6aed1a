// SPDX-License-Identifier: Apache-2.0

package import Notation
import Settings

extension Configuration {
    /// `[xmpp]`: the server that the gateways attach to as components (XEP-0114).
    package struct XMPP: Sendable, Equatable {
        package let server: HostAndPort
        package let tls: TLS
        /// The path of a PEM file with the authorities to trust; nil for the system's.
        package let authority: String?
        package let allowsPlaintext: Bool
        /// Whom the ping of the confirmed relay asks; nil is the component's own domain.
        package let confirm: String?

        package enum TLS: String, Sendable, CaseIterable {
            case off, direct
        }

        init(_ table: SettingsTable, _ source: SecretSource) {
            let host = table.value("host", .host, default: "127.0.0.1")
            let port = table.value("port", .int(in: 1...65_535), default: 5347)
            server = HostAndPort(host: host, port: port)
            tls = table.value("tls", .word(), default: .off)
            authority = table.value("ca", .readableFile(in: source.folder))
            allowsPlaintext = table.value("allow_plaintext", .bool, default: false)
            confirm = table.value("confirm", .confirmation, default: nil)
            table.finish()
            if tls == .off, !allowsPlaintext, !Loopback.isHost(server.host) {
                table.problem(Self.plaintext(to: host), key: "host")
            }
            if tls == .off, authority != nil {
                table.problem("has no effect without TLS; write tls = \"direct\" too, or leave it out", key: "ca")
            }
        }

        /// Anybody on the way could read the messages and the secret.
        static func plaintext(to host: String) -> String {
            "the link to \(host) would be plaintext; write tls = \"direct\" in [xmpp], "
                + "or allow_plaintext = true where the network between is your own"
        }
    }
}

extension SettingsShape where Value == String? {
    /// `"self"` or a domain of the server.
    fileprivate static var confirmation: Self {
        SettingsShape<String>.string.checked { (text) throws(InvalidSetting) in
            if text == "self" { return nil }
            guard let domain = DomainName.anyScript(text) else {
                throw InvalidSetting("\"\(text)\" is no domain; write \"self\" or a domain of the server")
            }
            return domain
        }
    }
}
