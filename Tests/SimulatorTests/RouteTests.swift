// SPDX-License-Identifier: Apache-2.0

import Hummingbird
import Logging
import NIOCore
import NIOEmbedded
import Testing

@testable import postern_simulator

@Suite struct RouteTests {
    /// The routes without a socket, and what is behind them.
    struct Stage {
        let network = PhoneNetwork(keep: 100, seed: 1)
        let mail = MailNetwork(keep: 100)
        let channel = NIOAsyncTestingChannel()
        private let responder: RouterResponder<Connection>

        init() {
            let sender = WebhookSender(signingKey: "s", network: network) { _, _, _ in true }
            let provider = Provider(apiKey: "k", inboundURL: "http://p/in", network: network, sender: sender)
            let postman = Postman(network: mail) { _ in .taken }
            let office = PostOffice(
                name: "mx.example", domains: ["example.org"], network: mail, postman: postman)
            responder = OutsideWorld(provider: provider, office: office).router.buildResponder()
        }

        func ask(
            _ method: HTTPRequest.Method, _ path: String, key: String? = nil, type: String? = nil, body: String = ""
        ) async throws -> (status: Int, body: String, response: Response) {
            var fields = HTTPFields()
            if let key { fields[.authorization] = "Bearer \(key)" }
            if let type { fields[.contentType] = type }
            let head = HTTPRequest(method: method, scheme: nil, authority: nil, path: path, headerFields: fields)
            let request = Request(head: head, body: RequestBody(buffer: ByteBuffer(string: body)))
            let source = ApplicationRequestContextSource(channel: channel, logger: Logger(label: "test"))
            let response = try await responder.respond(to: request, context: Connection(source: source))
            let written = Written()
            try await response.body.write(written)
            return (response.status.code, written.text, response)
        }
    }

    /// Collects a response's body.
    final class Written: ResponseBodyWriter {
        private(set) var text = ""

        func write(_ buffer: ByteBuffer) { text += String(buffer: buffer) }
        func finish(_ trailingHeaders: HTTPFields?) {}
    }

    static let text = "{\"to\":\"+15550100099\",\"from\":\"+15550100001\",\"text\":\"hi\",\"reference\":\"r-1\"}"

    @Test("takes a text and shows it on the phone, as JSON and as a page")
    func takes() async throws {
        let stage = Stage()
        let answer = try await stage.ask(.post, "/v1/messages", key: "k", body: Self.text)
        #expect(answer.status == 201)
        #expect(answer.body == "{\"id\":\"m-000001\",\"state\":\"queued\",\"parts\":1}")
        for path in ["/api/phones/+15550100099/messages", "/api/messages?reference=r-1", "/api/messages"] {
            let listed = try await stage.ask(.get, path).body
            #expect(listed.contains("\"reference\":\"r-1\""), "\(path): \(listed)")
        }
        for path in ["/api/phones/+15550100098/messages", "/api/messages?reference=r-2"] {
            #expect(try await stage.ask(.get, path).body == "[]")
        }
        #expect(try await stage.ask(.get, "/").body.contains("/phones/+15550100099"))
        #expect(try await stage.ask(.get, "/phones/%2B15550100099").body.contains("hi"))
        #expect(try await stage.ask(.delete, "/api/messages").status == 204)
        #expect(try await stage.ask(.get, "/api/messages").body == "[]")
    }

    @Test("writes a text on a phone, by JSON and by the form")
    func writes() async throws {
        let stage = Stage()
        let path = "/phones/+15550100099/messages"
        let json = "{\"to\":\"+15550100001\",\"text\":\"one\"}"
        #expect(try await stage.ask(.post, "/api" + path, body: json).status == 201)
        let form = try await stage.ask(.post, path, body: "to=%2B15550100001&text=two")
        #expect(form.status == 303)
        #expect(form.response.headers[.location] == "/phones/+15550100099")
        #expect(try await stage.ask(.post, path, body: "to=nobody&text=three").status == 400)
        let messages = stage.network.messages { _ in true }
        #expect(messages.map(\.text) == ["one", "two"])
        #expect(messages.allSatisfy { $0.direction == .fromPhone && $0.peer == "+15550100001" })
    }

    static let refusals: [(String?, String, Int, String)] = [
        (nil, text, 401, "bad-key"), ("x", text, 401, "bad-key"), ("k", "no", 400, "bad-request"),
        ("k", "{\"to\":\"bob\",\"from\":\"1\",\"text\":\"\"}", 400, "bad-number"),
    ]

    @Test("refuses wrong keys and wrong requests", arguments: refusals)
    func refuses(key: String?, body: String, status: Int, code: String) async throws {
        let stage = Stage()
        let answer = try await stage.ask(.post, "/v1/messages", key: key, body: body)
        #expect(answer.status == status)
        #expect(answer.body.hasPrefix("{\"error\":{\"code\":\"\(code)\""), "\(answer.body)")
        #expect(stage.network.counts.taken == 0)
    }

    static let faults: [(String, Int, String, Int)] = [
        ("{\"error_rates\":{\"429\":1}}", 429, "throttled", 0),
        ("{\"error_rates\":{\"500\":1}}", 500, "broken", 0),
        ("{\"error_rates\":{\"402\":1}}", 402, "no-funds", 0),
        ("{\"error_rates\":{\"opted-out\":1}}", 400, "opted-out", 0),
        ("{\"error_rates\":{\"garbage\":1}}", 200, "<html>", 0),
        ("{\"parts\":3}", 201, "\"parts\":3", 1),
    ]

    @Test("does what the faults say", arguments: faults)
    func fails(faults: String, status: Int, body: String, taken: Int) async throws {
        let stage = Stage()
        #expect(try await stage.ask(.put, "/api/faults", body: faults).status == 200)
        let answer = try await stage.ask(.post, "/v1/messages", key: "k", body: Self.text)
        #expect(answer.status == status)
        #expect(answer.body.contains(body), "\(answer.body)")
        #expect(answer.response.headers[.retryAfter] == (status == 429 ? "1" : nil))
        #expect(stage.network.counts.taken == taken)
    }

    @Test("hangs up, with or without the message", arguments: [("lost_answers", 1), ("close_before", 0)])
    func hangsUp(fault: String, taken: Int) async throws {
        let stage = Stage()
        try await stage.channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 1))
        #expect(try await stage.ask(.put, "/api/faults", body: "{\"\(fault)\":1}").status == 200)
        #expect(stage.channel.isActive)
        _ = try await stage.ask(.post, "/v1/messages", key: "k", body: Self.text)
        await stage.channel.testingEventLoop.run()
        #expect(!stage.channel.isActive)
        #expect(stage.network.counts.taken == taken)
    }

    @Test("refuses faults that cannot be, and keeps the old ones")
    func refusesFaults() async throws {
        let stage = Stage()
        #expect(try await stage.ask(.put, "/api/faults", body: "{\"lost_answers\":2}").status == 400)
        #expect(try await stage.ask(.put, "/api/faults", body: "{\"reports\":\"maybe\"}").status == 400)
        #expect(stage.network.faults == Faults())
    }

    @Test("the account is there for whoever has the key", arguments: [("k", 200), ("x", 401)])
    func probes(key: String, status: Int) async throws {
        #expect(try await Stage().ask(.get, "/v1/account", key: key).status == status)
    }
}
