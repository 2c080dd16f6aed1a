// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Glibc
import Hummingbird
import HummingbirdCore
import Logging
import Notation
import ServiceLifecycle

/// A stand-in for the outside world: an SMS provider with phones, and a mail server with mailboxes. All of them can be
/// read and answered.
@main
struct SimulatorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "postern-simulator",
        abstract: "Plays an SMS provider and a mail server: takes what Postern sends, reports on it, and shows it.",
        discussion: """
            The page with the phones and the mailboxes is at /. For Postern: POST /v1/messages, GET /v1/account, and
            SMTP submission. For tests of the phones: GET and POST /api/phones/NUMBER/messages, GET and DELETE
            /api/messages, GET and PUT /api/faults, GET /api/counts. For tests of the mail: GET and POST
            /api/mailboxes/ADDRESS/mails, GET and DELETE /api/mails, GET /api/mails/ID and /api/mails/ID/raw, POST
            /api/mails/ID/answers, GET and PUT /api/mail/faults, GET, PUT and DELETE /api/mailboxes/ADDRESS/faults,
            GET /api/mail/counts. Mail for greylist@, reject@, slow@, drop-before@, drop-after@, bounce@, prose@,
            delayed@ and silent@ any outside domain meets what the name says.
            """)

    @Option(help: "Where to listen; port 0 lets the system choose.")
    var listen = HostAndPort(host: "127.0.0.1", port: 8090)

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

    @Option(help: "How many messages, and how many mails, are kept; the oldest go first.")
    var keep = 10_000

    @Option(help: "Makes the faults the same in every run.")
    var seed: UInt64?

    @OptionGroup(title: "Mail")
    var mail: MailOptions

    /// Whoever reads what is printed may go: that is no reason to end.
    static func main() async {
        signal(SIGPIPE, SIG_IGN)
        await main(nil)
    }

    func validate() throws {
        guard keep > 0 else { throw ValidationError("--keep is at least 1") }
    }

    func run() async throws {
        let network = PhoneNetwork(keep: keep, seed: seed)
        let sender = WebhookSender(signingKey: signingKey, network: network, post: WebhookSender.posting())
        let provider = Provider(
            apiKey: apiKey, inboundURL: "\(postern)/hooks/\(gateway)/in", network: network, sender: sender)
        let office = mail.office(keep: keep)
        let server = try await mail.server(for: office)
        var services: [any Service] = [sender, office.postman]
        if let server { services.append(server) }
        var logger = Logger(label: "postern-simulator")
        logger.logLevel = .error
        let application = Application(
            router: OutsideWorld(provider: provider, office: office).router,
            configuration: ApplicationConfiguration(address: .hostname(listen.host, port: listen.port)),
            services: services,
            onServerRunning: { announce(web: $0.localAddress?.port ?? 0, mail: server?.port) },
            logger: logger)
        try await application.runService()
    }

    /// What a script waits for; the web's line comes last, when everything listens.
    private func announce(web: Int, mail port: Int?) {
        if let port { print("takes mail on smtp://\(HostAndPort(host: mail.mailListen?.host ?? "", port: port))") }
        print("listening on http://\(HostAndPort(host: listen.host, port: web))")
        fflush(nil)
    }
}
