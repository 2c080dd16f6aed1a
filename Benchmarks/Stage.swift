// SPDX-License-Identifier: Apache-2.0

import Foundation
import Transfer

/// The set-up of a measurement: a played XMPP server, the simulated provider and the real daemon, all on loopback.
final class Stage: Sendable {
    static let accounts = 8
    static let domain = "sms.bench"

    let server = PlayedXMPPServer()
    let postern: Program
    let simulator: Program
    let client = CurlTransport(maxConnectionsPerHost: 32)
    let hooks: String
    let console: String
    let provider: String
    /// From the start of the process to the first healthy answer.
    let startUp: Duration
    private let folder: URL

    init(binaries: URL) async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("postern-bench-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        self.folder = folder
        let port = try await server.start()
        let (web, admin, sms) = (Self.freePort(), Self.freePort(), Self.freePort())
        hooks = "http://127.0.0.1:\(web)"
        console = "http://127.0.0.1:\(admin)"
        provider = "http://127.0.0.1:\(sms)"
        try Self.configuration(port: port, web: hooks, admin: console, provider: provider).write(
            to: folder.appendingPathComponent("postern.toml"), atomically: true, encoding: .utf8)
        simulator = try Program(
            binaries.appendingPathComponent("postern-simulator"),
            ["--listen", "127.0.0.1:\(sms)", "--postern", hooks, "--gateway", "sms", "--keep", "1000"], folder: folder)
        postern = try Program(
            binaries.appendingPathComponent("postern"), ["run", "--config", "postern.toml"], folder: folder)
        let server = server
        let program = postern
        try await Self.until("the link is up") { server.isConnected || !program.isRunning }
        startUp = ContinuousClock.now - postern.started
        try await register()
    }

    static func number(_ index: Int) -> String { "+1555010000\(index)" }

    func report(_ name: String, _ value: String) {
        print(name.padding(toLength: 44, withPad: " ", startingAt: 0) + value)
    }

    /// Sets the simulator's faults.
    func faults(_ json: String) async throws {
        var request = HTTPRequest(method: "PUT", url: provider + "/api/faults", body: Array(json.utf8))
        request.headers = [(name: "Content-Type", value: "application/json")]
        _ = try await client.send(request)
    }

    /// Looks again and again, for two minutes at the most.
    static func until(_ what: String, _ condition: () async throws -> Bool) async throws {
        let end = ContinuousClock.now + .seconds(120)
        while try await !condition() {
            guard ContinuousClock.now < end else { throw Overdue(what: what) }
            try await Task.sleep(for: .milliseconds(2))
        }
    }

    struct Overdue: Error { let what: String }

    func end() async {
        postern.stop()
        simulator.stop()
        await client.shutdown()
        try? FileManager.default.removeItem(at: folder)
    }

    private func register() async throws {
        for index in 0..<Self.accounts {
            let before = server.results
            server.write(
                "<iq type='set' id='r\(index)' from='user\(index)@bench/x' to='\(Self.domain)'>"
                    + "<query xmlns='jabber:iq:register'><phone>\(Self.number(index))</phone></query></iq>")
            try await Self.until("account \(index) is registered") { [server] in server.results > before }
        }
    }

    private static func freePort() -> Int {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        return withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                bind(descriptor, address, size)
                getsockname(descriptor, address, &size)
            }
            return Int(UInt16(bigEndian: pointer.pointee.sin_port))
        }
    }

    private static func configuration(port: Int, web: String, admin: String, provider: String) -> String {
        let numbers = (0..<accounts).map { "\"\(number($0))\"" }.joined(separator: ", ")
        return """
            [xmpp]
            port = \(port)
            [http]
            listen = "\(web.dropFirst(7))"
            public_url = "\(web)"
            [admin]
            listen = "\(admin.dropFirst(7))"
            [log]
            level = "warning"
            [gateways.sms]
            kind = "sms"
            domain = "\(domain)"
            secret = "bench"
            register = ["bench"]
            provider = "simulator"
            endpoint = "\(provider)"
            numbers = [\(numbers)]
            region = "US"
            parallel = 64
            [gateways.sms.settings]
            api_key = "simulator-key"
            signing_key = "simulator-signing-key"
            """
    }
}
