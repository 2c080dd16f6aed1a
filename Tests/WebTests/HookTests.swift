// SPDX-License-Identifier: Apache-2.0

import GatewayKit
import Support
import Testing
import Web

@Suite struct HookTests {
    /// A call that is refused, and what must have happened until then.
    struct Case: Sendable, CustomTestStringConvertible {
        let what: String
        var method = "POST"
        var target = "/hooks/sms/in"
        var body: String? = "hello"
        let status: Int
        var steps: [String] = []
        /// The metric that counts it; nil: counted as a stray.
        var result: String?

        var testDescription: String { what }
    }

    static let refusals = [
        Case(what: "unknown gateway", target: "/hooks/mail/in", status: 404),
        Case(what: "unknown name", target: "/hooks/sms/out", status: 404),
        Case(what: "no name", target: "/hooks/sms", status: 404),
        Case(what: "empty name", target: "/hooks/sms/", status: 404),
        Case(what: "empty reference", target: "/hooks/sms/in/", status: 404),
        Case(what: "hostile reference", target: "/hooks/sms/in/a%2fb", status: 404),
        Case(what: "broken percent-encoding", target: "/hooks/sms/in/%4", status: 404),
        Case(what: "reference too long", target: "/hooks/sms/in/" + String(repeating: "a", count: 41), status: 404),
        Case(what: "a segment too many", target: "/hooks/sms/in/a/b", status: 404),
        Case(what: "unknown beats method", method: "PUT", target: "/hooks/sms/out", status: 404),
        Case(what: "method", method: "GET", body: nil, status: 405, result: "method"),
        Case(
            what: "method beats size", method: "PUT", body: String(repeating: "a", count: 1_048_577), status: 405,
            result: "method"),
        Case(
            what: "size beats signature", body: "forged" + String(repeating: "a", count: 1_048_576), status: 413,
            result: "too-large"),
        Case(what: "2 MiB", body: String(repeating: "a", count: 2_097_152), status: 413, result: "too-large"),
        Case(what: "signature", body: "forged", status: 403, steps: ["authenticate"], result: "forged"),
        Case(
            what: "signature beats parsing", body: "forged and malformed", status: 403, steps: ["authenticate"],
            result: "forged"),
        Case(
            what: "parsing", body: "malformed", status: 400, steps: ["authenticate", "parse"], result: "malformed"),
    ]

    @Test("refuses in the design's order and stores nothing", arguments: refusals)
    func refuses(_ refusal: Case) async throws {
        let stage = PublicStage()
        try await stage.run { port in
            let answer = try await RawClient.ask(port, refusal.method, refusal.target, body: refusal.body)
            #expect(answer.status == refusal.status)
            #expect(answer.headers["allow"] == (refusal.status == 405 ? "POST" : nil))
        }
        #expect(stage.hook.steps == refusal.steps)
        #expect(stage.inbox.events.isEmpty)
        if let result = refusal.result {
            #expect(stage.count(result) == "1")
        } else {
            #expect(stage.metrics.text.contains("postern_webhooks_stray_total 1\n"))
        }
    }

    @Test("gives the adapter the request as it came")
    func passesRaw() async throws {
        let stage = PublicStage()
        try await stage.run { port in
            let target = "/hooks/sms/in/r%65f-1_A?t=a%20b&t=c"
            let answer = try await RawClient.ask(port, "POST", target, headers: ["X-Sign": "s1"], body: "a\u{0}ü")
            #expect(answer.status == 200)
        }
        let request = try #require(stage.hook.last)
        #expect(request.method == "POST")
        #expect(request.url == "https://gw.example.org/hooks/sms/in/r%65f-1_A?t=a%20b&t=c")
        #expect(request.header("x-sign") == "s1")
        #expect(request.body == Array("a\u{0}ü".utf8))
        #expect(request.reference == "ref-1_A")
        #expect(request.receivedAt == stage.time.now)
    }

    @Test("answers exactly what the hook says, once the events are stored")
    func answersReply() async throws {
        let reply = WebhookReply(status: 202, contentType: "text/xml", body: "<Response/>")
        let stage = PublicStage(hook: FakeHook(reply: reply))
        try await stage.run { port in
            let answer = try await RawClient.ask(port, "POST", "/hooks/sms/in", body: "hello")
            #expect(answer.status == 202)
            #expect(answer.headers["content-type"] == "text/xml")
            #expect(answer.headers["server"] == nil)
            #expect(answer.body == "<Response/>")
        }
        #expect(stage.inbox.events.count == 1)
        #expect(stage.count("stored") == "1")
    }

