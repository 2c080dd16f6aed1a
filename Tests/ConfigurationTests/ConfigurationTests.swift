// SPDX-License-Identifier: Apache-2.0

import Foundation
import Notation
import Settings
import Testing

@testable import PosternConfiguration

@Suite struct ConfigurationTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private func load(_ text: String, environment: [String: String] = [:]) throws -> Configuration {
        try Configuration.load(file: try folder.write(text, to: "postern.toml"), environment: environment)
    }

    private func gateway(_ text: String) throws -> Configuration.Gateway {
        try #require(try load(text).gateways.first)
    }

    /// What cannot be left out.
    private let least = """
        [gateways.sms]
        kind = "sms"
        domain = "SMS.Example.org."
        secret = "s3cret"
        provider = "kannel"
        numbers = ["+15550100001"]
        region = "us"

        """

    @Test func `what is left out has its default`() throws {
        let configuration = try load(least)
        #expect(configuration.xmpp.server == HostAndPort(host: "127.0.0.1", port: 5347))
        #expect(configuration.xmpp.tls == .off)
        #expect(configuration.xmpp.authority == nil)
        #expect(!configuration.xmpp.allowsPlaintext)
        #expect(configuration.xmpp.confirm == nil)
        #expect(configuration.store.path == folder.url.path + "/postern.db")
        #expect(configuration.store.keepBodies == .zero)
        #expect(configuration.store.keepFailed == .seconds(86_400))
        #expect(configuration.store.keepMetadata == .seconds(30 * 86_400))
        #expect(configuration.store.keepFiles == .seconds(30 * 86_400))
        #expect(configuration.http.listen == HostAndPort(host: "127.0.0.1", port: 8087))
        #expect(configuration.http.publicURL == "http://127.0.0.1:8087")
        #expect(configuration.admin.listen == HostAndPort(host: "127.0.0.1", port: 8088))
        #expect(configuration.log.level == .info && configuration.log.format == .text)
        let gateway = try #require(configuration.gateways.first)
        #expect(configuration.gateways.count == 1)
        #expect(gateway.name == "sms")
        #expect(gateway.domain == "sms.example.org")
        #expect(gateway.secret.revealed == "s3cret")
        #expect(gateway.link == nil && gateway.rate == nil && gateway.quota == nil)
        #expect(gateway.register.isEmpty && gateway.admins.isEmpty)
        #expect(gateway.receipts == .delivered)
        #expect(gateway.parallel == 8)
        #expect(gateway.giveUpAfter == .seconds(4 * 3600))
        guard case .sms(let sms) = gateway.kind else { throw Unexpected() }
        #expect(sms.provider == .named("kannel"))
        #expect(sms.endpoint == nil)
        #expect(sms.numbers == ["+15550100001"])
        #expect(sms.region == "US")
        #expect(sms.settings.isEmpty)
    }

    @Test func `an sms gateway is read whole`() throws {
        _ = try folder.write("from-file\n", to: "twilio.token")
        let gateway = try gateway(
            least.replacing("\"kannel\"", with: "\"./own.toml\"") + """
                link = "localhost:5348"
                register = ["Example.org", "Ada@example.net", "*"]
                admins = ["Op@Example.org"]
                endpoint = "http://127.0.0.1:9000"
                receipts = "accepted"
                parallel = 2
                rate = "30/m per account"
                quota = "200/d per account"
                give_up_after = "90s"
                [gateways.sms.settings]
                auth_token = "file:twilio.token"
                ttl = 60
                flag = true
                """)
        #expect(gateway.link == HostAndPort(host: "localhost", port: 5348))
        #expect(gateway.register == [.domain("example.org"), .person("ada@example.net"), .anyone])
        #expect(gateway.admins == ["op@example.org"])
        #expect(gateway.receipts == .accepted)
        #expect(gateway.parallel == 2)
        #expect(gateway.rate?.count == 30 && gateway.rate?.period == .seconds(60) && gateway.rate?.scope == .account)
        #expect(gateway.quota?.count == 200 && gateway.quota?.period == .seconds(86_400))
        #expect(gateway.giveUpAfter == .seconds(90))
        guard case .sms(let sms) = gateway.kind else { throw Unexpected() }
        #expect(sms.provider == .file(folder.url.path + "/./own.toml"))
        #expect(sms.endpoint == "http://127.0.0.1:9000")
        #expect(sms.settings.mapValues(\.revealed) == ["auth_token": "from-file", "ttl": "60", "flag": "true"])
    }

    @Test func `an email gateway is read whole`() throws {
        let certificate = try folder.write("pem", to: "listener.pem")
        let gateway = try gateway(
            """
            [gateways.mail]
            kind = "email"
            domain = "mail.example.org"
            secret = "s3cret"
            mail_domain = "Example.org"
            authserv_id = "mx.example.org"
            spam = "drop"
            [gateways.mail.submission]
            url = "smtps://mail.example.org"
            username = "u"
            password = "p"
            [gateways.mail.listener]
            listen = "[::1]:0"
            protocol = "smtp"
            certificate = "listener.pem"
            key = "listener.pem"
            [gateways.mail.attachments]
            private_hosts = ["Upload.Example.org", "192.0.2.1:5443", "[2001:db8::1]", "[2001:db8::2]:443"]
            ca = "listener.pem"
            """)
        #expect(gateway.giveUpAfter == .seconds(2 * 86_400))
        guard case .email(let email) = gateway.kind else { throw Unexpected() }
        #expect(email.mailDomain == "example.org")
        #expect(email.coalesce == .seconds(10))
        #expect(email.authservID == "mx.example.org")
        #expect(email.spam == .drop)
        #expect(email.submission.server == HostAndPort(host: "mail.example.org", port: 465))
        #expect(email.submission.isImplicitTLS)
        #expect(email.submission.startTLS == .required)
        #expect(email.submission.login == .init(username: "u", password: Secret("p")))
        #expect(email.listener.listen == HostAndPort(host: "::1", port: 0))
        #expect(email.listener.protocol == .smtp)
        #expect(email.listener.tls == .init(certificate: certificate, key: certificate))
        #expect(email.listener.maxSize == 25 << 20)
        #expect(
            email.attachments.privateHosts == [
                PrivateHost(host: "upload.example.org"), PrivateHost(host: "192.0.2.1", port: 5443),
                PrivateHost(host: "2001:db8::1"), PrivateHost(host: "2001:db8::2", port: 443),
            ])
        #expect(email.attachments.authority == certificate)
    }

    @Test func `an email gateway says little where the defaults are right`() throws {
        let gateway = try gateway(
            """
            [gateways.mail]
            kind = "email"
            domain = "mail.example.org"
            secret = "s3cret"
            mail_domain = "example.org"
            [gateways.mail.submission]
            url = "smtp://127.0.0.1"
            """)
        #expect(gateway.receipts == .delivered && gateway.parallel == 8)
        guard case .email(let email) = gateway.kind else { throw Unexpected() }
        #expect(email.authservID == nil && email.spam == .mark)
        #expect(email.submission.server == HostAndPort(host: "127.0.0.1", port: 587))
        #expect(email.submission.startTLS == .required && email.submission.login == nil)
        #expect(email.listener.listen == HostAndPort(host: "127.0.0.1", port: 2525))
        #expect(email.listener.protocol == .lmtp && email.listener.tls == nil)
        #expect(email.attachments.privateHosts.isEmpty && email.attachments.authority == nil)
    }

    @Test(
        "who is believed by whom: it is told where others than this machine could write what is trusted",
        arguments: [
            ("mail.example.org", "127.0.0.1:2525", false), ("mail.example.org", "[::1]:25", false),
            ("mail.example.org", "0.0.0.0:25", true), ("mail.example.org", "192.0.2.1:2525", true),
            ("mail.example.org", "[::]:25", true), ("", "0.0.0.0:25", false),
        ])
    func trust(authservID: String, listen: String, isOpen: Bool) throws {
        for kind in ["lmtp", "smtp"] {
            let gateway = try gateway(
                """
                [gateways.mail]
                kind = "email"
                domain = "mail.example.org"
                secret = "s3cret"
                mail_domain = "example.org"
                authserv_id = "\(authservID)"
                [gateways.mail.submission]
                url = "smtp://127.0.0.1"
                [gateways.mail.listener]
                listen = "\(listen)"
                protocol = "\(kind)"
                """)
            guard case .email(let email) = gateway.kind else { throw Unexpected() }
            #expect(email.trustsTheNetwork == isOpen)
        }
    }

    @Test(
        "a link that is safe or allowed is taken",
        arguments: [
            "host = \"localhost\"", "host = \"127.1.2.3\"", "host = \"::1\"",
            "host = \"xmpp.example.org\"\nallow_plaintext = true", "host = \"xmpp.example.org\"\ntls = \"direct\"",
            "confirm = \"self\"", "confirm = \"example.org\"",
        ])
    func link(keys: String) throws {
        _ = try load("[xmpp]\n\(keys)\n\(least)")
    }

    @Test(
        "a public address has no more than scheme, host and port",
        arguments: [
            ("https://gw.example.org", "https://gw.example.org"),
            ("HTTPS://GW.example.org:8443", "https://gw.example.org:8443"),
            ("http://127.0.0.1:8087", "http://127.0.0.1:8087"), ("http://localhost", "http://localhost"),
            ("http://[::1]:80", "http://[::1]:80"), ("https://[2001:db8::1]", "https://[2001:db8::1]"),
            ("https://bücher.example", "https://bücher.example"),
        ])
    func publicURL(text: String, url: String) throws {
        #expect(try load("[http]\npublic_url = \"\(text)\"\n\(least)").http.publicURL == url)
    }

    @Test(
        "rates are counted by a period and a scope",
        arguments: [
            ("1/s per number", 1, 1), ("30/m per account", 30, 60), ("100/h per gateway", 100, 3600),
            ("1000000/h per gateway", 1_000_000, 3600),
        ])
    func rate(text: String, count: Int, seconds: Int) throws {
        let rate = try #require(Rate(text))
        #expect(rate.count == count && rate.period == .seconds(seconds))
    }

    @Test(
        "what is no rate is refused",
        arguments: [
            "", "1/s", "1/s per", "1 / s per number", "1/d per number", "1/s per person", "x/s per number",
            "-1/s per number", "0/s per number", "1000001/s per number", "1/s each number", "1/s per number now",
        ])
    func noRate(text: String) {
        #expect(Rate(text) == nil)
    }

    @Test func `nothing prints a secret`() throws {
        let configuration = try load(least + "[gateways.sms.settings]\nauth_token = \"t0ken\"\n")
        var dumped = ""
        dump(configuration, to: &dumped)
        for secret in ["s3cret", "t0ken"] {
            #expect(!"\(configuration) \(dumped)".contains(secret))
        }
    }
}

private struct Unexpected: Error {}
