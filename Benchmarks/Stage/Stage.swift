// SPDX-License-Identifier: Apache-2.0

import Foundation
import Transfer

/// The set-up of a measurement: a played XMPP server, the world behind the gateway and the real daemon, all on loopback.
final class Stage: Sendable {
    static let accounts = 8

    let server: PlayedXMPPServer
    let postern: Program
    let outside: Program
    let client = CurlTransport(maxConnectionsPerHost: 32)
    let scene: Scene
    let ports: Ports
    /// For whatever a measurement needs on disk; it is removed in the end.
    let folder: URL

    /// Sets a scene up, and clears away when `act` has ended.
    static func play(
        _ scene: (Ports, URL) -> Scene, _ binaries: URL, _ act: (Stage) async throws -> Void
    ) async throws {
        let stage = try await Stage(scene, binaries)
        do {
            try await stage.open()
            try await act(stage)
        } catch {
            await stage.end()
            throw error
        }
        await stage.end()
    }

    private init(_ scene: (Ports, URL) -> Scene, _ binaries: URL) async throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("postern-bench-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        ports = Ports()
        self.scene = scene(ports, binaries)
        server = PlayedXMPPServer(domain: self.scene.domain)
        let port = try await server.start()
        try Self.configuration(xmpp: port, ports, self.scene).write(
            to: folder.appendingPathComponent("postern.toml"), atomically: true, encoding: .utf8)
        outside = try Program(self.scene.outside.program, self.scene.outside.arguments, folder: folder)
        postern = try Program(
            binaries.appendingPathComponent("postern"), ["run", "--config", "postern.toml"], folder: folder)
    }

    private func open() async throws {
        try await Self.until("the link is up") { server.isConnected || !postern.isRunning }
        guard postern.isRunning else { throw Ended(log: postern.log) }
        report("start-up, process to link", "\(ContinuousClock.now - postern.started)")
        try await register()
    }

    /// The daemon does not run, and this is what it said.
    struct Ended: Error, CustomStringConvertible {
        let log: String
        var description: String { "postern ended at the start, and said:\n\(log)" }
    }

    /// Where the daemon takes webhooks.
    var hooks: String { "http://127.0.0.1:\(ports.web)" }
    /// The daemon's health and metrics.
    var console: String { "http://127.0.0.1:\(ports.admin)" }
    /// The world behind the gateway, where it speaks HTTP.
    var provider: String { "http://127.0.0.1:\(ports.outside)" }

    func report(_ name: String, _ value: String) {
        postern_bench.report(name, value)
    }

    /// Looks again and again, for so many seconds at the most.
    static func until(_ what: String, within seconds: Int = 120, _ condition: () async throws -> Bool) async throws {
        let end = ContinuousClock.now + .seconds(seconds)
        while try await !condition() {
            guard ContinuousClock.now < end else { throw Overdue(what: what, seconds: seconds) }
            try await Task.sleep(for: .milliseconds(2))
        }
    }

    struct Overdue: Error, CustomStringConvertible {
        let what: String
        let seconds: Int
        var description: String { "waited \(seconds) s, and still it was not so: \(what)" }
    }

    private func end() async {
        await postern.stop()
        await outside.cut()
        await client.shutdown()
        try? FileManager.default.removeItem(at: folder)
    }

    private func register() async throws {
        for index in 0..<Self.accounts {
            let before = server.results
            server.write(
                "<iq type='set' id='r\(index)' from='user\(index)@bench/x' to='\(scene.domain)'>"
                    + "<query xmlns='jabber:iq:register'>\(scene.registration(index))</query></iq>")
            try await Self.until("account \(index) is registered") { [server] in server.results > before }
        }
    }

    private static func configuration(xmpp: Int, _ ports: Ports, _ scene: Scene) -> String {
        """
        [xmpp]
        port = \(xmpp)
        [http]
        listen = "127.0.0.1:\(ports.web)"
        public_url = "http://127.0.0.1:\(ports.web)"
        [admin]
        listen = "127.0.0.1:\(ports.admin)"
        [log]
        level = "warning"
        \(scene.gateway)
        """
    }
}
