// SPDX-License-Identifier: Apache-2.0

import Foundation
import Notation
import PosternCrypto
import Support
import Synchronization
import Testing

@testable import postern_simulator

@Suite struct WebhookTests {
    /// Keeps what is posted, and refuses the first calls.
    final class Receiver: Sendable {
        struct Call: Sendable {
            let url: String
            let headers: [(String, String)]
            let body: [UInt8]
        }

        let calls = Mutex<[Call]>([])
        private let refusals: Int

        init(refusals: Int = 0) {
            self.refusals = refusals
        }

        var bodies: [String] { calls.withLock { $0.map { String(decoding: $0.body, as: UTF8.self) } } }

        func post(_ url: String, _ headers: [(String, String)], _ body: [UInt8]) -> Bool {
            calls.withLock {
                $0.append(Call(url: url, headers: headers, body: body))
                return $0.count > refusals
            }
        }
    }

    /// Runs a provider whose webhooks go to `receiver`.
    static func run(
        _ receiver: Receiver, _ body: @escaping @Sendable (Provider) async throws -> Void
    ) async throws {
        let network = PhoneNetwork(keep: 100)
        let sender = WebhookSender(signingKey: "secret", network: network) { receiver.post($0, $1, $2) }
        let provider = Provider(apiKey: "k", inboundURL: "http://p/hooks/sms/in", network: network, sender: sender)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await sender.run() }
            defer { group.cancelAll() }
            try await body(provider)
        }
    }

    static let request = SendRequest(
        to: "+15550100099", from: "+15550100001", text: "hello", reference: "r-1", callback: "http://p/cb")

    @Test("reports a delivery, signed over the time and the body as sent")
    func signs() async throws {
        let receiver = Receiver()
        try await Self.run(receiver) { provider in
            provider.network.faults.reportDelayMilliseconds = 0
            let answer = await provider.take(Self.request)
            #expect(answer == "{\"id\":\"m-000001\",\"state\":\"queued\",\"parts\":1}")
            try await eventually("the report is taken") { provider.network.counts.delivered == 1 }
            #expect(provider.network.messages { _ in true }.map(\.state) == [.delivered])
        }
        let call = try #require(receiver.calls.withLock { $0.first })
        #expect(call.url == "http://p/cb")
        let headers = Dictionary(uniqueKeysWithValues: call.headers)
        let time = try #require(headers["X-Simulator-Timestamp"])
        let code = HashAlgorithm.sha256.authenticationCode(
            for: Array("\(time).".utf8) + call.body, key: Array("secret".utf8))
        #expect(headers["X-Simulator-Signature"] == Hex.encode(code))
        #expect(
            receiver.bodies == [
                """
                {"event":"status","event_id":"e-1-1","id":"m-000001","reference":"r-1","to":"+15550100099",\
                "state":"delivered","code":""}
                """
            ])
    }

    @Test("an early report is there before the answer")
    func reportsEarly() async throws {
        let receiver = Receiver()
        try await Self.run(receiver) { provider in
            provider.network.faults.reports = .early
            _ = await provider.take(Self.request)
            #expect(receiver.bodies.count == 1)
        }
    }

    @Test("a text without a callback, or with no reports, makes no webhook")
    func reportsNothing() async throws {
        let receiver = Receiver()
        try await Self.run(receiver) { provider in
            provider.network.faults.reportDelayMilliseconds = 0
            _ = await provider.take(SendRequest(to: "+15550100099", from: "+15550100001", text: "a"))
            provider.network.faults.reports = .none
            _ = await provider.take(Self.request)
            _ = provider.answer(from: "+15550100099", PhoneAnswer(to: "+15550100001", text: "last"))
            try await eventually("the last is taken") { provider.network.counts.delivered == 1 }
        }
        #expect(receiver.bodies.count == 1)
    }

    @Test("an answer of a phone is sent until Postern takes it")
    func retries() async throws {
        let receiver = Receiver(refusals: 2)
        try await Self.run(receiver) { provider in
            _ = provider.answer(from: "+15550100099", PhoneAnswer(to: "+15550100001", text: "a \"b\""))
            try await eventually("it is taken") { provider.network.counts.delivered == 1 }
            #expect(provider.network.counts.retried == 2)
        }
        #expect(receiver.bodies.count == 3)
        #expect(Set(receiver.bodies).count == 1)
        let object = try JSONSerialization.jsonObject(with: Data(receiver.bodies[0].utf8)) as? [String: Any]
        #expect(object?["event"] as? String == "message")
        #expect(object?["text"] as? String == "a \"b\"")
        #expect(object?["from"] as? String == "+15550100099")
    }
}
