// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing
import Transfer

@testable import SMSGateway

/// Whatever stands in a text, a number or a setting: it stays one value of the request and changes nothing else.
@Suite struct SendInjectionTests {
    static let hostile = [
        "\"}, \"to\": \"+15550100666\", {\"", "a&To=%2B15550100666&Body=x", "a=b&c", "%26To=x", "+ +%20%%",
        "\\\"\\u0022",
        "\r\nX-Evil: 1\r\n\r\n", "\u{0}\u{1}\u{7F}", "{to}{cred.auth_token}", "a\u{2028}b\u{202E}c", "👋\u{FE0F}é",
        "../../x",
        "?a=b#c", "", " ", "<script>", String(repeating: "\"", count: 1000),
    ]

    @Test("a hostile text stays one form value", arguments: hostile)
    func form(_ text: String) throws {
        let request = try Self.request("twilio", ["account_sid": "AC1", "auth_token": "t"], text: text)
        let pairs = Self.pairs(request.body)
        #expect(pairs.map(\.name) == ["To", "From", "Body", "StatusCallback"])
        #expect(pairs.map(\.value) == ["+15550100099", "+15550100001", text, "https://gw.example.org/x?t=a%20b"])
        #expect(request.url == "https://api.twilio.com/2010-04-01/Accounts/AC1/Messages.json")
    }

    @Test("a hostile text stays one JSON string", arguments: hostile)
    func json(_ text: String) throws {
        let request = try Self.request("telnyx", ["api_key": "k", "public_key": "p"], text: text)
        let value = try JSONValue(parsing: request.body ?? [])
        #expect(
            value
                == .object([
                    "from": .string("+15550100001"), "to": .string("+15550100099"), "text": .string(text),
                    "webhook_url": .string("https://gw.example.org/x?t=a%20b"),
                ]))
    }

    @Test("a hostile text stays one query value", arguments: hostile)
    func query(_ text: String) throws {
        let settings = [
            "base_url": "http://127.0.0.1:13013", "username": "u&to=1", "password": "p#?=", "webhook_token": "x",
        ]
        let request = try Self.request("kannel", settings, text: text)
        #expect(request.body == nil)
        let pairs = Self.pairs(Array(request.url.utf8.drop { $0 != UInt8(ascii: "?") }.dropFirst()))
        let names = ["username", "password", "from", "to", "text", "charset", "coding", "dlr-url", "dlr-mask"]
        #expect(pairs.map(\.name) == names)
        #expect(pairs[0].value == "u&to=1")
        #expect(pairs[1].value == "p#?=")
        #expect(pairs[4].value == text)
        // Our own % is doubled, because Kannel reads %-escapes in it; the descriptor's are single.
        #expect(pairs[7].value == "https://gw.example.org/x?t=a%%20b&type=%d&smsc=%i&reply=%A")
    }

    @Test(
        "a setting stays one step of the path",
        arguments: [
            ("AC1/../..", "AC1%2F..%2F.."), ("a?b=c", "a%3Fb%3Dc"), ("a#b", "a%23b"), ("a b", "a%20b"), ("ü", "%C3%BC"),
            ("%2e%2e", "%252e%252e"), ("a\r\nb", "a%0D%0Ab"),
        ])
    func path(_ account: String, _ step: String) throws {
        let request = try Self.request("twilio", ["account_sid": account, "auth_token": "t"], text: "x")
        #expect(request.url == "https://api.twilio.com/2010-04-01/Accounts/\(step)/Messages.json")
    }

    @Test("a dot segment in the path is refused", arguments: [".", ".."])
    func dots(_ account: String) {
        #expect(throws: RequestProblem.self) {
            try Self.request("twilio", ["account_sid": account, "auth_token": "t"], text: "x")
        }
    }

    @Test("a colon in a user name is refused, because it would end it")
    func colon() {
        #expect(throws: RequestProblem.self) {
            try Self.request("twilio", ["account_sid": "AC1:x", "auth_token": "t"], text: "x")
        }
    }

    @Test(
        "a control character in a header is refused", arguments: ["k\r\nX-Evil: 1", "k\n", "k\r", "k\u{0}", "k\u{7F}"])
    func header(_ key: String) {
        #expect(throws: RequestProblem.self) {
            try Self.request("telnyx", ["api_key": key, "public_key": "p"], text: "x")
        }
    }

    @Test(
        "a base URL is a base and nothing else",
        arguments: [
            "ftp://h", "h:80", "//h", "http://", "http://user@h", "http://u:p@h", "http://h?a=b", "http://h/#x",
            "http://h/a b", "http://h\\x", "http://h:0", "http://h:99999", "http://h:x", "http://h\r\n", "http://[::1",
            "javascript:x", "http://h/../x", "http://ü", "http://h<", "file:///etc/passwd", "",
        ])
    func baseURL(_ text: String) {
        #expect(BaseURL(text) == nil)
        if !text.isEmpty {
            #expect(throws: RequestProblem.self) {
                try Self.request(
                    "kannel", ["base_url": text, "username": "u", "password": "p", "webhook_token": "x"], text: "x")
            }
        }
    }

    @Test(
        "a right base URL is taken apart",
        arguments: [
            ("https://api.example.com", "https://api.example.com", "", true, false),
            ("HTTP://127.0.0.1:8080/", "http://127.0.0.1:8080", "", false, true),
            ("http://localhost/a/b//", "http://localhost", "/a/b", false, true),
            ("https://[::1]:1/x", "https://[::1]:1", "/x", true, true),
            ("http://127.0.0.1.example.com", "http://127.0.0.1.example.com", "", false, false),
            ("http://10.0.0.1:65535", "http://10.0.0.1:65535", "", false, false),
        ])
    func parts(_ text: String, _ origin: String, _ path: String, _ isSecure: Bool, _ isLoopback: Bool) throws {
        let url = try #require(BaseURL(text))
        #expect(url.origin == origin)
        #expect(url.path == path)
        #expect(url.isSecure == isSecure)
        #expect(url.isLoopback == isLoopback)
    }

    private static func request(_ provider: String, _ given: [String: String], text: String) throws -> HTTPRequest {
        let descriptor = try DescriptorFixture.provider(provider)
        let settings = try SettingValues(given, for: descriptor.settings)
        let inputs = SendInputs(
            recipients: ["+15550100099"], from: "+15550100001", text: text,
            callbackURL: "https://gw.example.org/x?t=a%20b", encoding: "gsm7", settings: settings)
        return try RequestBuilder(descriptor: descriptor, settings: settings, endpoint: nil).request(for: inputs)
    }

    /// Read as a server would, byte for byte.
    private static func pairs(_ bytes: [UInt8]?) -> [(name: String, value: String)] {
        ((try? FormData(parsing: bytes ?? []))?.fields ?? []).map {
            (String(decoding: $0.name, as: UTF8.self), String(decoding: $0.value, as: UTF8.self))
        }
    }
}
