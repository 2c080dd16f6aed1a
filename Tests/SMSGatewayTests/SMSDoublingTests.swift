// SPDX-License-Identifier: Apache-2.0

import GatewayKit
import Notation
import Support
import Testing

@testable import SMSGateway

/// Twice the input, at most two and a half times the work: what providers, and those who claim to be one, send.
@Suite struct SMSDoublingTests {
    private static let documents: [Shape] =
        [
            "{\"a\":", "[", "[1,", "{\"a\":1,", "\"a\",", "\\u00e9", "\\ud800", "\\\\", "1", "-", "1e", " ", "true,",
            "{\"", "[]",
        ]
        .map(Shape.many)
        + ["1,", "\"\",", "{},", "🇩", "\u{301}\u{316}", "\u{200D}"].map(Shape.many)
        + [.numbered("\"a#\":1,"), .numbered("\"a#\","), .deep("[", "]"), .deep("{\"a\":", "}")]

    @Test(
        "a JSON document", arguments: ["{}", "[{}]", "\"{}\"", "{\"{}\":1}", "{\"a\":\"{}\"}", "[{}1]", "{{}\"a\":1}"])
    func json(_ frame: String) async {
        await expectProportional("JSON", frames: [frame], shapes: Self.documents + Shape.hard) { text in
            guard let value = try? JSONValue(parsing: Array(text.utf8)) else { return }
            var writer = JSONWriter()
            writer.value(value)
        }
    }

    @Test("a form", arguments: ["{}", "a={}", "{}=a", "from=%2B15550100099&text={}"])
    func form(_ frame: String) async {
        let shapes = ["a=b&", "&", "=", "%", "%4", "%41", "+", "a&"].map(Shape.many) + [.numbered("a#=b&")]
        await expectProportional("a form", frames: [frame], shapes: shapes + Shape.hard) { text in
            guard let form = try? FormData(parsing: text.utf8) else { return }
            _ = (form.value("z"), form.values("a"))
        }
    }

    @Test func `fields that are signed`() async {
        var parameters = SignedParameters(source: .any)
        parameters.duplicates = .uniqueSorted
        parameters.exclude = ["signature"]
        let shapes = [Shape.numbered("\"a#\":1,"), .many("\"a\":1,"), .many("\u{301}\u{316}")]
        await expectProportional("signed JSON", frames: ["{\"b\":1,{}\"c\":2}", "{\"{}\":1}"], shapes: shapes) { text in
            let request = WebhookFixture.request(type: "application/json", body: Array(text.utf8))
            _ = try? parameters.bytes(of: request)
        }
        let fields = [Shape.numbered("a#=b&"), .many("a=b&"), .many("%CC%81%CC%96")]
        await expectProportional("a signed form", frames: ["{}", "{}=1"], shapes: fields) { text in
            let request = WebhookFixture.request(type: "application/x-www-form-urlencoded", body: Array(text.utf8))
            _ = try? parameters.bytes(of: request)
        }
    }

    private static let descriptor = """
        [credentials]
        token = true
        [states]
        delivered = ["DELIVERED"]
        [[webhook]]
        name = "in"
        format = "json"
        auth = [{ scheme = "query-token", secret = "{cred.token}" }]
        event = { type = "message", when = { "/type" = "in" }, id = "/id", from = "/from", to = "/to", text = "/text", media = "/media", time = "/time" }
        [[webhook]]
        name = "list"
        format = "json"
        auth = [{ scheme = "query-token", secret = "{cred.token}" }]
        event = { type = "message", each = "/all", id = "/id", from = "/from", to = "/to", text = "/text" }
        [[webhook]]
        name = "file"
        format = "json"
        auth = [{ scheme = "query-token", secret = "{cred.token}" }]
        event = { type = "message", id = "/id", from = "/from", to = "/to", media = { each = "/files", base64 = "/data", type = "/type", name = "/name" } }
        [[webhook]]
        name = "form"
        format = "form"
        auth = [{ scheme = "query-token", secret = "{cred.token}" }]
        event = { type = "message", when = { "/type" = "in" }, id = "/id", from = "/from", to = "/to", text = "/text" }
        [[webhook]]
        name = "reports"
        format = "json"
        auth = [{ scheme = "query-token", secret = "{cred.token}" }]
        event = { type = "status", each = "/all", id = "/id", state = "/state", error_code = "^/code", error_text = "^/text", to = "/to" }
        [[webhook]]
        name = "status"
        format = "json"
        auth = [{ scheme = "query-token", secret = "{cred.token}" }]
        event = { type = "status", id = "/id", state = "/state", error_code = "/code", error_text = "/text", to = "/to" }
        """

