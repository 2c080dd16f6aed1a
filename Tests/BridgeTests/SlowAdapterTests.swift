// SPDX-License-Identifier: Apache-2.0

import Foundation
import GatewayKit
import Store
import Support
import Testing
import XMPP

@testable import Bridge

/// An adapter may think about a message for as long as it likes: no transaction is open meanwhile.
@Suite("A slow adapter", .patience) struct SlowAdapterTests {
    private func outbound(_ stage: Stage, _ post: GatewayPost) -> Outbound {
        Outbound(post: post, store: stage.store, time: stage.time, logger: stage.logger)
    }

    /// Another gateway on the same store, with an account of Ada's.
    private func neighbour(on stage: Stage) async throws -> GatewayPost {
        try await stage.store.commit { tx in
            try tx.add(Account(jid: ada, gateway: "quick", address: adasNumber, created: start))
        }
        return GatewayPost(
            name: "quick", domain: "quick.example.org", setup: .init(adapter: FakeGateway(), policy: GatewayPolicy()))
    }

    @Test("holds up nobody else's commits, whatever it is asked")
    func neighbours() async throws {
        let stage = try await Stage()
        let neighbour = try await neighbour(on: stage)
        stage.gateway.startThinking()
        async let slow = outbound(stage, stage.post).accept([chat("slow")])
        for question in ["the address", "the message"] {
            try await eventually("it is asked about \(question)") { stage.gateway.questions == 1 }
            let message = chat("quick", id: question, to: jid("+15550100099@quick.example.org"))
            #expect(await outbound(stage, neighbour).accept([message]).isEmpty)
            stage.gateway.answerQuestions(goesOnThinking: question == "the address")
        }
        #expect(await slow.isEmpty)
        #expect(try await stage.rows().map(\.gateway) == ["quick", "quick", "sms"])
    }

    @Test("thinks about many messages of one read at the same time, and they keep their order")
    func sideBySide() async throws {
        let stage = try await Stage()
        let texts = (1...40).map { "text \($0)" }
        stage.gateway.startThinking()
        async let answers = outbound(stage, stage.post).accept(texts.map { chat($0, id: $0) })
        try await eventually("addresses are asked for") { stage.gateway.questions == 16 }
        stage.gateway.answerQuestions()
        #expect(await answers.isEmpty)
        #expect(try await stage.rows().map(\.body) == texts)
    }

    @Test("is asked again where the account has another address by then")
    func outdated() async throws {
        let stage = try await Stage()
        let third = Address("+15550100003")
        stage.gateway.startThinking()
        async let answers = outbound(stage, stage.post).accept([chat("hi")])
        try await eventually("the address is asked for") { stage.gateway.questions == 1 }
        stage.gateway.answerQuestions(goesOnThinking: true)
        try await eventually("the message is judged") { stage.gateway.judged == [adasNumber] }
        try await stage.store.commit { tx in
            _ = try tx.change(gateway: "sms", jid: ada, address: third, name: nil, settings: [:])
        }
        stage.gateway.answerQuestions()
        #expect(await answers.isEmpty)
        #expect(stage.gateway.judged == [adasNumber, third])
        #expect(try await stage.rows().map(\.own) == [third])
    }

    @Test("holds up nothing of its own that comes in, is leased or is settled")
    func ownRows() async throws {
        let stage = try await Stage(FakeGateway(isMail: true))
        _ = await outbound(stage, stage.post).accept([chat("one", id: "m1"), chat("two", id: "m2")])
        stage.gateway.startThinking()
        async let slow = outbound(stage, stage.post).accept([chat("three", id: "m3")])
        try await eventually("the address is asked for") { stage.gateway.questions == 1 }
        let settlement = Settlement(post: stage.post, store: stage.store, time: stage.time, logger: stage.logger)
        await settlement.settle([try #require(await stage.lease())], .accepted(id: "p1", parts: nil))
        let sent = try #require(await stage.rows().first?.networkID)
        let answer = try await stage.receive("<b@x>", subject: "Re: About one", from: phone) { $0.ancestors = [sent] }
        #expect(answer.answers == "m1")
        #expect(try await stage.rows().map(\.state) == [.accepted, .queued, .queued])
        stage.gateway.answerQuestions()
        #expect(await slow.isEmpty)
        #expect(try await stage.rows().count == 4)
    }

    @Test("is asked once about a message of somebody who has written before, and never about a stranger's")
    func questions() async throws {
        let stage = try await Stage()
        let outbound = outbound(stage, stage.post)
        for text in ["one", "two", "three"] { #expect(await outbound.accept([chat(text, id: text)]).isEmpty) }
        #expect(stage.gateway.judged == [adasNumber, adasNumber, adasNumber])
        #expect(await outbound.accept([chat("hi", from: jid("nobody@example.org/x"))]).count == 1)
        #expect(stage.gateway.judged.count == 3)
    }

    /// The work of a transaction is synchronous, so the compiler refuses an asynchronous question in it.
    @Test("can be asked nothing within a transaction: every question is asynchronous")
    func contract() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let source = try String(contentsOf: root.appending(path: "Sources/GatewayKit/Gateway.swift"), encoding: .utf8)
        let contract = try #require(
            source.split(separator: "package protocol Gateway").last?.split(separator: "\n}").first)
        let questions = contract.split(separator: " func ").dropFirst()
        #expect(questions.count > 8)
        for question in questions {
            let signature = question.split(separator: "\n\n")[0]
            #expect(signature.split(whereSeparator: \.isWhitespace).contains("async"), "\(signature)")
        }
    }
}
