// SPDX-License-Identifier: Apache-2.0

import Foundation
import PosternConfiguration
import Testing

@testable import postern

@Suite("What of a configuration needs a restart")
struct RestartNeedsTests {
    static let sms = """
        [gateways.sms]
        kind = "sms"
        domain = "sms.example.org"
        secret = "s3cret"
        provider = "kannel"
        numbers = ["+15550100001"]
        region = "US"

        """
    static let mail = """
        [gateways.mail]
        kind = "email"
        domain = "mail.example.org"
        secret = "s3cret"
        mail_domain = "example.org"
        parallel = 12
        [gateways.mail.submission]
        url = "smtp://127.0.0.1:587"
        [gateways.mail.listener]
        listen = "127.0.0.1:2525"

        """
    static let base = "[xmpp]\nport = 5347\n[store]\npath = \"postern.db\"\n" + sms + mail

    private static func load(_ text: String) throws -> Configuration {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("restart-\(UUID().uuidString).toml")
        try text.write(to: file, atomically: true, encoding: .utf8)
        defer { try? FileManager.default.removeItem(at: file) }
        return try Configuration.load(file: file.path)
    }

    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        var change: (String, String) = ("", "")
        var text: String?
        var places: [String] = []
        /// Gateways whose running adapter stays.
        var stays: [String] = []

        var changed: String {
            let base = RestartNeedsTests.base
            return text ?? (change.0.isEmpty ? base : base.replacingOccurrences(of: change.0, with: change.1))
        }
    }

    static let smsAsMail = mail.replacingOccurrences(of: "gateways.mail", with: "gateways.sms")
        .replacingOccurrences(of: "mail.example.org", with: "sms.example.org")
        .replacingOccurrences(of: "2525", with: "2526")
        .replacingOccurrences(of: "mail_domain = \"example.org\"", with: "mail_domain = \"example.net\"")

    static let cases = [
        Case(testDescription: "nothing"),
        Case(testDescription: "another number", change: ("+15550100001", "+15550100002")),
        Case(testDescription: "another provider", change: ("\"kannel\"", "\"simulator\"")),
        Case(testDescription: "fewer at a time", change: ("parallel = 12", "parallel = 4")),
        Case(
            testDescription: "as many at a time as there are connections",
            change: ("region = \"US\"", "region = \"US\"\nparallel = 12")),
        Case(
            testDescription: "more at a time than there are connections",
            change: ("region = \"US\"", "region = \"US\"\nparallel = 13"),
            places: ["parallel (above 12) of [gateways.sms]"]),
        Case(testDescription: "the server's port", change: ("5347", "5348"), places: ["[xmpp]"]),
        Case(testDescription: "the store", change: ("postern.db", "other.db"), places: ["path of [store]"]),
        Case(
            testDescription: "a listener", change: ("2525", "2526"), places: ["listener of [gateways.mail]"],
            stays: ["mail"]),
        Case(
            testDescription: "the mail domain",
            change: ("mail_domain = \"example.org\"", "mail_domain = \"example.net\""),
            places: ["mail_domain of [gateways.mail]"], stays: ["mail"]),
        Case(
            testDescription: "a domain", change: ("\"sms.example.org\"", "\"text.example.org\""),
            places: ["domain of [gateways.sms]"]),
        Case(
            testDescription: "a secret of email, which signs what comes back",
            text: base.replacingOccurrences(
                of: "domain = \"mail.example.org\"\nsecret = \"s3cret\"",
                with: "domain = \"mail.example.org\"\nsecret = \"other\""),
            places: ["secret of [gateways.mail]"], stays: ["mail"]),
        Case(
            testDescription: "a gateway that is gone", text: sms,
            places: ["[gateways.mail], which is gone"], stays: ["mail"]),
        Case(
            testDescription: "a gateway that is new",
            text: base
                + sms.replacingOccurrences(of: "gateways.sms", with: "gateways.more")
                .replacingOccurrences(of: "sms.example.org", with: "more.example.org"),
            places: ["[gateways.more], which is new"]),
        Case(
            testDescription: "another kind", text: base.replacingOccurrences(of: sms, with: smsAsMail),
            places: ["kind of [gateways.sms]"], stays: ["sms"]),
    ]

    @Test("is named by its place in the file", arguments: cases)
    func places(_ example: Case) throws {
        let started = try Self.load(Self.base)
        let needs = RestartNeeds(started: started, new: try Self.load(example.changed))
        #expect(needs.places == example.places)
        #expect(["sms", "mail"].filter { !needs.fits($0) } == example.stays)
    }

    @Test("is compared with what runs: what was changed back needs none, what was read twice still does")
    func comparedWithStart() throws {
        let started = try Self.load(Self.base)
        let changed = try Self.load(Self.base.replacingOccurrences(of: "5347", with: "5348"))
        #expect(RestartNeeds(started: started, new: changed).places == ["[xmpp]"])
        #expect(RestartNeeds(started: started, new: changed).places == ["[xmpp]"])
        #expect(RestartNeeds(started: started, new: try Self.load(Self.base)).places.isEmpty)
    }
}
