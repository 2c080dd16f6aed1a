// SPDX-License-Identifier: Apache-2.0

import Foundation
import Transfer

/// Texts from stanza to settled row, through the simulator over loopback, everything committed.
struct Outbound {
    /// Unsent at once; below what an account may have waiting.
    private static let window = 4_000

    let stage: Stage

    init(_ stage: Stage) {
        self.stage = stage
    }

    func run(count: Int) async throws {
        try await flood(count)
        try await faults(#"{"reports":"normal"}"#)
        try await receipts(count: count / 4)
        try await latency()
    }

    /// Texts that nobody reports on.
    func flood(_ count: Int) async throws {
        try await faults(#"{"reports":"none"}"#)
        let load = Load(stage)
        let before = try await taken()
        var sent = 0
        while sent < count {
            write(count: min(200, count - sent), from: &sent, receipts: false)
            let least = before + sent - Self.window
            if least > before { try await Stage.until("texts are sent") { try await taken() >= least } }
        }
        // The provider is asked first: a question to the daemon would be counted among what a text costs it.
        try await Stage.until("all texts are taken") { try await taken() >= before + count }
        try await Stage.until("all texts are settled") { try await settled() >= count }
        load.report("texts out, stanza to settled row", count: count)
    }

    /// With a delivery report and a receipt for each, which is what a conversation costs.
    private func receipts(count: Int) async throws {
        let load = Load(stage)
        let before = stage.server.messages
        var sent = 0
        while sent < count {
            write(count: min(100, count - sent), from: &sent, receipts: true)
            let least = before + sent - Self.window / 2
            try await Stage.until("receipts arrive") { stage.server.messages >= least }
        }
        try await Stage.until("all receipts arrive") { stage.server.messages >= before + count }
        load.report("texts out, stanza to receipt", count: count)
    }

    private func latency() async throws {
        try await faults(#"{"reports":"early"}"#)
        var latencies: [Duration] = []
        for index in 0..<300 {
            let id = "latency\(index)"
            let began = ContinuousClock.now
            stage.server.write(text(number: index, id: id, receipt: true))
            while stage.server.receipt(for: id) == nil { try await Task.sleep(for: .microseconds(200)) }
            latencies.append((stage.server.receipt(for: id) ?? began) - began)
        }
        stage.report("text to receipt, one at a time", Latencies(latencies).text)
    }

    private func write(count: Int, from sent: inout Int, receipts: Bool) {
        var stanzas = ""
        for _ in 0..<count {
            stanzas += text(number: sent, id: "t\(receipts)\(sent)", receipt: receipts)
            sent += 1
        }
        stage.server.write(stanzas)
    }

    private func text(number: Int, id: String, receipt: Bool) -> String {
        let peer = "+1555\(String(1_000_000 + number % 1_000))"
        return
            "<message type='chat' id='\(id)' from='user\(number % Stage.accounts)@bench/x' to='\(peer)@\(stage.scene.domain)'>"
            + "<body>Text number \(number)</body>"
            + (receipt ? "<request xmlns='urn:xmpp:receipts'/>" : "") + "</message>"
    }

    /// Sets the simulator's faults.
    private func faults(_ json: String) async throws {
        var request = HTTPRequest(method: "PUT", url: stage.provider + "/api/faults", body: Array(json.utf8))
        request.headers = [(name: "Content-Type", value: "application/json")]
        _ = try await stage.client.send(request)
    }

    /// How many messages the provider has taken.
    private func taken() async throws -> Int {
        let response = try await stage.client.send(HTTPRequest(method: "GET", url: stage.provider + "/api/counts"))
        let counts = try JSONDecoder().decode([String: Int].self, from: Data(response.body))
        return counts["taken"] ?? 0
    }

    /// How many rows the daemon has settled.
    private func settled() async throws -> Int {
        struct Status: Decodable {
            struct Queue: Decodable { let direction: String, state: String, count: Int }
            let queues: [Queue]
        }
        let response = try await stage.client.send(HTTPRequest(method: "GET", url: stage.console + "/status"))
        let gateways = try JSONDecoder().decode([Status].self, from: Data(response.body))
        return gateways.flatMap(\.queues).filter { $0.direction == "out" && $0.state == "accepted" }
            .reduce(0) { $0 + $1.count }
    }
}