    private static let events = [
        ("in", "{\"type\":\"in\",\"from\":\"{}\",\"text\":\"hi\"}"), ("in", "{\"type\":\"{}\",\"from\":\"1\"}"),
        ("in", "{\"x\":{\"text\":\"{}\",\"{}\":\"a\"}}"),
        ("in", "{\"type\":\"in\",\"from\":\"1\",\"media\":\"data:{},{}\"}"),
        ("in", "{\"type\":\"in\",\"from\":\"1\",\"media\":\"data:image/png;base64,{}\"}"),
        ("file", "{\"from\":\"1\",\"files\":[{\"data\":\"{}\",\"type\":\"{}\",\"name\":\"{}\"}]}"),
        ("file", "{\"from\":\"1\",\"files\":[{\"type\":\"{}\",\"name\":\"{}\"}]}"),
        ("in", "{\"type\":\"in\",\"from\":\"+15550100099\",\"text\":\"{}\",\"time\":\"{}\"}"),
        ("in", "{\"type\":\"in\",\"from\":\"+15550100099\",\"id\":\"{}\"}"),
        ("in", "{\"type\":\"in\",\"from\":\"+15550100099\",\"to\":\"{}\"}"),
        ("in", "{\"type\":\"in\",\"from\":\"+15550100099\",\"media\":\"{}\"}"),
        ("status", "{\"id\":\"a\",\"state\":\"{}\",\"code\":\"{}\"}"),
        ("status", "{\"id\":\"{}\",\"state\":\"DELIVERED\",\"text\":\"{}\",\"to\":\"{}\"}"),
    ]

    @Test("what a webhook tells", arguments: events)
    func event(_ hook: String, _ frame: String) async throws {
        let hook = try WebhookFixture.hook(hook, text: Self.descriptor)
        let texts = Shape.hard.filter {
            !["\"", "\\", "\n"].map(\.debugDescription).contains(where: $0.description.contains)
        }
        let shapes = (texts + [.many("text: "), .many("\\n"), .many("+1 "), .many("https://a ")]).map { text in
            Shape(text.description) {
                frame.split(separator: "{}", omittingEmptySubsequences: false).joined(separator: text.text($0))
            }
        }
        await expectProportional(frame, shapes: shapes) {
            _ = try? hook.events(in: WebhookFixture.request(type: "application/json", body: Array($0.utf8)))
        }
    }

    @Test func `a form that no rule knows, and words that many reports share`() async throws {
        let form = try WebhookFixture.hook("form", text: Self.descriptor)
        let shapes = Shape.hard + ["%CC%81%CC%96", "text=a&", "a=b&", "%F0%9F%87%A9"].map(Shape.many)
        await expectProportional(
            "a form's event", frames: ["{}=a", "text={}", "type=in&from=1&text={}"], shapes: shapes
        ) {
            _ = try? form.events(
                in: WebhookFixture.request(type: "application/x-www-form-urlencoded", body: Array($0.utf8)))
        }
        let reports = try WebhookFixture.hook("reports", text: Self.descriptor)
        let shared = Shape("reports that share their words") { bytes in
            let words = Shape.many("a ").text(bytes / 2)
            let all = Shape.numbered("{\"id\":\"a#\",\"state\":\"DELIVERED\"},").text(bytes / 2)
            return "{\"code\":\"\(words)\",\"text\":\"\(words)\",\"all\":[\(all)0]}"
        }
        // So long that what is kept of the words is full.
        await expectProportional("reports", shapes: [shared], from: 16 << 10) {
            _ = try? reports.events(in: WebhookFixture.request(type: "application/json", body: Array($0.utf8)))
        }
    }

