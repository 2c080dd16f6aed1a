// SPDX-License-Identifier: Apache-2.0

import GatewayKit
import Support
import Testing
import Web

/// What one peer can take of the memory that all share.
@Suite(.patience) struct RoomTests {
    fileprivate static let post = RawClient.request("POST", "/hooks/sms/in", headers: ["content-length": "800"])

    /// It has room for one large body.
    private static var narrow: PublicStage {
        var stage = PublicStage()
        stage.limits.hookMemory = 1000
        return stage
    }

    /// A body for which there is no room beside the first.
    private static func another(_ port: Int) async throws -> RawClient.Answer {
        try await RawClient.ask(port, "POST", "/hooks/sms/in", body: String(repeating: "b", count: 500))
    }

    @Test("bodies have a budget before anybody knows who sent them: who finds it full is told to come back")
    func hooksFull() async throws {
        let ready = Self.narrow
        try await ready.run { port in
            try await RawClient.talk(to: port) { holder in
                try await ready.isFilled(by: &holder)
                async let refused = Self.another(port)
                try await ready.hasOneWaiting()
                ready.time.advance(by: .seconds(3))
                let answer = try await refused
                #expect(answer.status == 503)
                #expect(answer.headers["retry-after"] == "10" && answer.headers["connection"] == "close")
                // What fits is taken meanwhile, and in the end so is the first.
                #expect(try await RawClient.ask(port, "POST", "/hooks/sms/in", body: "hello").status == 200)
                try await holder.say("a")
                #expect(try await holder.answer().status == 200)
            }
            let later = try await Self.another(port)
            #expect(later.status == 200, "what was held has been given back")
        }
        #expect(ready.count("no-room") == "1")
        #expect(ready.inbox.events.count == 3)
    }

    @Test("who finds it full is taken as soon as there is room")
    func hooksWait() async throws {
        let ready = Self.narrow
        try await ready.run { port in
            try await RawClient.talk(to: port) { holder in
                try await ready.isFilled(by: &holder)
                async let waiting = Self.another(port)
                try await ready.hasOneWaiting()
                try await holder.say("a")
                #expect(try await holder.answer().status == 200)
                #expect(try await waiting.status == 200)
            }
        }
        #expect(ready.inbox.events.count == 2)
    }

    @Test("a length that is announced holds nothing: only what has come does")
    func announcements() async throws {
        var stage = PublicStage()
        stage.limits.hookMemory = 10_000
        let ready = stage
        try await ready.run { port in
            try await RawClient.talk(to: port) { liar in
                try await liar.say(
                    RawClient.request("POST", "/hooks/sms/in", headers: ["content-length": "9999"]) + "a")
                try await eventually("it has come") { ready.calls == 1 }
                let body = String(repeating: "b", count: 9000)
                #expect(try await RawClient.ask(port, "POST", "/hooks/sms/in", body: body).status == 200)
            }
        }
    }

    @Test("a sender that breaks off, is refused or is late gives back what it held")
    func givesBack() async throws {
        let ready = Self.narrow
        try await ready.run { port in
            for index in 1...5 {
                try await RawClient.talk(to: port) { holder in
                    try await holder.say(Self.post + String(repeating: "a", count: 799))
                    try await eventually("it has come") { ready.calls == index * 2 - 1 }
                }
                try await eventually("it is counted") { ready.count("broken") == "\(index)" }
                let forged = "forged" + String(repeating: "b", count: 900)
                #expect(try await RawClient.ask(port, "POST", "/hooks/sms/in", body: forged).status == 403)
            }
        }
    }

    @Test("files have a budget: who finds it full is told to come back, or waits")
    func filesFull() async throws {
        var stage = PublicStage(files: Shelf(type: "image/png", name: "a", size: 64 << 20) { _ in 7 })
        stage.limits.fileMemory = 300_000
        let ready = stage
        try await ready.run { port in
            try await RawClient.talk(to: port) { reader in
                try await reader.say(RawClient.request("GET", "/files/T0k-en/a"))
                try await reader.readSome()
                async let refused = RawClient.ask(port, "GET", "/files/T0k-en/a")
                try await eventually("the other waits") { ready.time.sleepers == 2 }
                ready.time.advance(by: .seconds(3))
                let answer = try await refused
                #expect(answer.status == 503 && answer.headers["retry-after"] == "10")
                #expect(try await RawClient.ask(port, "HEAD", "/files/T0k-en/a").status == 200)
            }
            // The first reader has gone, and given back what it had.
            try await RawClient.talk(to: port) { reader in
                try await reader.say(RawClient.request("GET", "/files/T0k-en/a"))
                try await reader.readSome()
            }
        }
    }

    @Test("who reads a file too slowly is cut off")
    func slowReader() async throws {
        let shelf = Shelf(type: "image/png", name: "a", size: 1 << 30) { _ in 7 }
        let stage = PublicStage(files: shelf)
        try await stage.run { port in
            try await RawClient.talk(to: port) { reader in
                try await reader.say(RawClient.request("GET", "/files/T0k-en/a"))
                // Something each 43 seconds, when a piece may take 42.
                while (try? await reader.readSome()) == true { try await stage.tick(seconds: 43) }
            }
        }
        #expect(shelf.pieces * shelf.longestPiece < 1 << 30, "it was not given all of it")
    }

    @Test("who takes nothing of any answer is cut off, and what it held is given back")
    func stalledReader() async throws {
        let shelf = Shelf(type: "image/png", name: "a", size: 1 << 30) { _ in 7 }
        var stage = PublicStage(files: shelf)
        stage.limits.fileMemory = 300_000
        stage.limits.stall = .milliseconds(200)
        let ready = stage
        try await ready.run { port in
            try await RawClient.talk(to: port) { stalled in
                try await stalled.say(RawClient.request("GET", "/files/T0k-en/a"))
                try await eventually("it is being served") { shelf.pieces > 0 }
                // There is no room for another until it has gone, for the clock of those who wait stands still.
                try await RawClient.talk(to: port) { other in
                    try await other.say(RawClient.request("GET", "/files/T0k-en/a"))
                    #expect(try await other.readSome())
                }
            }
        }
        #expect(shelf.pieces * shelf.longestPiece < 1 << 30, "it was not given all of it")
    }
}

extension PublicStage {
    /// All of the body but its last octet.
    fileprivate func isFilled(by holder: inout Conversation) async throws {
        try await holder.say(RoomTests.post + String(repeating: "a", count: 799))
        try await eventually("it holds its part") { calls == 1 }
    }

    fileprivate func hasOneWaiting() async throws {
        try await eventually("the other has come, and waits") { calls == 2 && time.sleepers == 2 }
    }
}
