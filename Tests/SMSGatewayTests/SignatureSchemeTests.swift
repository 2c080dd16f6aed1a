// SPDX-License-Identifier: Apache-2.0

import Foundation
import GatewayKit
import PosternCrypto
import Settings
import Testing

@testable import SMSGateway

@Suite("Signature schemes")
struct SignatureSchemeTests {
    @Test("the library is written without a mistake")
    func library() {
        let report = SettingsReport()
        let schemes = SchemeLibrary.parse(SchemeLibrary.text, report: report)
        #expect(report.problems.map(\.description) == [])
        #expect(schemes.count == 22)
    }

    @Test("an empty secret is no key", arguments: SchemeLibrary.standard.names, ["", " ", "\n"])
    func emptySecret(name: String, secret: String) throws {
        let scheme = try #require(SchemeLibrary.standard.scheme(named: name))
        #expect(throws: SignatureKeyProblem.empty) { try scheme.verifier(key: secret) }
    }

    @Test(
        "a secret that is no key of its scheme is refused, and not shown",
        arguments: [
            ("standard-webhooks", "whsec_%%%"), ("standard-webhooks", "whsec_"), ("telnyx-ed25519", "c2hvcnQ="),
            ("telnyx-ed25519", "not base64"), ("basic", "useronly"), ("basic", "hook:"),
        ])
    func wrongSecret(name: String, secret: String) throws {
        let scheme = try #require(SchemeLibrary.standard.scheme(named: name))
        let problem = #expect(throws: SignatureKeyProblem.self) { try scheme.verifier(key: secret) }
        #expect(problem?.sentence.contains(secret) == false)
    }

    /// What a descriptor may write wrongly, and what it is told.
    private static let mistakes: [(toml: String, told: String)] = [
        ("alg = \"sha256\"", "verifier: is missing"),
        ("verifier = \"rsa\"", "\"rsa\" is not known"),
        ("verifier = \"hmac\"\nalg = \"sha3\"", "\"sha3\" is not known"),
        ("verifier = \"hmac\"\nalg = \"sha256\"\nmessage = [\"boddy\"]", "\"boddy\" is no part of a request"),
        ("verifier = \"hmac\"\nalg = \"sha256\"\nmessage = [\"body\"]", "signature: is missing"),
        (
            "verifier = \"hmac\"\nalg = \"sha256\"\nmessage = [\"params\"]\nsignature = { header = \"S\" }",
            "\"params\" and the table params go together"
        ),
        (
            "verifier = \"hmac\"\nalg = \"sha256\"\nmessage = [\"body\"]\nsignature = { header = \"S\", hedaer = \"T\" }",
            "unknown key \"hedaer\""
        ),
        (
            "verifier = \"hmac\"\nalg = \"sha256\"\nmessage = [\"body\"]\nsignature = { header = \"S\", param = \"T\" }",
            "a signature stands in one place"
        ),
        (
            "verifier = \"hmac\"\nalg = \"sha256\"\nmessage = [\"body\"]\n"
                + "signature = { header = \"S\", case = \"insensitive\" }", "base64 has capital and small letters"
        ),
        ("verifier = \"token\"", "a token stands in one place"),
        ("verifier = \"token\"\nquery = \"t\"\nheader = \"T\"", "a token stands in one place"),
        ("verifier = \"token\"\nfield = \"apiKey\"", "a pointer begins with `/`"),
        (
            "verifier = \"jwt\"\nalgs = [\"none\"]\ntoken = { header = \"A\" }\nrequire = [\"exp\"]",
            "\"none\" is not known"
        ),
        ("verifier = \"jwt\"\nalgs = [\"HS256\"]\ntoken = { header = \"A\" }", "a token must end"),
        ("verifier = \"jwt\"\nalgs = [\"HS256\"]\nrequire = [\"exp\"]", "token: is missing"),
        ("same_as = \"other\"", "names no scheme of this table"),
        ("verifier = \"basic\"\nquery = \"t\"", "unknown key \"query\""),
    ]

    @Test("a wrong scheme is told of, with its line", arguments: mistakes)
    func mistake(toml: String, told: String) {
        let report = SettingsReport()
        let schemes = SchemeLibrary.parse("[mine]\n\(toml)\n", report: report)
        let told = report.problems.filter { $0.description.contains(told) }
        #expect(!told.isEmpty, "\(report.problems)")
        #expect(told.allSatisfy { $0.line != nil && $0.path.hasPrefix("mine") }, "\(report.problems)")
        #expect(schemes.isEmpty || toml.contains("hedaer") || toml.contains("query") || toml.contains("case"))
    }

    @Test("a descriptor cannot redefine a scheme of the library")
    func redefinition() throws {
        let report = SettingsReport()
        let text = "[twilio-form]\nverifier = \"token\"\nquery = \"t\"\n"
        let table = try #require(SettingsTable(file: "own.toml", text: text, report: report))
        let library = SchemeLibrary.standard.adding(table)
        #expect(library.scheme(named: "twilio-form") == SchemeLibrary.standard.scheme(named: "twilio-form"))
        #expect(
            report.problems.map(\.description) == [
                "own.toml:1: twilio-form: is a scheme of the library; give yours another name"
            ])
    }

    @Test("a callback URL carries the token of a query token, and no other secret")
    func tokenParameter() {
        let names = SchemeLibrary.standard.names
        #expect(names.filter { SchemeLibrary.standard.scheme(named: $0)?.tokenParameter != nil } == ["query-token"])
        #expect(SchemeLibrary.standard.scheme(named: "query-token")?.tokenParameter == "t")
    }
}
