// SPDX-License-Identifier: Apache-2.0

import GatewayKit
import Settings
import Testing

@testable import SMSGateway

@Suite("Webhooks in a descriptor")
struct WebhookLoaderTests {
    /// A webhook without a mistake, to which one is made.
    private static let good = """
        [[webhook]]
        name = "in"
        methods = ["POST"]
        format = "json"
        auth = [{ scheme = "query-token", secret = "{cred.token}" }]
        reply = { status = 200, type = "text/plain", body = "ok" }
        event = { type = "message", id = "/id", from = "/from", to = ["/to"], text = "/text" }

        [states]
        delivered = ["ok"]
        """

    private static func load(_ text: String) -> (webhooks: [WebhookDescriptor], problems: [SettingsProblem]) {
        let report = SettingsReport()
        guard let root = SettingsTable(file: "x.toml", text: text, report: report) else { return ([], report.problems) }
        let loaded = WebhookLoader(root: root, credentials: ["token", "user", "password"]).load()
        return (loaded.webhooks, report.problems)
    }

    @Test("a right one is loaded whole")
    func right() throws {
        let (webhooks, problems) = Self.load(Self.good)
        #expect(problems.map(\.description) == [])
        let webhook = try #require(webhooks.first)
        #expect(webhooks.count == 1 && webhook.name == "in" && webhook.methods == ["POST"] && webhook.rules.count == 1)
        #expect(webhook.reply == WebhookReply(status: 200, contentType: "text/plain", body: "ok"))
        #expect(webhook.authentication.map(\.secret) == [.setting("token")])
    }

    @Test("the method is POST and the answer an empty 200 where nothing else is said")
    func defaults() throws {
        let text = Self.good.split(separator: "\n").filter { !$0.hasPrefix("methods") && !$0.hasPrefix("reply") }
        let webhook = try #require(Self.load(text.joined(separator: "\n")).webhooks.first)
        #expect(webhook.methods == ["POST"] && webhook.reply == WebhookReply(status: 200))
    }

