// SPDX-License-Identifier: Apache-2.0

import Foundation
import Notation
import PosternCrypto
import Transfer

/// Webhooks with texts, signed as the provider signs: stored, answered, relayed and confirmed.
struct Inbound {
    private static let clients = 32
    let stage: Stage

    init(_ stage: Stage) {
        self.stage = stage
    }

    func run(count: Int) async throws {
        let load = Load(stage)
        let before = stage.server.messages
        let each = count / Self.clients
        let latencies = try await withThrowingTaskGroup(of: [Duration].self) { group in
            for client in 0..<Self.clients {
                group.addTask { try await post(count: each, client: client) }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        try await Stage.until("all texts are relayed") { stage.server.messages >= before + each * Self.clients }
        load.report("texts in, webhook to relayed stanza", count: each * Self.clients)
        stage.report("webhook to its answer, \(Self.clients) at a time", Latencies(latencies).text)
    }

    private func post(count: Int, client: Int) async throws -> [Duration] {
        var latencies: [Duration] = []
        for index in 0..<count {
            let request = request(number: index, client: client)
            let began = ContinuousClock.now
            let response = try await stage.client.send(request)
            guard response.status == 200 else { throw Refused(status: response.status) }
            latencies.append(ContinuousClock.now - began)
        }
        return latencies
    }

    private struct Refused: Error, CustomStringConvertible {
        let status: Int
        var description: String { "a webhook was answered \(status) instead of 200" }
    }

    private func request(number: Int, client: Int) -> HTTPRequest {
        let to = Scene.number(number % Stage.accounts)
        let body = """
            {"event":"message","event_id":"b-\(client)-\(number)","id":"b\(client)\(number)",\
            "from":"+1555\(1_000_000 + client)","to":"\(to)","text":"Answer number \(number)"}
            """
        let stamp = String(Int(Date().timeIntervalSince1970))
        let signature = Hex.encode(
            HashAlgorithm.sha256.authenticationCode(
                for: Array("\(stamp).\(body)".utf8), key: Array("simulator-signing-key".utf8)))
        return HTTPRequest(
            method: "POST", url: stage.hooks + "/hooks/sms/in",
            headers: [
                (name: "Content-Type", value: "application/json"), (name: "X-Simulator-Timestamp", value: stamp),
                (name: "X-Simulator-Signature", value: signature),
            ], body: Array(body.utf8))
    }
}
