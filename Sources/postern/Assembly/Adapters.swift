// SPDX-License-Identifier: Apache-2.0

import Bridge
import GatewayKit
import PosternConfiguration
import SMSGateway
import Settings
import Transfer
import XMPP

/// Builds the adapters that a configuration names, in the one visible list of kinds.
struct Adapters {
    private let configuration: Configuration
    private let transport: any HTTPTransport

    init(_ configuration: Configuration, transport: any HTTPTransport) {
        self.configuration = configuration
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
        case .email:
            throw CommandFailure(
                .configuration,
                "\(configuration.file): gateways.\(gateway.name).kind: this version has no email yet; "
                    + "take the gateway out.")
        }
    }

    private func sms(_ name: String, _ settings: Configuration.SMS) throws(CommandFailure) -> SMSGateway {
        let file = try descriptorFile(name, settings.provider)
        let options = SMSGatewayOptions(
            name: name, region: settings.region, numbers: settings.numbers.map(Address.init),
            settings: settings.settings.mapValues(\.revealed), endpoint: settings.endpoint,
            publicURL: configuration.http.publicURL)
        let descriptor = try ProviderLibrary.load(file: file)
        do throws(SMSGatewayFailure) {
            return try SMSGateway(descriptor: descriptor, options: options, transport: transport)
        } catch {
            let problems = error.problems.map { "\(configuration.file): gateways.\(name).\($0.key): \($0.sentence)" }
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

extension RateLimit.Scope {
    fileprivate init(_ scope: Rate.Scope) {
        switch scope {
        case .number: self = .number
        case .account: self = .account
        case .gateway: self = .gateway
        }
    }
}
