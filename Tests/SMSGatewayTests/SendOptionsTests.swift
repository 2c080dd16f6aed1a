// SPDX-License-Identifier: Apache-2.0

import GatewayKit
import Testing

@testable import SMSGateway

/// What the configuration can get wrong, seen with the descriptor's eyes.
@Suite struct SendOptionsTests {
    private static func problems(
        _ provider: String, _ settings: [String: String]? = nil, endpoint: String? = nil, region: String = "US",
        numbers: [String] = ["+15550100001"]
    ) throws -> [String] {
        do {
            _ = try SendGatewayTests.gateway(
                provider, settings: settings, endpoint: endpoint, region: region, numbers: numbers)
            return []
        } catch let failure as SMSGatewayFailure {
            return failure.problems.map { "\($0.key): \($0.sentence)" }
        }
    }

    @Test(
        "a wrong endpoint is told of",
        arguments: ["http://example.com", "127.0.0.1:80", "https://h/path", "https://h?x"])
    func endpoint(_ text: String) throws {
        let problems = try Self.problems("twilio", endpoint: text)
        #expect(problems.count == 1)
        #expect(problems.first?.hasPrefix("endpoint: ") == true, "\(problems)")
    }

    @Test(
        "a right endpoint is taken",
        arguments: ["https://h", "https://h:8443/", "http://127.0.0.1:1", "http://[::1]:1"])
    func rightEndpoint(_ text: String) throws {
        #expect(try Self.problems("twilio", endpoint: text) == [])
    }

    @Test("an unknown region and a number that is none are told of")
    func regionAndNumbers() throws {
        #expect(
            try Self.problems("twilio", region: "ZZ", numbers: ["+15550100001", "0123"]) == [
                "region: \"ZZ\" is no region; write an ISO 3166 code such as \"US\""
            ] + Self.numberProblem(1, "0123"))
        #expect(try Self.problems("twilio", numbers: ["+99"]) == Self.numberProblem(0, "+99"))
        #expect(try Self.problems("twilio", numbers: ["46645"]) == [])
    }

    private static func numberProblem(_ position: Int, _ number: String) -> [String] {
        NumberPlan.canBeAnswered(Address(number)) && !number.hasPrefix("+")
            ? [] : ["numbers[\(position)]: \"\(number)\" is no number; write it as +15550100001"]
    }

    @Test("short codes and words stand in `numbers` where the provider takes them")
    func ownKinds() throws {
        for provider in ["twilio", "telnyx", "kannel", "simulator"] {
            #expect(try Self.problems(provider, numbers: ["+15550100001", "46645", "MYSHOP", "DHL Paket"]) == [])
        }
        #expect(
            try Self.problems("smsgate", numbers: ["46645", "+15550100001", "MYSHOP"]) == [
                "numbers[0]: \"46645\" is a short code, and smsgate sends from a number only",
                "numbers[2]: \"MYSHOP\" is a word, and smsgate sends from a number only",
            ])
    }

    @Test(
        "what is neither number, short code nor word is none",
        arguments: ["(555) 010-0002", "12", "123456789", "+4402079460018", "TwelveLetters", "日本", " MYSHOP", "tel:+1"])
    func noOwnAddress(text: String) throws {
        #expect(
            try Self.problems("twilio", numbers: [text]) == [
                "numbers[0]: \"\(text)\" is no number; write it as +15550100001"
            ])
    }

    @Test("credentials that are not complete stop the start")
    func credentials() throws {
        let problem = "settings: hold no complete credentials; of token, username, password some are missing"
        #expect(try Self.problems("smsgate", ["username": "u", "signing_key": "s"]) == [problem])
    }

    @Test("a webhook's missing secret stops the start")
    func webhookSecret() throws {
        #expect(
            try Self.problems("smsgate", ["username": "u", "password": "p"]) == [
                "settings.signing_key: is missing; the provider needs it"
            ])
    }

    @Test("a setting that cannot stand in a request stops the start, not a message")
    func hostile() throws {
        #expect(
            try Self.problems(
                "telnyx", ["api_key": "a\nb", "public_key": SendGatewayTests.settings["telnyx"]?["public_key"] ?? ""])
                == [
                    "settings: the value of the header Authorization has a line break or another control character"
                ])
        #expect(
            try Self.problems("kannel", ["base_url": "h", "username": "u", "password": "p", "webhook_token": "t"]) == [
                "settings: the setting base_url must be a URL such as https://host:port/path, without query"
            ])
    }

    @Test("every provider starts with right settings", arguments: DescriptorFixture.providers)
    func right(_ provider: String) throws {
        #expect(try Self.problems(provider) == [])
    }
}
