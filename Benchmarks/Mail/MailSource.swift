// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Postfix's smtp-source: hands over mails of 4 KB, each as soon as the one before it is taken, over connections that it
/// keeps.
struct MailSource {
    private static let octets = 4096

    /// What the tools of Postfix read; it has to exist.
    private let settings: URL

    init(in folder: URL) throws {
        settings = folder.appendingPathComponent("smtp-source")
        try FileManager.default.createDirectory(at: settings, withIntermediateDirectories: true)
        try "compatibility_level = 3.6\n".write(
            to: settings.appendingPathComponent("main.cf"), atomically: true, encoding: .utf8)
    }

    /// Returns when the last one is taken.
    func send(_ count: Int, sessions: Int, to port: Int) async throws {
        try await Command.run(
            "/usr/sbin/smtp-source",
            [
                "-d", "-s", String(sessions), "-m", String(count), "-l", String(Self.octets), "-f",
                "bench@remote.example", "-t", "\(Scene.mailbox(0))@\(Scene.mailDomain)", "inet:127.0.0.1:\(port)",
            ],
            environment: ["MAIL_CONFIG": settings.path])
    }
}
