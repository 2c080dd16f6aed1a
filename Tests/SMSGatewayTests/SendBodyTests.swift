// SPDX-License-Identifier: Apache-2.0

import Testing
import Transfer

@testable import SMSGateway

/// What a descriptor can say of a request, beyond what today's providers need.
@Suite struct SendBodyTests {
    /// The request of the small descriptor with other lines in its `[[send]]`.
    private static func request(
        _ send: String, media: [String] = [], recipients: [String] = ["+15550100099"], text: String = "hi",
        given: [String: String] = [:], head: String = "", endpoint: String? = nil
    ) throws -> HTTPRequest {
        let descriptor = try DescriptorFixture.descriptor(
            """
            descriptor = 1
            id = "test"
            \(head)
            [credentials]
            key = true
            base = { secret = false, optional = true }
            [params]
            ttl = { optional = true, type = "integer" }
            loud = { optional = true, type = "boolean" }
            [[send]]
            method = "POST"
            \(send)
            [response]
            format = "none"
            rules = [{ http = "2xx", outcome = "accepted" }]
            """)
        let settings = try SettingValues(given.merging(["key": "k"]) { mine, _ in mine }, for: descriptor.settings)
        let inputs = SendInputs(
            recipients: recipients, text: text, media: media, reference: "m-1", encoding: "gsm7", settings: settings)
        return try RequestBuilder(descriptor: descriptor, settings: settings, endpoint: endpoint.flatMap(BaseURL.init))
            .request(for: inputs)
    }

    private static func body(_ request: HTTPRequest) -> String {
        String(decoding: request.body ?? [], as: UTF8.self)
    }

    private static let url = "url = \"https://api.example.com/x\"\n"

