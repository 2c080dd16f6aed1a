// SPDX-License-Identifier: Apache-2.0

import Foundation
import GatewayKit
import PosternConfiguration
import Testing

@testable import postern

@Suite("The mail domain of a configuration")
struct MailDomainTests {
    private static func mail(_ name: String, _ domain: String) -> String {
        """
        [gateways.\(name)]
        kind = "email"
        domain = "\(name).example.org"
        secret = "s3cret"
        mail_domain = "\(domain)"
        [gateways.\(name).submission]
        url = "smtp://127.0.0.1:587"
        [gateways.\(name).listener]
        listen = "127.0.0.1:\(name == "mail" ? 2525 : 2526)"

        """
    }

    private static func adapter(_ name: String, _ gateways: String) throws -> any Gateway {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("domain-\(UUID().uuidString).toml")
        try "[xmpp]\nport = 5347\n[store]\npath = \"postern.db\"\n\(gateways)"
            .write(to: file, atomically: true, encoding: .utf8)
        defer { try? FileManager.default.removeItem(at: file) }
        return try Adapters(try Configuration.load(file: file.path)).adapter(name)
    }

    @Test(
        "it is written as the network writes it",
        arguments: ["bücher.example", "BÜCHER.example", "xn--bcher-kva.example"])
    func spelling(_ domain: String) throws {
        let gateway = try Self.adapter("mail", Self.mail("mail", domain))
        #expect(gateway.profile.threads?.ids?.id(for: "r1") == "<r1@xn--bcher-kva.example>")
    }

    @Test("what is no domain is told with its place", arguments: ["ab--ü.example", "xn--zzzz.example", "1א.example"])
    func refused(_ domain: String) {
        let failure = #expect(throws: CommandFailure.self) { try Self.adapter("mail", Self.mail("mail", domain)) }
        #expect(failure?.sentence.contains("gateways.mail.mail_domain: \"\(domain)\" is no domain") == true)
    }

    @Test("two gateways cannot share one in two spellings")
    func shared() {
        let both = Self.mail("mail", "bücher.example") + Self.mail("post", "xn--bcher-kva.example")
        let failure = #expect(throws: CommandFailure.self) { try Self.adapter("mail", both) }
        #expect(failure?.sentence.contains("mail domain of [gateways.post]") == true)
    }
}
