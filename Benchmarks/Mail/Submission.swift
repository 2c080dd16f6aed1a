// SPDX-License-Identifier: Apache-2.0

import Foundation
import Transfer

/// Mails from stanza to settled row, over connections that are kept.
struct Submission {
    /// Unsent at once; below what the accounts may have waiting.
    private static let window = 4_000

    let stage: Stage

    init(_ stage: Stage) {
        self.stage = stage
    }

    func run(count: Int) async throws {
        let load = Load(stage)
        let before = try await accepted()
        var sent = 0
        while sent < count {
            write(count: min(200, count - sent), from: &sent)
            let least = before + sent - Self.window
            if least > before { try await Stage.until("mails are sent") { try await accepted() >= least } }
        }
        try await Stage.until("all mails are settled", within: 600) { try await accepted() >= before + count }
        load.report("mails out, stanza to settled row", count: count)
    }

    private func write(count: Int, from sent: inout Int) {
        var stanzas = ""
        for _ in 0..<count {
            let sender = "user\(sent % Stage.accounts)@bench/x"
            let recipient = "friend\(sent % 1_000)\\40example.com@\(stage.scene.domain)"
            stanzas +=
                "<message type='chat' id='m\(sent)' from='\(sender)' to='\(recipient)'>"
                + "<body>Mail number \(sent), which says in a line or two what a chat says.</body></message>"
            sent += 1
        }
        stage.server.write(stanzas)
    }

    /// How many sends have been settled as accepted, by the daemon's own metrics: they cost it less than its listings.
    private func accepted() async throws -> Int {
        let response = try await stage.client.send(HTTPRequest(method: "GET", url: stage.console + "/metrics"))
        let lines = String(decoding: response.body, as: UTF8.self).split(separator: "\n")
        let line = lines.first { $0.hasPrefix("postern_sends_total{") && $0.contains("result=\"accepted\"") }
        return line.flatMap { Int($0.split(separator: " ").last ?? "") } ?? 0
    }
}
