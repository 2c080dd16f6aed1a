// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Glibc
import Hummingbird
import HummingbirdCore
import Logging
import ServiceLifecycle

/// A stand-in for the outside world: an SMS provider with phones that can be read and answered.
@main
struct SimulatorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "postern-simulator",
        abstract: "Plays an SMS provider: takes texts by HTTP, reports their delivery, and shows the phones on a page.",
        discussion: """
            The page with the phones is at /. For Postern: POST /v1/messages, GET /v1/account. For tests:
            GET and POST /api/phones/NUMBER/messages, GET and DELETE /api/messages, GET and PUT /api/faults,
            GET /api/counts.
            """)

    @Option(help: "Where to listen; port 0 lets the system choose.")
    var listen = "127.0.0.1:8090"

    @Option(help: "Where Postern's /hooks are reached.")
    var postern = "http://127.0.0.1:8087"

    @Option(help: "The name of the gateway whose hook gets the answers of the phones.")
    var gateway = "sms"

    @Option(
        name: [.customLong("api-key"), .customLong("token")],
        help: "The key that Postern must send: api_key in its settings.")
    var apiKey = "simulator-key"

    @Option(help: "What webhooks are signed with: signing_key in Postern's settings.")
    var signingKey = "simulator-signing-key"

    @Option(help: "How many messages are kept; the oldest go first.")
    var keep = 10_000

    @Option(help: "Makes the faults the same in every run.")
    var seed: UInt64?

    func validate() throws {
        guard address != nil else { throw ValidationError("--listen is HOST:PORT, such as 127.0.0.1:8090") }
        guard keep > 0 else { throw ValidationError("--keep is at least 1") }
    }

    func run() async throws {
        guard let address else { return }
        let network = PhoneNetwork(keep: keep, seed: seed)
        let sender = WebhookSender(signingKey: signingKey, network: network, post: WebhookSender.posting())
        let provider = Provider(
            apiKey: apiKey, inboundURL: "\(postern)/hooks/\(gateway)/in", network: network, sender: sender)
        var logger = Logger(label: "postern-simulator")
        logger.logLevel = .error
        let application = Application(
            router: provider.router, configuration: ApplicationConfiguration(address: address),
            services: [sender], onServerRunning: { Self.announce(port: $0.localAddress?.port ?? 0, host: host) },
            logger: logger)
        try await application.runService()
    }

    private var host: String { listen.lastIndex(of: ":").map { String(listen[..<$0]) } ?? listen }

    private var address: BindAddress? {
        guard let colon = listen.lastIndex(of: ":"), let port = UInt16(listen[listen.index(after: colon)...]) else {
            return nil
        }
        return .hostname(host.filter { $0 != "[" && $0 != "]" }, port: Int(port))
    }

    /// The one line that a script waits for.
    private static func announce(port: Int, host: String) {
        print("listening on http://\(host):\(port)")
        fflush(nil)
    }
}
