// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Notation

/// The options of the mail side.
struct MailOptions: ParsableArguments {
    @Option(help: "Where Postern submits its mail; port 0 lets the system choose. Without it no mail is taken.")
    var mailListen: HostAndPort?

    @Option(help: "Where Postern's own listener is reached.")
    var mailTo = HostAndPort(host: "127.0.0.1", port: 2525)

    @Option(help: "How Postern's listener is spoken to: lmtp or smtp.")
    var mailProtocol = DeliverySession.Language.lmtp

    @Option(help: "A domain of Postern's own; all others are outside. May be repeated.")
    var mailDomain = ["example.org"]

    @Option(help: "What the mail server calls itself: authserv_id in Postern's configuration.")
    var mailName = "mx.simulator.example"

    @Option(help: "The username that Postern must log in with; without it nobody logs in.")
    var mailUser: String?

    @Option(help: "The password that goes with it.")
    var mailPassword = "simulator-password"

    var login: SubmissionPolicy.Login? {
        mailUser.map { SubmissionPolicy.Login(username: $0, password: mailPassword) }
    }

    /// The mail side with its postman; it takes nothing before its server runs.
    func office(keep: Int) -> PostOffice {
        let network = MailNetwork(keep: keep)
        let deliver = Postman.connecting(host: mailTo.host, port: mailTo.port, name: mailName, language: mailProtocol)
        return PostOffice(
            name: mailName, domains: Set(mailDomain.map { $0.lowercased() }), network: network,
            postman: Postman(network: network, deliver: deliver))
    }

    /// The server that takes mail for `office`; nil where none was asked for.
    func server(for office: PostOffice) async throws -> SubmissionServer? {
        guard let mailListen else { return nil }
        let policy = SubmissionPolicy(
            name: mailName, login: login, fate: { office.network.fate(of: $0, from: $1) }, take: { office.take($0) })
        return try await SubmissionServer(host: mailListen.host, port: mailListen.port, policy: policy)
    }
}

extension DeliverySession.Language: ExpressibleByArgument {}