    @Test(
        "takes events that it need not store with success",
        arguments: [("unknown", 0, "unknown"), ("ignored", 0, "ignored"), ("both", 1, "unknown")])
    func takesOthers(body: String, stored: Int, result: String) async throws {
        let stage = PublicStage()
        try await stage.run { port in
            let answer = try await RawClient.ask(port, "POST", "/hooks/sms/in", body: body)
            #expect(answer.status == 200)
        }
        #expect(stage.inbox.events.count == stored)
        #expect(stage.count(result) == "1")
    }

    @Test("answers 503 where the store fails, and serves on")
    func answersUnstored() async throws {
        let stage = PublicStage(inbox: FakeInbox(isFull: true))
        try await stage.run { port in
            try await RawClient.talk(to: port) { conversation in
                for body in ["hello", "again"] {
                    try await conversation.say(RawClient.request("POST", "/hooks/sms/in", body: body))
                    #expect(try await conversation.answer().status == 503)
                }
            }
        }
        #expect(stage.count("unstored") == "2")
    }

    @Test("takes a body of exactly the limit, and one in pieces")
    func takesLargest() async throws {
        let stage = PublicStage()
        try await stage.run { port in
            let largest = String(repeating: "a", count: 1_048_576)
            #expect(try await RawClient.ask(port, "POST", "/hooks/sms/in", body: largest).status == 200)
            try await RawClient.talk(to: port) { conversation in
                try await conversation.say(
                    RawClient.request("POST", "/hooks/sms/in", headers: ["transfer-encoding": "chunked"]))
                for piece in ["5\r\nhello\r\n", "1\r\n!\r\n0\r\n\r\n"] { try await conversation.say(piece) }
                #expect(try await conversation.answer().status == 200)
            }
        }
        #expect(stage.hook.last?.body == Array("hello!".utf8))
    }

    @Test("takes what the hook takes, and no hook as much as it likes", arguments: [(4, 4), (64, 16)])
    func takesAsTheHookSays(mebibytes: Int, limit: Int) async throws {
        let stage = PublicStage(hook: FakeHook(largestBody: mebibytes << 20))
        try await stage.run { port in
            for (excess, status) in [(0, 200), (1, 413)] {
                let body = String(repeating: "a", count: (limit << 20) + excess)
                let answer = try await RawClient.ask(port, "POST", "/hooks/sms/in", body: body)
                #expect(answer.status == status)
            }
        }
        #expect(stage.inbox.events.count == 1)
    }

    @Test("refuses a body without a length as soon as it is over the limit")
    func refusesEndless() async throws {
        let stage = PublicStage()
        try await stage.run { port in
            try await RawClient.talk(to: port) { conversation in
                try await conversation.say(
                    RawClient.request("POST", "/hooks/sms/in", headers: ["transfer-encoding": "chunked"]))
                let piece = "10000\r\n" + String(repeating: "a", count: 65536) + "\r\n"
                for _ in 0..<17 { try await conversation.say(piece) }
                #expect(try await conversation.answer().status == 413)
            }
        }
        #expect(stage.hook.steps.isEmpty)
        #expect(stage.count("too-large") == "1")
    }

    @Test("serves many requests on one connection")
    func keepsAlive() async throws {
        let stage = PublicStage()
        try await stage.run { port in
            try await RawClient.talk(to: port) { conversation in
                for _ in 0..<50 {
                    try await conversation.say(RawClient.request("POST", "/hooks/sms/in", body: "hello"))
                    #expect(try await conversation.answer().status == 200)
                }
            }
        }
        #expect(stage.inbox.events.count == 50)
    }

    @Test("answers 404 for everything else", arguments: ["/", "/hooks", "/files/", "/files/a/b", "/metrics", "*"])
    func knowsNothingElse(target: String) async throws {
        try await PublicStage().run { port in
            let answer = try await RawClient.ask(port, "GET", target)
            #expect(answer.status == 404)
        }
    }
}
