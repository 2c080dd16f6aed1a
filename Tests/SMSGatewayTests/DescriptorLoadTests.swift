// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import SMSGateway

/// One way to write a descriptor wrong: a line of `DescriptorFixture.small` replaced (or lines added behind it), and the
/// problem that has to come.
struct WrongDescriptor: Sendable, CustomTestStringConvertible {
    let line: String
    let replacement: String
    let problem: String

    init(_ line: String, _ replacement: String, _ problem: String) {
        self.line = line
        self.replacement = replacement
        self.problem = problem
    }

    var testDescription: String { replacement.isEmpty ? "without \(line)" : replacement }

    static let url = #"url = "https://api.example.com/v1/{cred.account}/messages""#
    static let body = #"body = { kind = "json", value = { to = "{to}", text = "{text}", ttl = "{param.ttl}" } }"#
    static let auth = #"auth = { kind = "bearer", token = "{cred.key}" }"#
    static let rules = #"rules = [{ http = "2xx", outcome = "accepted", id = "/id" }]"#
    static let query = #"query = [["q", "{param.ttl}"]]"#
    static let headers = #"headers = { X-Reference = "{reference}" }"#

    static let head: [WrongDescriptor] = [
        .init(
            "descriptor = 1", "descriptor = 2", "test.toml:1: descriptor: this program reads version 1 of the language"),
        .init("descriptor = 1", "", "test.toml:1: descriptor: is missing; write for example descriptor = 1"),
        .init("id = \"small\"", "", "test.toml:1: id: is missing; write for example id = \"twilio\""),
        .init("id = \"small\"", "id = 5", "test.toml:2: id: expected a string, found a number"),
        .init(
            "id = \"small\"", "id = \"small\"\nrecipient = \"one\"",
            "test.toml:3: recipient: unknown key \"recipient\"; did you mean \"recipients\"?"),
        .init(
            "id = \"small\"", "id = \"small\"\nrecipients = \"on\"",
            "test.toml:3: recipients: \"on\" is not known; write \"one\", \"batch\" or \"group\"; did you mean \"one\"?"
        ),
        .init(
            "id = \"small\"", "id = \"small\"\nnumber_format = \"164\"",
            "test.toml:3: number_format: \"164\" is not known; write \"e164\", \"digits\" or \"national10\"; did you mean "
                + "\"e164\"?"),
        .init(
            "id = \"small\"", "id = \"small\"\nown = [\"number\", \"words\"]",
            "test.toml:3: own[1]: \"words\" is not known; write \"number\", \"short-code\" or \"word\"; did you mean "
                + "\"word\"?"),
        .init(
            "id = \"small\"", "id = \"small\"\nown = []",
            "test.toml:3: own: is empty; leave it out where numbers are all that it takes"),
        .init(
            "id = \"small\"", "id = \"small\"\nlimits = { medias = 1 }",
            "test.toml:3: limits.medias: unknown key \"medias\"; did you mean \"media\"?"),
        .init(
            "id = \"small\"", "id = \"small\"\nlimits = { media = 0 }",
            "test.toml:3: limits.media: is out of range; write a number from 1 to 9223372036854775807"),
        .init("key = true", "key = \"yes\"", "test.toml:4: credentials.key: expected true or false, found a string"),
        .init(
            "key = true", "Key-1 = true",
            "test.toml:4: credentials.Key-1: a setting's name has small letters, digits and underscores only"),
        .init(
            "ttl = { optional = true, type = \"integer\" }", "ttl = { optional = true, type = \"int\" }",
            "test.toml:7: params.ttl.type: \"int\" is not known; write \"string\", \"integer\" or \"boolean\""),
        .init(
            "ttl = { optional = true, type = \"integer\" }", "ttl = { optionel = true }",
            "test.toml:7: params.ttl.optionel: unknown key \"optionel\"; did you mean \"optional\"?"),
        .init(
            "ttl = { optional = true, type = \"integer\" }", "key = {}",
            "test.toml:7: params.key: stands under [credentials] and [params]; settings have one name"),
    ]

