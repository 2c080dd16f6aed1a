// SPDX-License-Identifier: Apache-2.0

import Foundation
import GatewayKit
import Notation
import PosternCrypto
import Settings
import Testing

@testable import SMSGateway

@Suite("Signatures against hostile requests")
struct SignatureHostileTests {
    private static let now = 1_700_000_000
    private static let key = "k3y"

    private static func request(
        method: String = "POST", url: String = "https://gw.example.org/hooks/sms/in",
        headers: [(name: String, value: String)] = [], body: String = ""
    ) -> WebhookRequest {
        WebhookRequest(
            method: method, url: url, headers: headers, body: Array(body.utf8), reference: nil,
            receivedAt: Date(timeIntervalSince1970: Double(now)))
    }

    private static func verdict(_ scheme: String, _ request: WebhookRequest, key: String = key) throws -> String? {
        let verifier = try #require(SchemeLibrary.standard.scheme(named: scheme)).verifier(key: key)
        do throws(SignatureFailure) {
            try verifier.verify(request)
            return nil
        } catch {
            return error.sentence
        }
    }

    private static func hmac(_ text: String) -> String {
        Hex.encode(HashAlgorithm.sha256.authenticationCode(for: Array(text.utf8), key: Array(key.utf8)))
    }

    @Test(
        "a timestamp counts only as whole seconds within 300 s, both ways and inclusive",
        arguments: [
            ("1700000000", true), ("1699999700", true), ("1700000300", true), ("1699999699", false),
            ("1700000301", false),
            ("", false), ("+1700000000", false), ("-1700000000", false), (" 1700000000", false),
            ("1700000000.0", false),
            ("1.7e9", false), ("1700000000000", false), ("99999999999999999999", false), ("١٧٠٠٠٠٠٠٠٠", false),
        ])
    func timestamp(text: String, passes: Bool) throws {
        let headers = [("X-Timestamp", text), ("X-Signature", Self.hmac("{}" + text))]
        let found = try Self.verdict("smsgate-hmac", Self.request(headers: headers, body: "{}"))
        #expect((found == nil) == passes, "\(found ?? "passed")")
    }

    @Test(
        "a header of the signature that came twice is refused, whichever is right",
        arguments: ["X-Timestamp", "X-Signature"])
    func twice(name: String) throws {
        let good = [("X-Timestamp", "1700000000"), ("X-Signature", Self.hmac("{}1700000000"))]
        #expect(try Self.verdict("smsgate-hmac", Self.request(headers: good, body: "{}")) == nil)
        let again = good + [(name.lowercased(), "1")]
        let told = try Self.verdict("smsgate-hmac", Self.request(headers: again, body: "{}"))
        #expect(told == "the header \(name) came twice")
    }

    @Test(
        "ten thousand parameters are refused before they are sorted",
        arguments: ["twilio-form", "query-token", "plivo-v3"])
    func manyParameters(scheme: String) throws {
        let many = (0..<10_000).map { "p\($0)=x" }.joined(separator: "&")
        let headers = [
            ("X-Twilio-Signature", "x"), ("X-Plivo-Signature-V3", "x"), ("X-Plivo-Signature-V3-Nonce", "1"),
        ]
        let request = Self.request(url: "https://gw.example.org/hooks/sms/in?\(many)", headers: headers, body: many)
        #expect(try Self.verdict(scheme, request) == "the request has more than 1000 fields")
    }

    @Test(
        "a body that the signature does not cover is refused",
        arguments: ["application/json", "text/plain", "multipart/form-data"])
    func uncoveredBody(type: String) throws {
        let url = "https://gw.example.org/hooks/sms/in"
        let code = HashAlgorithm.sha1.authenticationCode(for: Array(url.utf8), key: Array(Self.key.utf8))
        let signature = [("X-Twilio-Signature", Base64.encode(code))]
        #expect(try Self.verdict("twilio-form", Self.request(headers: signature)) == nil)
        let replaced = Self.request(headers: signature + [("Content-Type", type)], body: "{\"From\":\"+15550100099\"}")
        #expect(try Self.verdict("twilio-form", replaced) != nil)
    }

