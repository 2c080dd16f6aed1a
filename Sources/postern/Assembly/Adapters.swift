// SPDX-License-Identifier: Apache-2.0

import Bridge
import EmailGateway
import GatewayKit
import Glibc
import Logging
import Notation
import PosternConfiguration
import SMSGateway
import SMTP
import Settings
import Transfer
import XMPP

/// Builds the adapters that a configuration names, in the one visible list of kinds.
struct Adapters {
    private let configuration: Configuration
    private let publicURL: String
    private let transport: any HTTPTransport

    /// - Parameter publicURL: where providers call back; nil: where the configuration says.
    init(_ configuration: Configuration, publicURL: String? = nil, transport: any HTTPTransport) {
        self.configuration = configuration
        self.publicURL = publicURL ?? configuration.http.publicURL
        self.transport = transport
    }

    /// For a command that may need one connection at the most.
    init(_ configuration: Configuration) {
        self.init(configuration, transport: CurlTransport(maxConnectionsPerHost: 1))
    }

    /// Everything that a start or a reload needs, by name.
    func setups() throws(CommandFailure) -> [String: GatewayPost.Setup] {
        var setups: [String: GatewayPost.Setup] = [:]
        for gateway in configuration.gateways {
            setups[gateway.name] = GatewayPost.Setup(adapter: try adapter(gateway), policy: try Self.policy(gateway))
        }
        return setups
    }

    func adapter(_ name: String) throws(CommandFailure) -> any Gateway {
        try adapter(try gateway(name))
    }

    func policy(_ name: String) throws(CommandFailure) -> GatewayPolicy {
        try Self.policy(try gateway(name))
    }

    private func gateway(_ name: String) throws(CommandFailure) -> Configuration.Gateway {
        guard let gateway = configuration.gateways.first(where: { $0.name == name }) else {
            throw CommandFailure(.badData, "There is no gateway \(name).")
        }
        return gateway
    }

    private func adapter(_ gateway: Configuration.Gateway) throws(CommandFailure) -> any Gateway {
        switch gateway.kind {
        case .sms(let settings): return try sms(gateway.name, settings)
        case .email(let settings): return try email(gateway, settings)
        }
    }

    private func email(
        _ gateway: Configuration.Gateway, _ settings: Configuration.Email
    ) throws(CommandFailure) -> EmailGateway {
        let domain = try mailDomain(of: settings, gateway.name)
        let options = EmailGatewayOptions(
            name: gateway.name, mailDomain: domain, secret: gateway.secret.revealed,
            coalesce: settings.coalesce, authservID: settings.authservID, spam: .init(settings.spam),
            submission: SubmissionSettings(settings, mailDomain: domain, poolSize: gateway.parallel),
            listener: ListenerSettings(settings, mailDomain: domain, gateway: gateway.name))
        // What strangers link to is fetched by a transport of its own, which goes only to public addresses.
        let fetcher = CurlTransport(
            maxConnectionsPerHost: 4, caFile: settings.attachments.authority,
            reach: .publicOnly(
                except: Set(settings.attachments.privateHosts.map { PrivatePlace(host: $0.host, port: $0.port) })))
        return EmailGateway(options: options, transport: fetcher, logger: Logger(label: "postern"))
    }

    /// In the one spelling in which the network writes it.
    private func mailDomain(
        of settings: Configuration.Email, _ gateway: String
    ) throws(CommandFailure) -> String {
        guard let domain = try? DomainName(settings.mailDomain) else {
            throw CommandFailure(
                .configuration,
                "\(configuration.file): gateways.\(gateway).mail_domain: \"\(settings.mailDomain)\" is no domain by the "
                    + "rules for international names (IDNA 2008); write it as it is registered")
        }
        // The configuration itself compares what is written; only here are two spellings known to be one.
        for other in configuration.gateways where other.name != gateway {
            guard case .email(let others) = other.kind, (try? DomainName(others.mailDomain)) == domain else { continue }
            throw CommandFailure(
                .configuration,
                "\(configuration.file): gateways.\(gateway).mail_domain: is the mail domain of [gateways.\(other.name)] "
                    + "too; a mailbox belongs to one gateway")
        }
        return domain.text
    }