    @Test(
        "a JSON body is a tree of leaves",
        arguments: [
            (
                #"{ a = "{text}", b = 1, c = true, d = [1, "x"], e = { f = "{to}" } }"#,
                #"{"a":"hi","b":1,"c":true,"d":[1,"x"],"e":{"f":"+15550100099"}}"#
            ),
            (#"{ from = "{from}", text = "{text}" }"#, #"{"text":"hi"}"#),
            (#"{ a = { b = { c = "{from}" } }, d = ["{from}"], e = {}, f = [] }"#, #"{"e":{},"f":[]}"#),
            (#"{ from = "{from}" }"#, "{}"),
            (
                #"{ ttl = "{param.ttl}", loud = "{param.loud}", group = "{group}" }"#,
                #"{"ttl":60,"loud":true,"group":false}"#
            ),
            (#"{ media = "{media}" }"#, #"{"media":["u1","u2"]}"#),
            (
                #"{ media = { each = "media", value = { url = "{item}", n = 1 } } }"#,
                #"{"media":[{"url":"u1","n":1},{"url":"u2","n":1}]}"#
            ),
            (#"{ to = { each = "recipients", value = "{item|digits}" } }"#, #"{"to":["15550100099"]}"#),
            (#"["{to}"]"#, #"["+15550100099"]"#),
            (#"{ "a\"b" = "x{text}y" }"#, #"{"a\"b":"xhiy"}"#),
            (#"{ each = "{text}", other = 1 }"#, #"{"each":"hi","other":1}"#),
        ])
    func json(_ value: String, _ body: String) throws {
        let request = try Self.request(
            Self.url + "body = { kind = \"json\", value = \(value) }", media: ["u1", "u2"],
            given: ["ttl": "60", "loud": "true"])
        #expect(Self.body(request) == body)
        #expect(request.headers.map(\.0) == ["Content-Type"])
    }

    @Test("an empty list is absent, and an empty text is not")
    func absence() throws {
        let send =
            Self.url
            + #"body = { kind = "form", fields = [["m", "{media*}"], ["t", "{text}"], ["j", "{media|join:,}"]] }"#
        #expect(try Self.body(Self.request(send, text: "")) == "t=")
        #expect(try Self.body(Self.request(send, media: ["a", "b"])) == "m=a&m=b&t=hi&j=a%2Cb")
    }

    @Test(
        "credentials go where the descriptor says",
        arguments: [
            (#"auth = { kind = "none" }"#, [], "https://api.example.com/x"),
            (
                #"auth = { kind = "header", name = "X-Key", prefix = "App ", value = "{cred.key}" }"#, ["X-Key: App k"],
                "https://api.example.com/x"
            ),
            (
                #"auth = { kind = "bearer", token = "{cred.key}" }"#, ["Authorization: Bearer k"],
                "https://api.example.com/x"
            ),
            (
                #"auth = { kind = "basic", user = "u", password = "{cred.key}" }"#, ["Authorization: Basic dTpr"],
                "https://api.example.com/x"
            ),
            (#"auth = { kind = "query", fields = [["key", "{cred.key}"]] }"#, [], "https://api.example.com/x?key=k"),
            (
                "auth = [{ kind = \"bearer\", token = \"{cred.base}\" }, { kind = \"bearer\", token = \"{cred.key}\" }]",
                ["Authorization: Bearer k"], "https://api.example.com/x"
            ),
        ] as [(String, [String], String)])
    func auth(_ auth: String, _ headers: [String], _ url: String) throws {
        let request = try Self.request(Self.url + auth)
        #expect(request.headers.map { "\($0.0): \($0.1)" } == headers)
        #expect(request.url == url)
        #expect(request.hidesURL == url.contains("key="))
    }

    @Test("credentials in a form stand behind its fields")
    func formAuth() throws {
        let send =
            Self.url + """
                auth = { kind = "form", fields = [["key", "{cred.key}"]] }
                body = { kind = "form", fields = [["to", "{to|digits}"]] }
                """
        #expect(try Self.body(Self.request(send)) == "to=15550100099&key=k")
    }

    @Test("of several requests the first whose condition holds is sent")
    func variants() throws {
        let descriptor = try DescriptorFixture.provider("telnyx")
        let settings = try SettingValues(["api_key": "k", "public_key": "p"], for: descriptor.settings)
        let builder = RequestBuilder(descriptor: descriptor, settings: settings, endpoint: nil)
        func url(_ recipients: [String]) throws -> String {
            let inputs = SendInputs(recipients: recipients, text: "x", encoding: "ucs2", settings: settings)
            return try builder.request(for: inputs).url
        }
        #expect(try url(["+1"]) == "https://api.telnyx.com/v2/messages")
        #expect(try url(["+1", "+2"]) == "https://api.telnyx.com/v2/messages/group_mms")
    }

    @Test("no request for a message is a problem")
    func noVariant() {
        #expect(throws: RequestProblem.self) { try Self.request("when = { media = true }\n" + Self.url) }
        #expect(throws: Never.self) { try Self.request("when = { media = true }\n" + Self.url, media: ["u"]) }
        #expect(throws: RequestProblem.self) { try Self.request("when = { encoding = \"ucs2\" }\n" + Self.url) }
    }

    @Test(
        "the endpoint replaces scheme, host and port, and keeps the path",
        arguments: [
            (url, "http://127.0.0.1:9", "http://127.0.0.1:9/x"),
            ("url = \"{cred.base}/x\"\n", "http://127.0.0.1:9", "http://127.0.0.1:9/v1/x"),
            ("url = \"{cred.base}/x\"\n", nil, "https://h.example/v1/x"),
            ("url = \"{cred.base}\"\n", nil, "https://h.example/v1"),
        ])
    func endpoint(_ send: String, _ endpoint: String?, _ url: String) throws {
        let request = try Self.request(send, given: ["base": "https://h.example/v1/"], endpoint: endpoint)
        #expect(request.url == url)
    }

    @Test("a descriptor's number format holds for every address in it")
    func numberFormat() throws {
        let send =
            Self.url
            + #"body = { kind = "json", value = { to = "{to}", all = { each = "recipients", value = "{item}" } } }"#
        let request = try Self.request(send, head: "number_format = \"digits\"")
        #expect(Self.body(request) == #"{"to":"15550100099","all":["15550100099"]}"#)
    }
}