    static let sends: [WrongDescriptor] = [
        .init(
            "method = \"POST\"", "method = \"POSTS\"",
            "test.toml:10: send[0].method: \"POSTS\" is not known; write \"GET\", \"POST\" or \"PUT\"; did you mean \"POST\"?"
        ),
        .init(
            "method = \"POST\"", "method = \"GET\"",
            "test.toml:15: send[0].body: a GET has no body; write the pairs under query"),
        .init(
            "method = \"POST\"", "method = \"POST\"\nwhen = { medium = true }",
            "test.toml:11: send[0].when.medium: unknown key \"medium\"; did you mean \"media\"?"),
        .init(
            url, #"url = "https://api.example.com/{cred.acount}""#,
            "test.toml:11: send[0].url: unknown variable `cred.acount`; did you mean \"cred.account\"?"),
        .init(
            url, #"url = "https://{cred.account}.example.com/x""#,
            "test.toml:11: send[0].url: is no URL; it begins with https://host, or with a setting such as {cred.base_url}, "
                + "and holes stand in its path only"),
        .init(
            url, #"url = "ftp://example.com/x""#,
            "test.toml:11: send[0].url: is no URL; it begins with https://host, or with a setting such as {cred.base_url}, "
                + "and holes stand in its path only"),
        .init(
            url, #"url = "https://user:pw@example.com/x""#,
            "test.toml:11: send[0].url: is no URL; it begins with https://host, or with a setting such as {cred.base_url}, "
                + "and holes stand in its path only"),
        .init(
            url, #"url = "{to}/x""#,
            "test.toml:11: send[0].url: is no URL; it begins with https://host, or with a setting such as {cred.base_url}, "
                + "and holes stand in its path only"),
        .init(
            url, #"url = "{cred.account|component}/x""#,
            "test.toml:11: send[0].url: the base of a URL is a setting without filters, as in {cred.base_url}"),
        .init(
            url, #"url = "https://example.com/x?a=b""#,
            "test.toml:11: send[0].url: a path has no spaces and no \"?\"; write the query under query"),
        .init(
            url, #"url = "https://example.com/../x""#,
            "test.toml:11: send[0].url: the path of a URL begins with a slash and has no dot segments"),
        .init(
            auth, #"auth = { kind = "baerer", token = "{cred.key}" }"#,
            "test.toml:12: send[0].auth.kind: \"baerer\" is not known; write \"none\", \"basic\", \"bearer\", \"header\", "
                + "\"query\" or \"form\"; did you mean \"bearer\"?"),
        .init(
            auth, #"auth = { kind = "bearer" }"#,
            "test.toml:12: send[0].auth.token: is missing; write for example token = \"{cred.api_key}\""),
        .init(
            auth, #"auth = { kind = "form", fields = [["k", "{cred.key}"]] }"#,
            "test.toml:12: send[0].auth: of kind \"form\" needs a form as body"),
        .init(
            auth, #"auth = { kind = "header", name = "X: Key", value = "{cred.key}" }"#,
            "test.toml:12: send[0].auth.name: \"X: Key\" cannot be the name of a header"),
        .init(
            query, #"query = ["a", "b"]"#, "test.toml:13: send[0].query[0]: expected a pair, as in [\"to\", \"{to}\"]"),
        .init(
            query, #"query = [["a", "{media}"]]"#,
            "test.toml:13: send[0].query[0][1]: a list cannot be one value; repeat the pair, as in {media*}, or join it"
        ),
        .init(
            query, #"query = [["a", "{text*}"]]"#,
            "test.toml:13: send[0].query[0][1]: `text*` repeats a list, but `text` is a text"),
        .init(
            query, #"query = [["a", "b", { if = "callback" }]]"#,
            "test.toml:13: send[0].query[0][2].if: unknown variable \"callback\""),
        .init(
            query, #"query = [["a", "b", { fi = "text" }]]"#,
            "test.toml:13: send[0].query[0][2].fi: unknown key \"fi\"; did you mean \"if\"?"),
        .init(query, #"query = [["a", "{text|upper}"]]"#, "test.toml:13: send[0].query[0][1]: unknown filter `upper`"),
        .init(
            query, #"query = [["a", "{text|digit}"]]"#,
            "test.toml:13: send[0].query[0][1]: unknown filter `digit`; did you mean \"digits\"?"),
        .init(
            query, #"query = [["a", "{text|join:,}"]]"#,
            "test.toml:13: send[0].query[0][1]: a filter of `text` does not fit: it cannot be applied to a text"),
        .init(
            query, #"query = [["a", "x{media}"]]"#,
            "test.toml:13: send[0].query[0][1]: a list cannot stand inside a text; join it, as in `{media|join:,}`"),
        .init(
            query, #"query = [["a", "{text"]]"#,
            "test.toml:13: send[0].query[0][1]: a `{` without its `}`; write `{{` for the character itself"),
        .init(
            query, #"query = [["a", "text}"]]"#,
            "test.toml:13: send[0].query[0][1]: a `}` without its `{`; write `}}` for the character itself"),
        .init(query, #"query = [["a", "{}"]]"#, "test.toml:13: send[0].query[0][1]: unknown variable ``"),
        .init(
            headers, #"headers = { "X Y" = "1" }"#,
            "test.toml:14: send[0].headers.\"X Y\": \"X Y\" cannot be the name of a header"),
        .init(
            headers, "headers = { X = \"a\\nb\" }",
            "test.toml:9: send[0]: cannot be rendered: the value of the header X has a line break or another control "
                + "character"),
        .init(
            body, #"body = { kind = "xml" }"#,
            "test.toml:15: send[0].body.kind: \"xml\" is not known; write \"none\", \"form\" or \"json\""),
        .init(
            body, #"body = { kind = "json", value = { to = "{media*}" } }"#,
            "test.toml:15: send[0].body.value.to: only a pair can be repeated; in JSON a list is a list, as in \"{media}\""
        ),
        .init(
            body, #"body = { kind = "json", value = { to = 2024-01-01 } }"#,
            "test.toml:15: send[0].body.value.to: expected a text, a number, true, false, a list or a table, found a date"
        ),
        .init(
            body, #"body = { kind = "json", value = { each = "text", value = "{item}" } }"#,
            "test.toml:15: send[0].body.value.each: \"text\" is a text, and a list is needed here"),
        .init(
            body, #"body = { kind = "json", value = { to = "{item}" } }"#,
            "test.toml:15: send[0].body.value.to: unknown variable `item`"),
        .init(
            body, #"body = { kind = "json", value = { cb = "{callback_url}" } }"#,
            "test.toml:1: a request names {callback_url}, but there is no [[webhook]] with the name \"status\""),
        .init(
            body, body + "\nheader = {}",
            "test.toml:16: send[0].header: unknown key \"header\""),
        .init(
            body, body + "\n[[send]]\nmethod = \"GET\"\nurl = \"https://example.com/\"",
            "test.toml:16: send[1]: is never reached: the [[send]] before it takes every message"),
    ]

    static let answers: [WrongDescriptor] = [
        .init(
            "format = \"json\"", "format = \"xml\"",
            "test.toml:17: response.format: \"xml\" is not known; write \"json\", \"text\" or \"none\""),
        .init(
            "format = \"json\"", "format = \"text\"",
            "test.toml:17: response.format: the rules have pointers, which need format = \"json\""),
        .init(
            "format = \"json\"", "format = \"json\"\nretry_after = \"body\"",
            "test.toml:18: response.retry_after: write \"header\", or a table such as { body = \"wait ([0-9]+)\", unit = "
                + "\"s\" }"),
        .init(
            "format = \"json\"", "format = \"json\"\nidempotency = \"key\"",
            "test.toml:18: response.idempotency: \"key\" is not known; write \"id\" or \"header\""),
        .init(rules, "rules = []", "test.toml:18: response.rules: is missing; write at least the rule for success"),
        .init(
            rules, #"rules = [{ outcome = "accepted" }]"#,
            "test.toml:18: response.rules[0]: has no condition; write http, at and in, exists or body"),
        .init(
            rules, #"rules = [{ http = "20", outcome = "accepted" }]"#,
            "test.toml:18: response.rules[0].http: \"20\" is no HTTP status; write codes as in \"2xx,409\""),
        .init(
            rules, #"rules = [{ http = "2xx", outcome = "ok" }]"#,
            "test.toml:18: response.rules[0].outcome: \"ok\" is not known; write \"accepted\", \"duplicate\", "
                + "\"throttled\", \"transient\", \"account\" or \"rejected\""),
        .init(
            rules, #"rules = [{ http = "4xx", outcome = "rejected" }]"#,
            "test.toml:18: response.rules[0].class: is missing; write for example class = \"content\""),
        .init(
            rules, #"rules = [{ http = "4xx", outcome = "rejected", class = "spam" }]"#,
            "test.toml:18: response.rules[0].class: \"spam\" is not known; write \"recipient\", \"full\", "
                + "\"opted-out\", \"content\", \"policy\", \"sender\" or \"unknown\""),
        .init(
            rules, #"rules = [{ http = "2xx", outcome = "accepted", class = "policy" }]"#,
            "test.toml:18: response.rules[0].class: only a rejected message has a class"),
        .init(
            rules, #"rules = [{ at = "/code", outcome = "account" }]"#,
            "test.toml:18: response.rules[0]: write at and in together, a pointer and its values"),
        .init(
            rules, #"rules = [{ at = "code", in = ["1"], outcome = "account" }]"#,
            "test.toml:18: response.rules[0].at: `code` is not a pointer; a pointer begins with `/`, as in `/code`"),
        .init(
            rules, #"rules = [{ exists = "/a~2", outcome = "account" }]"#,
            "test.toml:18: response.rules[0].exists: `/a~2` has a `~` that is neither `~0` (for ~) nor `~1` (for /)"),
        .init(
            rules, #"rules = [{ body = "(a", outcome = "account" }]"#,
            "test.toml:18: response.rules[0].body: a `(` without its `)`; write `\\(` for the character itself"),
        .init(
            rules, #"rules = [{ http = "2xx", outcom = "accepted" }]"#,
            "test.toml:18: response.rules[0].outcom: unknown key \"outcom\"; did you mean \"outcome\"?"),
        .init(
            "error_text = \"/message\"", "error_text = \"message\"",
            "test.toml:19: response.error_text: `message` is not a pointer; a pointer begins with `/`, as in `/message`"
        ),
        .init(
            "error_text = \"/message\"", "error_txt = \"/message\"",
            "test.toml:19: response.error_txt: unknown key \"error_txt\"; did you mean \"error_text\"?"),
        .init(
            "error_text = \"/message\"", "[probe]\nmethod = \"GET\"",
            "test.toml:19: probe.url: is missing; write for example url = \"https://api.example.com/messages\""),
        .init(
            "error_text = \"/message\"", "error_text = ",
            "test.toml:19: is not TOML"),
    ]
}

@Suite struct DescriptorLoadTests {
    @Test("a wrong descriptor is told of with its place", arguments: WrongDescriptor.head + WrongDescriptor.sends)
    func wrongRequest(_ wrong: WrongDescriptor) throws {
        try Self.check(wrong)
    }

    @Test("so is a wrong rule", arguments: WrongDescriptor.answers)
    func wrongAnswer(_ wrong: WrongDescriptor) throws {
        try Self.check(wrong)
    }

    private static func check(_ wrong: WrongDescriptor) throws {
        let text = DescriptorFixture.small
        try #require(text.contains(wrong.line), "the case replaces no line")
        let problems = DescriptorFixture.problems(
            text.replacing(wrong.line, with: wrong.replacement, maxReplacements: 1))
        #expect(problems.contains { $0.hasPrefix(wrong.problem) }, "\(problems)")
    }

    @Test("a repeat is called safe only where the request carries our reference")
    func idempotency() {
        let text = DescriptorFixture.small.replacing("{reference}", with: "{text}")
            .replacing("format = \"json\"", with: "format = \"json\"\nid_chosen_by_us = true")
        #expect(
            DescriptorFixture.problems(text) == [
                "test.toml:9: send[0]: repeats are said to be safe, but this request does not carry {reference}"
            ])
    }

    @Test("every problem is told of at once")
    func several() {
        let text = DescriptorFixture.small.replacing("id = \"small\"", with: "id = 1")
            .replacing("{to}", with: "{too}").replacing("\"2xx\"", with: "\"ok\"")
        #expect(
            DescriptorFixture.problems(text) == [
                "test.toml:2: id: expected a string, found a number",
                "test.toml:15: send[0].body.value.to: unknown variable `too`; did you mean \"to\"?",
                "test.toml:18: response.rules[0].http: \"ok\" is no HTTP status; write codes as in \"2xx,409\"",
            ])
    }

    @Test("the small descriptor is right")
    func small() throws {
        let descriptor = try DescriptorFixture.descriptor(DescriptorFixture.small)
        #expect(descriptor.settings.map(\.name) == ["key", "account", "ttl", "loud"])
        #expect(descriptor.settings.map(\.isSecret) == [true, false, false, false])
        #expect(!descriptor.repeatsAreSafe)
        #expect(!descriptor.reportsDelivery)
    }

    @Test("every descriptor that comes with the program is right", arguments: DescriptorFixture.providers)
    func provider(_ name: String) throws {
        let descriptor = try DescriptorFixture.provider(name)
        #expect(descriptor.id == name)
        #expect(descriptor.reportsDelivery)
        #expect(descriptor.probe != nil)
        #expect(descriptor.webhooks.contains { $0.name == "in" })
        #expect(descriptor.repeatsAreSafe == ["telnyx", "smsgate"].contains(name))
    }

    @Test("these are all descriptors that there are")
    func all() throws {
        let files = try FileManager.default.contentsOfDirectory(atPath: DescriptorFixture.folder.path).sorted()
        #expect(files == DescriptorFixture.providers.map { "\($0).toml" })
    }
}
