// SPDX-License-Identifier: Apache-2.0

package import Notation
package import Settings

extension Configuration {
    /// What a gateway of kind `email` has besides.
    package struct Email: Sendable, Equatable {
        /// Accounts get `LOCALPART@mailDomain`; lower case.
        package let mailDomain: String
        /// Messages to one person that are sent within it become one email.
        package let coalesce: Duration
        /// Whose Authentication-Results (RFC 8601) are trusted; nil trusts nobody's.
        package let authservID: String?
        package let spam: Spam
        package let submission: Submission
        package let listener: Listener
        package let attachments: Attachments

        /// What happens to mail that the mail server flagged.
        package enum Spam: String, Sendable, CaseIterable {
            case mark, drop, pass
        }

        /// Whoever reaches the listener can write the field that is trusted, and not only a server of this machine reaches
        /// it. That may be right, behind a firewall.
        package var trustsTheNetwork: Bool { authservID != nil && !Loopback.isHost(listener.listen.host) }

        init?(_ table: SettingsTable, _ source: SecretSource) {
            let mailDomain = table.required("mail_domain", .domain, example: "\"example.org\"")
            coalesce = table.value("coalesce", .duration, default: .seconds(10))
            let identifier = table.value("authserv_id", .authservID, default: "")
            authservID = identifier.isEmpty ? nil : identifier
            spam = table.value("spam", .word(), default: .mark)
            let submission = Submission(table.section("submission"), source)
            listener = Listener(table.section("listener"), source)
            attachments = Attachments(table.section("attachments"), source)
            guard let mailDomain, let submission else { return nil }
            self.mailDomain = mailDomain
            self.submission = submission
        }
    }

    /// `[gateways.NAME.submission]`: the mail server that takes our mail.
    package struct Submission: Sendable, Equatable {
        package let server: HostAndPort
        /// TLS from the first byte (`smtps://`).
        package let isImplicitTLS: Bool
        package let startTLS: StartTLS
        /// nil sends without logging in.
        package let login: Login?
        /// The path of a PEM file with the authorities to trust; nil for the system's.
        package let authority: String?

        package enum StartTLS: String, Sendable, CaseIterable {
            case required, opportunistic, off
        }

        package struct Login: Sendable, Equatable {
            package let username: String
            package let password: Secret
        }

        init?(_ table: SettingsTable, _ source: SecretSource) {
            let url = table.required("url", .submissionURL, example: "\"smtp://127.0.0.1:587\"")
            startTLS = table.value("starttls", .word(), default: .required)
            let username = table.value("username", .text)
            let password = table.value("password", source.shape)
            authority = table.value("ca", .readableFile(in: source.folder))
            table.finish()
            if table.has("username") != table.has("password") {
                table.problem("username and password go together; write both or none")
            }
            login = username.flatMap { name in password.map { Login(username: name, password: $0) } }
            guard let url else { return nil }
            server = url.place
            isImplicitTLS = url.scheme == "smtps"
            if !isImplicitTLS, startTLS != .required, table.has("password"), !Loopback.isHost(server.host) {
                table.problem("the password could go out in plaintext; write starttls = \"required\"", key: "starttls")
            }
        }
    }

    /// `[gateways.NAME.listener]`: where the mail server hands us mail.
    package struct Listener: Sendable, Equatable {
        /// Port 0 takes any free one.
        package let listen: HostAndPort
        package let `protocol`: MailProtocol
        /// For STARTTLS; nil offers none.
        package let tls: KeyPair?
        /// The largest mail that is taken, in bytes.
        package let maxSize: Int

        package enum MailProtocol: String, Sendable, CaseIterable {
            case lmtp, smtp
        }

        /// Paths of PEM files.
        package struct KeyPair: Sendable, Equatable {
            package let certificate: String
            package let key: String
        }

        init(_ table: SettingsTable, _ source: SecretSource) {
            listen = table.value("listen", .hostAndPort, default: HostAndPort(host: "127.0.0.1", port: 2525))
            `protocol` = table.value("protocol", .word(), default: .lmtp)
            let certificate = table.value("certificate", .readableFile(in: source.folder))
            let key = table.value("key", .readableFile(in: source.folder))
            maxSize = table.value("max_size", .mailSize, default: 25 << 20)
            table.finish()
            if table.has("certificate") != table.has("key") {
                table.problem("certificate and key go together; write both or none")
            }
            tls = certificate.flatMap { certificate in key.map { KeyPair(certificate: certificate, key: $0) } }
        }
    }
}

extension Configuration {
    /// `[gateways.NAME.attachments]`: from where files that senders link to are fetched. They come from public addresses
    /// over https; this is for an upload service of one's own network.
    package struct Attachments: Sendable, Equatable {
        /// Hosts that may be at a private address.
        package let privateHosts: [PrivateHost]
        /// The path of a PEM file with the authorities to trust; nil for the system's.
        package let authority: String?

        init(_ table: SettingsTable, _ source: SecretSource) {
            privateHosts = table.value("private_hosts", .list(of: .privateHost), default: [])
            authority = table.value("ca", .readableFile(in: source.folder))
            table.finish()
        }
    }
}

extension SettingsShape where Value == String {
    /// As it stands in the field, without what RFC 8601 section 2.2 puts around it: any other never matches.
    fileprivate static var authservID: Self {
        string.checked { (text) throws(InvalidSetting) in
            guard text.allSatisfy({ !$0.isWhitespace && !"();=\"".contains($0) }) else {
                throw InvalidSetting(
                    "\"\(text)\" is not the name in an Authentication-Results field; write for example "
                        + "\"mx.example.org\"")
            }
            return text
        }
    }
}

extension SettingsShape where Value == Int {
    /// At least 64 KiB: RFC 5321 section 4.5.3.1.7 asks for it.
    fileprivate static var mailSize: Self {
        size.checked { (bytes) throws(InvalidSetting) in
            guard bytes >= 64 << 10 else { throw InvalidSetting("is too small for mail; write at least \"64KiB\"") }
            return bytes
        }
    }
}
