// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A private Postfix to compare with: its smtpd writes every mail to the queue, and syncs it to the disk, before its 250.
/// What is queued goes to discard(8). It can be started by root only.
struct Postfix {
    let port = Ports.free()
    private let folder: URL

    /// Starts it in a folder of its own inside of `parent`.
    init(in parent: URL) async throws {
        folder = parent.appendingPathComponent("postfix")
        try FileManager.default.createDirectory(
            at: folder.appendingPathComponent("queue"), withIntermediateDirectories: true)
        // Its processes give up root's rights, and still have to come here.
        for path in [parent.path, folder.path] {
            try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
        }
        try Self.settings(folder.path).write(to: file("main.cf"), atomically: true, encoding: .utf8)
        try Self.services(port).write(to: file("master.cf"), atomically: true, encoding: .utf8)
        try await Command.run("/usr/sbin/postfix", ["-c", folder.path, "start"])
        try await Stage.until("Postfix listens", within: 20) { [port] in Ports.answers(port) }
    }

    /// Waits until nothing is queued, so that what it still does slows down nobody who is measured next.
    func drained() async throws {
        let queues = ["incoming", "active", "deferred"].map { file("queue/\($0)") }
        try await Stage.until("Postfix has emptied its queue", within: 600) {
            queues.allSatisfy { queue in
                let files = FileManager.default.enumerator(at: queue, includingPropertiesForKeys: [.isRegularFileKey])
                return files?.contains { ($0 as? URL)?.hasDirectoryPath == false } != true
            }
        }
    }

    func stop() {
        let text = try? String(contentsOf: file("queue/pid/master.pid"), encoding: .utf8)
        if let id = text.flatMap({ pid_t($0.trimmingCharacters(in: .whitespacesAndNewlines)) }) { kill(id, SIGTERM) }
    }

    private func file(_ name: String) -> URL { folder.appendingPathComponent(name) }

    private static func settings(_ folder: String) -> String {
        """
        compatibility_level = 3.6
        queue_directory = \(folder)/queue
        data_directory = \(folder)/data
        maillog_file = \(folder)/mail.log
        maillog_file_prefixes = \(folder)
        myhostname = mail.example.org
        mydestination =
        mynetworks =
        relay_domains = \(Scene.mailDomain)
        transport_maps = inline:{ \(Scene.mailDomain)=discard: }
        smtpd_relay_restrictions = reject_unauth_destination
        alias_maps =
        alias_database =
        inet_interfaces = 127.0.0.1
        inet_protocols = ipv4
        smtpd_peername_lookup = no
        smtpd_client_connection_count_limit = 0
        smtp_dns_support_level = disabled

        """
    }

    private static func services(_ port: Int) -> String {
        """
        \(port) inet n - n - - smtpd
        cleanup unix n - n - 0 cleanup
        qmgr unix n - n 300 1 qmgr
        rewrite unix - - n - - trivial-rewrite
        bounce unix - - n - 0 bounce
        defer unix - - n - 0 bounce
        trace unix - - n - 0 bounce
        proxymap unix - - n - - proxymap
        discard unix - - n - - discard
        error unix - - n - - error
        retry unix - - n - - error
        anvil unix - - n - 1 anvil
        tlsmgr unix - - n 1000? 1 tlsmgr
        postlog unix-dgram n - n - 1 postlogd

        """
    }
}
