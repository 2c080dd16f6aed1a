// SPDX-License-Identifier: Apache-2.0

import GatewayKit
import Support
import Testing
import Web

@Suite struct SlowSenderTests {
    @Test("a body that does not arrive in time is answered 408, and the connection goes")
    func endsSlowBody() async throws {
        let stage = PublicStage()
        try await stage.run { port in
            try await RawClient.talk(to: port) { conversation in
                try await conversation.say(
                    RawClient.request("POST", "/hooks/sms/in", headers: ["content-length": "100"]) + "drop")
                try await eventually("the head has come") { stage.calls == 1 }
                try await stage.tick(seconds: 9)
                #expect(stage.count("late") == nil)
                try await stage.tick(seconds: 1)
                #expect(try await conversation.answer().status == 408)
                #expect(await conversation.isClosed())
            }
        }
        #expect(stage.hook.steps.isEmpty)
        #expect(stage.inbox.events.isEmpty)
        #expect(stage.count("late") == "1")
    }

    @Test("a refused request that goes on sending is cut off")
    func endsSlowRest() async throws {
        let stage = PublicStage()
        try await stage.run { port in
            try await RawClient.talk(to: port) { conversation in
                try await conversation.say(
                    RawClient.request("POST", "/hooks/sms/in", headers: ["content-length": "2000000"]) + "drop")
                let answer = try await conversation.answer()
                #expect(answer.status == 413)
                #expect(answer.headers["connection"] == "close")
                try await stage.tick(seconds: 10)
                #expect(await conversation.isClosed())
            }
        }
        #expect(stage.count("too-large") == "1")
        #expect(stage.hook.steps.isEmpty)
    }

    @Test("a body in time is taken, however late its connection grows")
    func leavesOthers() async throws {
        let stage = PublicStage()
        try await stage.run { port in
            try await RawClient.talk(to: port) { conversation in
                for _ in 0..<2 {
                    try await conversation.say(RawClient.request("POST", "/hooks/sms/in", body: "hello"))
                    #expect(try await conversation.answer().status == 200)
                    try await stage.tick(seconds: 15)
                }
            }
        }
        #expect(stage.inbox.events.count == 2)
    }

    @Test("a head that does not arrive in time ends the connection")
    func endsSlowHead() async throws {
        var stage = PublicStage()
        stage.limits.idle = .milliseconds(50)
        try await stage.run { port in
            try await RawClient.talk(to: port) { conversation in
                // On a slow machine the connection may be over before the first word.
                try? await conversation.say("POST /hooks/sms/in HTTP/1.1\r\nhost: a")
                #expect(await conversation.isClosed())
            }
        }
    }

    @Test("a sender that goes away in the middle leaves nothing behind")
    func takesNoHalf() async throws {
        let stage = PublicStage()
        try await stage.run { port in
            try await RawClient.talk(to: port) { conversation in
                try await conversation.say(
                    RawClient.request("POST", "/hooks/sms/in", headers: ["content-length": "100"]) + "hello")
            }
            try await eventually("the broken call is counted") { stage.count("broken") != nil }
        }
        #expect(stage.hook.steps.isEmpty)
        #expect(stage.inbox.events.isEmpty)
    }

    @Test(
        "what is not HTTP gets 400 and the door",
        arguments: ["GET\r\n\r\n", "POST / HTTP/1.1\r\ncontent-length: x\r\n\r\n", "\u{16}\u{3}\u{1}hello\r\n\r\n"])
    func refusesNoise(noise: String) async throws {
        try await PublicStage().run { port in
            try await RawClient.talk(to: port) { conversation in
                try await conversation.say(noise)
                let status = try await conversation.answer().status
                #expect([0, 400].contains(status))
                #expect(await conversation.isClosed())
            }
        }
    }
}

extension PublicStage {
    /// Moves the clock second by second, each time when the watch over the deadlines sleeps.
    func tick(seconds: Int) async throws {
        try await time.advance(by: .seconds(1), times: seconds)
        try await eventually("the watch has looked") { time.sleepers > 0 }
    }
}
