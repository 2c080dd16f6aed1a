// SPDX-License-Identifier: Apache-2.0

/// Whether memory stays flat while mails come in.
struct Memory {
    private static let sessions = 20

    let stage: Stage

    init(_ stage: Stage) {
        self.stage = stage
    }

    func run(count: Int) async throws {
        let source = try MailSource(in: stage.folder)
        stage.report("resident, idle", "\(stage.postern.residentMegabytes) MB")
        async let sending: Void = source.send(count, sessions: Self.sessions, to: stage.ports.listener)
        for percent in [10, 50, 100] {
            let least = count / 100 * percent
            try await Stage.until("\(percent) % are relayed", within: 600) { [server = stage.server] in
                server.messages >= least
            }
            stage.report(
                "resident after \(least) mails",
                "\(stage.postern.residentMegabytes) MB, at most \(stage.postern.peakMegabytes)")
        }
        try await sending
    }
}