    private func sms(_ name: String, _ settings: Configuration.SMS) throws(CommandFailure) -> SMSGateway {
        let file = try descriptorFile(name, settings.provider)
        let options = SMSGatewayOptions(
            name: name, region: settings.region, numbers: settings.numbers.map(Address.init),
            settings: settings.settings.mapValues(\.revealed), endpoint: settings.endpoint,
            publicURL: publicURL)
        let descriptor = try ProviderLibrary.load(file: file)
        do throws(SMSGatewayFailure) {
            return try SMSGateway(descriptor: descriptor, options: options, transport: transport)
        } catch {
            let problems = error.problems.map { problem in
                let line = settings.lines[problem.key].map { ":\($0)" } ?? ""
                return "\(configuration.file)\(line): gateways.\(name).\(problem.key): \(problem.sentence)"
            }
            throw CommandFailure(.configuration, problems.joined(separator: "\n"))
        }
    }

    /// A provider that does not exist is a mistake in the configuration, and told with its place.
    private func descriptorFile(
        _ name: String, _ provider: Configuration.SMS.Provider
    ) throws(CommandFailure) -> String {
        switch provider {
        case .file(let path): return path
        case .named(let provider):
            do {
                return try ProviderLibrary.path(of: provider)
            } catch {
                throw CommandFailure(
                    .configuration, "\(configuration.file): gateways.\(name).provider: \(error.sentence)")
            }
        }
    }

    private static func policy(_ gateway: Configuration.Gateway) throws(CommandFailure) -> GatewayPolicy {
        GatewayPolicy(
            register: gateway.register.compactMap(RegistrationRule.init), admins: gateway.admins.compactMap { JID($0) },
            receipts: gateway.receipts == .accepted ? .accepted : .delivered, parallel: gateway.parallel,
            rate: gateway.rate.map { RateLimit(count: $0.count, span: $0.period, scope: .init($0.scope)) },
            quota: gateway.quota.map { MessageQuota(count: $0.count, span: $0.period) },
            giveUpAfter: gateway.giveUpAfter)
    }
}

extension RegistrationRule {
    fileprivate init?(_ registrant: Registrant) {
        switch registrant {
        case .anyone: self = .anyone
        case .domain(let domain): self = .domain(domain)
        case .person(let person):
            guard let jid = JID(person) else { return nil }
            self = .person(jid)
        }
    }
}

extension SpamPolicy {
    fileprivate init(_ spam: Configuration.Email.Spam) {
        switch spam {
        case .mark: self = .mark
        case .drop: self = .drop
        case .pass: self = .pass
        }
    }
}

extension SubmissionSettings {
    fileprivate init(_ email: Configuration.Email, mailDomain: String, poolSize: Int) {
        let submission = email.submission
        let startTLS: StartTLS =
            switch submission.startTLS {
            case .required: .required
            case .opportunistic: .opportunistic
            case .off: .off
            }
        self.init(
            host: submission.server.host, port: submission.server.port, implicitTLS: submission.isImplicitTLS,
            startTLS: startTLS,
            login: submission.login.map { Login(username: $0.username, password: $0.password.revealed) },
            authorityPEM: submission.authority, ehloName: MachineName.text(orElse: mailDomain),
            poolSize: poolSize)
    }
}

extension ListenerSettings {
    fileprivate init(_ email: Configuration.Email, mailDomain: String, gateway: String) {
        let listener = email.listener
        self.init(
            host: listener.listen.host, port: listener.listen.port,
            dialect: listener.protocol == .lmtp ? .lmtp : .smtp,
            hostName: MachineName.text(orElse: mailDomain), mailDomain: mailDomain,
            maxSize: listener.maxSize, tls: listener.tls.map { KeyPair(certificate: $0.certificate, key: $0.key) },
            key: "[gateways.\(gateway).listener] listen")
    }
}

/// What this machine calls itself towards mail servers.
private enum MachineName {
    /// The host name where it is a whole domain name, else `other`.
    static func text(orElse other: String) -> String {
        var name = [CChar](repeating: 0, count: 256)
        guard gethostname(&name, name.count - 1) == 0 else { return other }
        let text = name.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } ?? "" }
        return text.contains(".") ? text : other
    }
}

extension RateLimit.Scope {
    fileprivate init(_ scope: Rate.Scope) {
        switch scope {
        case .number: self = .number
        case .account: self = .account
        case .gateway: self = .gateway
        }
    }
}