    @Test(
        "a JSON Web Token is refused for what its header says",
        arguments: [
            "{\"alg\":\"HS256\",\"crit\":[\"b64\"]}", "{\"alg\":\"none\"}", "{\"alg\":\"hs256\"}", "{}", "[]",
            "{\"alg\":256}",
            "{\"alg\":\"HS512\"}",
        ])
    func tokenHeader(header: String) throws {
        let claims =
            "{\"iss\":\"api.httpsms.com\",\"aud\":\"https://gw.example.org/hooks/sms/in\",\"nbf\":1,\"exp\":9999999999}"
        func token(_ header: String) -> String {
            let signed = Base64.encodeURLSafe(Array(header.utf8)) + "." + Base64.encodeURLSafe(Array(claims.utf8))
            let code = HashAlgorithm.sha256.authenticationCode(for: Array(signed.utf8), key: Array(Self.key.utf8))
            return "Bearer \(signed).\(Base64.encodeURLSafe(code))"
        }
        let good = Self.request(headers: [("Authorization", token("{\"alg\":\"HS256\"}"))])
        #expect(try Self.verdict("httpsms-jwt", good) == nil)
        #expect(try Self.verdict("httpsms-jwt", Self.request(headers: [("Authorization", token(header))])) != nil)
    }

    @Test(
        "what is no JSON Web Token is refused",
        arguments: [
            "", "Bearer", "Bearer ", "Bearer .", "Bearer ..", "Bearer a.b.c", "Bearer a.b.c.d", "Basic a.b.c",
            "Bearer \0.\0.\0",
        ])
    func noToken(text: String) throws {
        #expect(try Self.verdict("httpsms-jwt", Self.request(headers: [("Authorization", text)])) != nil)
    }

    @Test(
        "a token in a header or in a field has to be there once and right",
        arguments: [
            ("header = \"X-Key\"", "X-Key", "", true), ("header = \"X-Key\"", "x-key", "", true),
            ("header = \"X-Key\"", "X-Other", "", false), ("field = \"/apiKey\"", "", "{\"apiKey\":\"k3y\"}", true),
            ("field = \"/apiKey\"", "", "{\"apiKey\":\"K3Y\"}", false),
            ("field = \"/apiKey\"", "", "{\"apiKey\":[\"k3y\"]}", false),
            ("field = \"/apiKey\"", "", "{", false),
        ])
    func token(place: String, header: String, body: String, passes: Bool) throws {
        let schemes = SchemeLibrary.parse("[mine]\nverifier = \"token\"\n\(place)\n", report: SettingsReport())
        let verifier = try #require(schemes["mine"]).verifier(key: Self.key)
        let headers = header.isEmpty ? [("Content-Type", "application/json")] : [(header, Self.key)]
        let request = Self.request(headers: headers, body: body)
        if passes {
            try verifier.verify(request)
        } else {
            #expect(throws: SignatureFailure.self) { try verifier.verify(request) }
        }
    }

    @Test("a refusal never shows what was sent or what is secret", arguments: SchemeLibrary.standard.names)
    func silence(name: String) throws {
        let secret = name == "telnyx-ed25519" ? Base64.encode([UInt8](repeating: 7, count: 32)) : "whsec_c2VjcmV0:x"
        let key = name == "standard-webhooks" ? "whsec_c2VjcmV0" : secret
        let request = Self.request(
            url: "https://gw.example.org/hooks/sms/in?t=sent&sig=sent&bodySHA256=sent",
            headers: [("Authorization", "Bearer sent.sent.sent"), ("Content-Type", "application/json")],
            body: "{\"a\":\"sent\"}")
        let told = try #require(try Self.verdict(name, request, key: key))
        #expect(!told.contains("sent") && !told.contains(secret))
    }

    @Test(
        "ports are added and taken off as the scheme says",
        arguments: [
            (PortVariants.none, "https://h/x", ["https://h/x"]),
            (.defaultOnly, "https://h/x", ["https://h/x", "https://h:443/x"]),
            (.defaultOnly, "https://h:443/x", ["https://h:443/x", "https://h/x"]),
            (.defaultOnly, "https://h:8443/x", ["https://h:8443/x"]),
            (.stripOrDefault, "http://h?a=1:2", ["http://h?a=1:2", "http://h:80?a=1:2"]),
            (.stripOrDefault, "https://[::1]:8443/x", ["https://[::1]/x", "https://[::1]:8443/x"]),
            (.stripOrDefault, "https://[::1]/x", ["https://[::1]/x", "https://[::1]:443/x"]),
            (.stripOrDefault, "nonsense", ["nonsense", "nonsense:80"]), (.stripOrDefault, "", ["", ":80"]),
        ])
    func ports(variants: PortVariants, url: String, tried: [String]) {
        #expect(variants.candidates(for: url) == tried)
    }
}