    /// What is replaced in `good`, by what, and what the operator is told.
    private static let mistakes: [(old: String, new: String, told: String)] = [
        ("name = \"in\"", "", "webhook[0].name: is missing"),
        ("name = \"in\"", "name = \"in\"\nmax_size = \"17MiB\"", "is from \"1KiB\" to \"16MiB\""),
        ("name = \"in\"", "name = \"in\"\nmax_size = \"0KiB\"", "is from \"1KiB\" to \"16MiB\""),
        ("name = \"in\"", "name = \"in\"\nmax_size = 8", "expected a string, found a number"),
        ("name = \"in\"", "name = \"In box\"", "small letters, digits and dashes"),
        ("methods = [\"POST\"]", "methods = [\"DELETE\"]", "\"DELETE\" is not known"),
        ("methods = [\"POST\"]", "methods = []", "is empty; write [\"POST\"]"),
        ("format = \"json\"", "format = \"jsn\"", "did you mean \"json\"?"),
        ("format = \"json\"", "", "webhook[0].format: is missing"),
        ("auth = [{ scheme = \"query-token\", secret = \"{cred.token}\" }]", "", "auth: is missing"),
        ("auth = [{ scheme = \"query-token\", secret = \"{cred.token}\" }]", "auth = []", "auth: is empty"),
        ("auth = [{ scheme = \"query-token\", secret = \"{cred.token}\" }]", "auth = \"none\"", "must know who calls"),
        ("query-token", "qurey-token", "did you mean \"query-token\"?"),
        (
            "format = \"json\"\nauth = [{ scheme = \"query-token\"",
            "format = \"query\"\nauth = [{ scheme = \"smsgate-hmac\"", "does not cover it"
        ),
        ("{cred.token}", "{cred.tokne}", "did you mean \"token\"?"),
        ("{cred.token}", "s3cret", "written as \"{cred.NAME}\""),
        ("{cred.token}", "x{cred.token}", "written as \"{cred.NAME}\""),
        ("secret = \"{cred.token}\"", "sceret = \"{cred.token}\"", "names no secret"),
        (
            "secret = \"{cred.token}\"", "user = \"{cred.user}\", password = \"{cred.password}\"",
            "only the scheme \"basic\""
        ),
        ("secret = \"{cred.token}\"", "user = \"{cred.user}\"", "user and password together"),
        ("status = 200", "status = 500", "out of range"),
        (", type = \"text/plain\"", "", "reply.type: is missing"),
        ("text/plain", "text/plain\\r\\nX: y", "only visible ASCII"),
        ("\"ok\" }", "\"ok\", boddy = 1 }", "unknown key \"boddy\""),
        ("type = \"message\"", "type = \"massage\"", "did you mean \"message\"?"),
        ("from = \"/from\", ", "", "from: is missing"),
        ("from = \"/from\"", "from = \"from\"", "a pointer begins with `/`"),
        ("from = \"/from\"", "from = []", "is empty; write at least one pointer"),
        ("text = \"/text\"", "txet = \"/text\"", "unknown key \"txet\""),
        (", text = \"/text\"", "", "names neither text nor media"),
        ("to = [\"/to\"]", "to = { each = \"/to\" }", "to.value: is missing"),
        ("text = \"/text\"", "media = { numbered = \"/Media\" }", "must have {n} once"),
        ("text = \"/text\"", "media = { each = \"/m\" }", "write either url or base64"),
        ("text = \"/text\"", "text = \"/text\", charset = { default = \"EBCDIC\" }", "no character set that we read"),
        ("text = \"/text\"", "text = \"/text\", when = { event = \"a\" }", "a pointer begins with `/`"),
        (
            "type = \"message\", id = \"/id\", from = \"/from\", to = [\"/to\"], text = \"/text\"", "type = \"status\"",
            "one state"
        ),
        ("event = {", "events = [{ type = \"ignore\" }]\nevent = {", "write either event"),
        ("delivered = [\"ok\"]", "delivered = [\"ok\"]\nsent = [\"OK\"]", "stands under sent already"),
        ("delivered = [\"ok\"]", "deliverd = [\"ok\"]", "did you mean \"delivered\"?"),
        ("[states]", "[state_texts]\nblocked = [\"1\"]\n[states]", "unknown key \"blocked\""),
        ("[states]", "[state_texts]\nexpired = [\"(\"]\n[states]", "state_texts.expired"),
        ("[states]", "[state_errors]\nblocked = [\"1\"]\n[states]", "unknown key \"blocked\""),
        (
            "type = \"message\", id = \"/id\", from = \"/from\", to = [\"/to\"], text = \"/text\" }\n\n[states]\ndelivered = [\"ok\"]",
            "type = \"status\", id = \"/id\", state = \"/s\" }", "[states] maps none"
        ),
    ]

    @Test("a mistake is told of, with its line", arguments: mistakes)
    func mistake(old: String, new: String, told: String) throws {
        let parts = Self.good.split(separator: old, maxSplits: 1, omittingEmptySubsequences: false)
        try #require(parts.count == 2, "the text to replace is not in the descriptor")
        let problems = Self.load(parts.joined(separator: new)).problems
        #expect(problems.contains { $0.description.contains(told) && $0.line != nil }, "\(problems)")
        #expect(!problems.contains { $0.description.contains("s3cret") })
    }

    @Test("a body has at most 1 MiB where nothing else is said", arguments: [(nil, 1), ("8MiB", 8), ("16MiB", 16)])
    func bodySize(text: String?, mebibytes: Int) throws {
        let line = text.map { "name = \"in\"\nmax_size = \"\($0)\"" } ?? "name = \"in\""
        let webhook = try #require(
            Self.load(Self.good.split(separator: "name = \"in\"").joined(separator: line)).webhooks.first)
        #expect(webhook.largestBody == mebibytes << 20)
    }

    @Test("two webhooks with one name are refused")
    func twice() {
        let webhook = Self.good.split(separator: "[states]")[0]
        let problems = Self.load(webhook + Self.good).problems
        #expect(problems.map(\.sentence) == ["there are two webhooks with this name"])
    }

    @Test("a descriptor can bring a scheme of its own")
    func ownScheme() throws {
        let own = "\n[schemes.mine]\nverifier = \"token\"\nheader = \"X-Key\"\n"
        let text = Self.good.split(separator: "query-token").joined(separator: "mine") + own
        let (webhooks, problems) = Self.load(text)
        #expect(problems.map(\.description) == [])
        #expect(webhooks.first?.authentication.first?.scheme.verifier == .token(.header("X-Key")))
    }
}