    @Test func `many of what a webhook tells`() async throws {
        let frames = [
            ("in", "{\"type\":\"in\",\"from\":\"+15550100099\",\"to\":[{}\"1\"]}", "\"+1555010####\",", "\"+1555010\""),
            ("in", "{\"type\":\"in\",\"from\":\"+15550100099\",\"media\":[{}\"1\"]}", "\"https://a/#\",", ""),
            (
                "list", "{\"all\":[{}0]}",
                "{\"id\":\"#\",\"from\":\"+15550100099\",\"to\":\"+15550100001\",\"text\":\"a\"},", ""
            ),
            (
                "list", "{\"all\":[{}0]}",
                "{\"id\":\"1\",\"from\":\"+15550100099\",\"to\":\"+15550100001\",\"text\":\"a\"},", ""
            ),
        ]
        for (name, frame, piece, _) in frames {
            let hook = try WebhookFixture.hook(name, text: Self.descriptor)
            let shape = Shape(piece) { bytes in
                var (text, number) = ("", 1_000_000)
                while text.utf8.count < bytes {
                    text += piece.replacing("####", with: String(number).suffix(4)).replacing("#", with: String(number))
                    number += 1
                }
                return text
            }
            let names = Shape("senders") { bytes in (0..<bytes / 10).map { "\"w\($0)\"," }.joined() }
            await expectProportional(name, frames: [frame], shapes: [shape, names], from: 16 << 10) {
                _ = try? hook.events(in: WebhookFixture.request(type: "application/json", body: Array($0.utf8)))
            }
        }
    }

    @Test func `segments, times, words and patterns`() async throws {
        await expectProportional("segments", shapes: Shape.hard + [.many("€"), .many("👋"), .runs("a", "👋")]) {
            _ = Segments($0)
        }
        let accents = ["e\u{301}", "\u{1100}\u{1161}", "\u{1161}", "\u{FB2C}", "\u{F73}", "\u{1E9B}\u{323}"].map(
            Shape.many)
        await expectProportional("a text as it is counted", shapes: Shape.admitted + accents) { text in
            let message = OutgoingMessage(
                reference: "r", from: Address("+15550100001"), to: Address("+15550100099"), text: text)
            _ = Segments(message.composedText)
        }
        await expectProportional("a time", frames: ["{}", "2024-01-01T00:00:00.{}Z"]) { _ = ProviderTime.parse($0) }
        await expectProportional("a report's words", shapes: Shape.admitted) {
            _ = ReportDetail.text(code: $0, words: $0)
        }
        await expectProportional("an inbound number", frames: ["{}", "+{}", "tel:{}"], shapes: Shape.admitted) {
            _ = try? NumberPlan(region: "US")?.address(typed: $0)
            _ = AlphanumericSender($0)
        }
        for pattern in ["(a+)+$", "(a|aa)+$", "^(a?a?a?a?)*$", "(.*)(.*)x", "x([0-9]+)"] {
            let regex = try LinearRegex(pattern)
            await expectProportional(pattern, shapes: [.many("a"), .many("1"), .many("x"), .many("ab")], from: 4 << 10)
            {
                _ = regex.matches(Array($0.utf8))
            }
        }
    }

    private static let scope = VariableScope(settings: [:], hasMessage: true, numberFormat: .e164)

    private struct Inputs: TemplateInputs {
        let text: String

        func value(of variable: Variable) -> JSONValue? {
            variable == .media ? .array(text.split(separator: "a").map { .string(String($0)) }) : .string(text)
        }
    }

    @Test(
        "templates",
        arguments: [
            "{text}", "{text|component}", "{text|double-percent}", "{text|truncate:160}", "{text|map:a=b}",
            "{to|digits}",
            "a{text}b{text}", "{media|join:,}",
        ])
    func template(_ text: String) async throws {
        let template = try Template(parsing: text, in: Self.scope)
        await expectProportional(text, shapes: Shape.admitted) { _ = template.value(Inputs(text: $0)) }
    }

    @Test func `the text of a template`() async {
        await expectProportional(
            "a template's text", frames: ["{}", "{text|{}}"],
            shapes: Shape.admitted + ["{", "{{", "}", "{text}", "|"].map(Shape.many)
        ) { _ = try? Template(parsing: $0, in: Self.scope) }
    }
}
