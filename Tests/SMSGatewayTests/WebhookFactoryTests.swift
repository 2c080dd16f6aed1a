// SPDX-License-Identifier: Apache-2.0

import Foundation
import GatewayKit
import Notation
import PosternCrypto
import Settings
import Testing

@testable import SMSGateway

@Suite("Webhooks with the operator's secrets")
struct WebhookFactoryTests {
    private static let descriptor = """
        descriptor = 1
        id = "test"
        [credentials]
        token = { secret = true, optional = true }
        public_key = { secret = false, optional = true }
        user = { secret = false, optional = true }
        password = { secret = true, optional = true }
        [[send]]
        method = "POST"
        url = "https://api.example.org/send"
        auth = { kind = "none" }
        body = { kind = "form", fields = [["To", "{to}"], ["Text", "{text}"]] }
        [response]
        format = "none"
        rules = [{ http = "2xx", outcome = "accepted" }]
        [[webhook]]
        name = "in"
        format = "form"
        auth = [
          { scheme = "query-token", secret = "{cred.token}" },
          { scheme = "telnyx-ed25519", key = "{cred.public_key}" },
          { scheme = "basic", user = "{cred.user}", password = "{cred.password}" },
        ]
        event = { type = "message", id = "/id", from = "/from", text = "/text" }
        """

    private static func hooks(_ given: [String: String]) throws -> [String: DescribedWebhook] {
        let report = SettingsReport()
        let loaded = DescriptorLoader.load(text: descriptor, file: "test.toml", report: report)
        #expect(report.problems.map(\.description) == [])
        let descriptor = try #require(loaded)
        let settings = try SettingValues(given, for: descriptor.settings)
        let plan = try #require(NumberPlan(region: "US"))
        return try WebhookFactory.hooks(
            of: descriptor, settings: settings, numbers: WebhookFixture.numbers, plan: plan)
    }

    private static func passes(_ hook: DescribedWebhook?, query: String = "", authorization: String? = nil) throws
        -> Bool
    {
        let request = WebhookRequest(
            method: "POST", url: "https://gw.example.org/hooks/sms/in?\(query)",
            headers: authorization.map { [("Authorization", $0)] } ?? [], body: [], reference: nil, receivedAt: Date())
        let hook = try #require(hook)
        do throws(WebhookRefusal) {
            try hook.authenticate(request)
            return true
        } catch {
            guard case .unauthenticated = error else { throw error }
            return false
        }
    }

    @Test(
        "no configured secret: the gateway does not start, and is told which settings would do",
        arguments: [
            [:], ["user": "u"], ["password": "p"],
        ] as [[String: String]])
    func noSecret(given: [String: String]) {
        let failure = #expect(throws: SMSGatewayFailure.self) { try Self.hooks(given) }
        let keys = ["token", "public_key", "user", "password"].map { "settings.\($0)" }
        #expect(failure?.problems.map(\.key) == keys)
        #expect(failure?.problems.allSatisfy { $0.sentence.contains("webhook \"in\"") } == true)
    }

    @Test("a secret that is no key of its scheme is told of, and not shown")
    func wrongKey() {
        let failure = #expect(throws: SMSGatewayFailure.self) { try Self.hooks(["public_key": "n0nsense"]) }
        #expect(failure?.problems.map(\.key) == ["settings.public_key"])
        #expect(failure?.problems.contains { $0.sentence.contains("n0nsense") } == false)
    }

    @Test("any one of the configured schemes has to pass, and none that is not configured")
    func anyOne() throws {
        let both = try Self.hooks(["token": "tök en", "user": "u", "password": "p:w"])["in"]
        let basic = "Basic " + Base64.encode(Array("u:p:w".utf8))
        #expect(try Self.passes(both, query: "t=t%C3%B6k+en"))
        #expect(try Self.passes(both, authorization: basic))
        #expect(try Self.passes(both, query: "t=wrong", authorization: basic))
        #expect(try !Self.passes(both, query: "t=wrong", authorization: "Basic " + Base64.encode(Array("u:".utf8))))
        #expect(try !Self.passes(both))
        let one = try Self.hooks(["token": "tök en"])["in"]
        #expect(try !Self.passes(one, authorization: basic))
        #expect(try !Self.passes(one, authorization: "Basic " + Base64.encode(Array(":".utf8))))
        #expect(try !Self.passes(one, query: "t="))
    }

    @Test("our callback URL carries a token, encoded, and nothing where the provider signs")
    func callbackQuery() throws {
        #expect(try Self.hooks(["token": "a&b=ö"])["in"]?.callbackQuery == "t=a%26b%3D%C3%B6")
        #expect(try Self.hooks(["user": "u", "password": "p"])["in"]?.callbackQuery == nil)
    }
}
