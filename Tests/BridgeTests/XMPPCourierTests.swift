// SPDX-License-Identifier: Apache-2.0

import Store
import Support
import Testing
import XMPP

@testable import Bridge

@Suite("XMPPCourier: rows are written to the link, and confirmed", .patience)
struct XMPPCourierTests {
    @Test("a row is delivered only when the server has routed it")
    func confirmed() async throws {
        let line = try await Line(Stage())
        line.server.routePings(false)
        for text in ["one", "two", "three"] { try await line.stage.arrive(text) }
        try await line.run {
            try await eventually("all are written") {
                try await line.stage.summary() == Array(repeating: "in message accepted", count: 3)
            }
            try await eventually("the ping behind them is there") { !line.server.pings.isEmpty }
            #expect(line.messages.map(\.body) == ["one", "two", "three"])
            #expect(line.server.pings.count == 1, "one confirmation for all of them")
            #expect(try await line.stage.rows().allSatisfy { $0.state == .accepted })
            try await line.server.send(line.server.pings[0])
            try await eventually("all are delivered") {
                try await line.stage.summary() == Array(repeating: "in message delivered", count: 3)
            }
        }
        #expect(line.messages.count == 3)
    }

    @Test("each kind of row is written, in the order in which they were stored")
    func kinds() async throws {
        let line = try await Line(Stage())
        let out = try #require(await line.stage.row(line.stage.queue("out")))
        try await line.stage.arrive("hi")
        try await line.stage.store.commit { tx in
            for draft in [
                OutboxDraft.receipt(for: out), .failure(.uncertain, for: out),
                .notice(Failure.queueFull.sentence, to: grace, gateway: "sms", language: nil),
            ] { _ = try tx.enqueue(draft) }
        }
        try await line.run {
            try await eventually("all are delivered") {
                try await line.stage.rows().filter { $0.state == .delivered }.count == 4
            }
        }
        #expect(
            line.messages.map(gist) == [
                "message chat ada@example.org", "message chat ada@example.org/phone",
                "remote-server-timeout wait ada@example.org/phone", "message chat grace@example.org",
            ])
        #expect(try await line.stage.row(out.id)?.state == .queued, "what goes out is not the link's")
    }

    @Test("what was not confirmed when the link dropped is written again once, with the same id")
    func drop() async throws {
        let line = try await Line(Stage())
        try await line.stage.arrive("before")
        try await line.run {
            try await eventually("the first is delivered") {
                try await line.stage.summary() == ["in message delivered"]
            }
            line.server.routePings(false)
            for text in ["one", "two"] { try await line.stage.arrive(text) }
            line.stage.post.ring()
            try await eventually("they are written") { line.messages.count == 3 }
            try await line.drop()
            try await eventually("they wait again") {
                try await line.stage.summary() == ["in message delivered", "in message queued", "in message queued"]
            }
            try await line.stage.arrive("meanwhile")
            line.stage.post.ring()
            line.server.routePings(true)
            try await line.reconnect()
            try await eventually("all are delivered") {
                try await line.stage.summary() == Array(repeating: "in message delivered", count: 4)
            }
        }
        #expect(
            line.messages.map(\.id) == ["in-before", "in-one", "in-two", "in-one", "in-two", "in-meanwhile"])
    }

    @Test("while the link is down everything waits, and is written when it comes")
    func down() async throws {
        let line = try await Line(Stage())
        try await line.stage.arrive("hi")
        let stage = line.stage
        let courier = XMPPCourier(
            post: stage.post, link: line.link, store: stage.store, time: stage.time, logger: stage.logger)
        stage.post.ring()
        stage.post.inbox.close()
        await courier.run()
        #expect(try await stage.rows().map(\.attempts) == [0])
        #expect(line.messages.isEmpty)
        await line.server.stop()
    }

    @Test("so many are on their way and no more, and all arrive in order")
    func window() async throws {
        let line = try await Line(Stage())
        line.server.routePings(false)
        let inFlight = XMPPCourier.batch * XMPPCourier.window
        let texts = (0..<inFlight + 300).map(String.init)
        for text in texts { try await line.stage.arrive(text) }
        try await line.run {
            try await eventually("the window is full") {
                let rows = try await line.stage.rows()
                return rows[inFlight - 1].state == .accepted && rows[inFlight].state == .sending
            }
            try await eventually("all pings are there") { line.server.pings.count == XMPPCourier.window }
            #expect(line.messages.count == inFlight)
            line.server.routePings(true)
            for ping in line.server.pings { try await line.server.send(ping) }
            try await eventually("all are delivered") {
                try await line.stage.rows().allSatisfy { $0.state == .delivered }
            }
        }
        #expect(line.messages.map(\.body) == texts)
    }

    @Test("what can no longer be written fails, and holds up nothing")
    func unwritable() async throws {
        let line = try await Line(Stage())
        try await line.stage.arrive("one")
        try await line.stage.arrive("erased") { $0.body = nil }
        try await line.stage.arrive("two")
        try await line.run {
            try await eventually("all are done with") {
                try await line.stage.summary()
                    == ["in message delivered", "in message failed", "in message delivered"]
            }
        }
        #expect(line.messages.map(\.body) == ["one", "two"])
        #expect(try await line.stage.rows()[1].error?.contains("erased") == true)
    }

    @Test("however many links are lost, in whatever moment, nothing is lost")
    func manyDrops() async throws {
        let line = try await Line(Stage())
        line.server.routePings(false)
        try await line.run {
            for round in 1...8 {
                try await line.stage.arrive("\(round)")
                line.stage.post.ring()
                for _ in 0..<round * 10 { await Task.yield() }
                try await line.drop()
                line.server.routePings(round == 8)
                try await line.reconnect()
            }
            try await eventually("all are delivered") {
                try await line.stage.rows().allSatisfy { $0.state == .delivered }
            }
        }
        #expect(line.messages.suffix(8).map(\.body) == (1...8).map(String.init))
    }

    @Test("a row on which the server ends the stream goes alone in the end, and is given up at last")
    func poison() async throws {
        let line = try await Line(Stage())
        line.server.routePings(false)
        for text in ["poison", "good"] { try await line.stage.arrive(text) }
        try await line.run {
            for attempt in 1...XMPPCourier.mostAttempts {
                try await eventually("attempt \(attempt)") {
                    line.messages.filter { $0.body == "poison" }.count == attempt
                }
                try await line.drop()
                line.server.routePings(attempt == XMPPCourier.mostAttempts)
                try await line.reconnect()
            }
            try await eventually("the other is delivered") {
                try await line.stage.summary() == ["in message failed", "in message delivered"]
            }
        }
        #expect(try await line.stage.rows().first?.error?.contains("ends the stream") == true)
        #expect(line.messages.filter { $0.body == "poison" }.count == XMPPCourier.mostAttempts)
        #expect(
            line.messages.filter { $0.body == "good" }.count <= XMPPCourier.suspectAttempts + 1,
            "nothing is written behind a suspect")
    }

    @Test("a server that is merely not heard speaks against no row; what it never confirms ends as uncertain")
    func silence() async throws {
        let line = try await Line(Stage(FakeGateway(isMail: true)))
        line.server.routePings(false)
        for text in ["one", "two"] { try await line.stage.arrive(text) { $0.returnAddress = phone } }
        try await line.run {
            for link in 1...XMPPCourier.mostAttempts {
                try await eventually("both are written, together, on link \(link)") {
                    line.stage.time.advance(by: .seconds(1))
                    return line.messages.count == 2 * link
                }
            }
            try await eventually("both are given up") {
                line.stage.time.advance(by: .seconds(1))
                return try await line.stage.summary() == ["in message uncertain", "in message uncertain"]
            }
        }
        #expect(line.messages.map(\.id) == (1...XMPPCourier.mostAttempts).flatMap { _ in ["in-one", "in-two"] })
        #expect(try await line.stage.rows().allSatisfy { $0.error?.contains("never confirmed") == true })
    }
}
