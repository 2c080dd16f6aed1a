// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Mails that the listener takes: committed before their 250, then relayed and confirmed. Beside Postfix's own smtpd.
struct Intake {
    let stage: Stage

    init(_ stage: Stage) {
        self.stage = stage
    }

    func run(count: Int) async throws {
        let source = try MailSource(in: stage.folder)
        // Postfix starts with root's rights only.
        let postfix = getuid() == 0 ? try await Postfix(in: stage.folder) : nil
        defer { postfix?.stop() }
        if postfix == nil { stage.report("Postfix beside it", "not measured: it needs root") }
        for sessions in [1, 20] {
            var theirs: Double?
            if let postfix { theirs = try await compare(postfix, source, count: count, sessions: sessions) }
            let ours = try await take(source, count: count, sessions: sessions)
            if let theirs {
                stage.report("  Postern to Postfix, \(sessions) at a time", "\((ours / theirs).rounded(to: 2)) : 1")
            }
        }
    }

    /// Over twenty connections, and nothing beside it.
    func takeAll(_ count: Int) async throws {
        _ = try await take(MailSource(in: stage.folder), count: count, sessions: 20)
    }

    /// Returns mails a second.
    private func take(_ source: MailSource, count: Int, sessions: Int) async throws -> Double {
        let load = Load(stage)
        let before = stage.server.messages
        try await source.send(count, sessions: sessions, to: stage.ports.listener)
        let rate = Double(count) / load.seconds
        stage.report("mails in, taken and committed, \(sessions) at a time", "\(rate.rounded(to: 0))/s")
        try await Stage.until("all mails are relayed", within: 600) { stage.server.messages >= before + count }
        load.report("mails in, until relayed, \(sessions) at a time", count: count)
        return rate
    }

    private func compare(_ postfix: Postfix, _ source: MailSource, count: Int, sessions: Int) async throws -> Double {
        let began = ContinuousClock.now
        try await source.send(count, sessions: sessions, to: postfix.port)
        let rate = Double(count) / (ContinuousClock.now - began).inSeconds
        stage.report("Postfix smtpd, \(sessions) at a time", "\(rate.rounded(to: 0))/s")
        try await postfix.drained()
        return rate
    }
}
