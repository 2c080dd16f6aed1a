// SPDX-License-Identifier: Apache-2.0

import Bridge
import Logging
import PosternConfiguration
import ServiceLifecycle
import Settings
import Transfer
import UnixSignals
import XMPP

/// SIGHUP reads the configuration again and applies what can change without dropping a link. A file that is not right
/// leaves the running one in force.
struct Reload: Service {
    let option: ConfigOption
    let live: LiveConfiguration
    /// With which the doors were opened.
    let started: Configuration
    let bridge: Bridge
    let transport: CurlTransport
    let logger: Logger

    func run() async throws {
        let signals = await UnixSignalsSequence(trapping: .sighup)
        for await _ in signals.cancelOnGracefulShutdown() { await reload() }
    }

    private func reload() async {
        do {
            let configuration = try Session(option).configuration
            var setups = try Adapters(configuration, transport: transport).setups()
            let old = live.configuration
            // An adapter and its door belong together, and the door stays: so the adapter does where they would differ.
            for post in bridge.posts where !Self.fits(post.name, old: started, new: configuration) {
                setups[post.name]?.adapter = post.adapter
            }
            live.configuration = configuration
            LogOutput.shared.apply(configuration.log)
            await bridge.reload(setups)
            logger.notice("The configuration was read again.")
            if Self.needsRestart(from: old, to: configuration) {
                logger.warning("Some of the changes take effect only when Postern is started anew.")
            }
        } catch {
            logger.error("The configuration was not read again, and the running one stays: \(error.sentence)")
        }
    }

    /// What an open door of an email gateway is made of.
    private struct Door: Equatable {
        let listener: Configuration.Listener
        let mailDomain: String
        let authservID: String?
        let spam: Configuration.Email.Spam

        init(_ email: Configuration.Email) {
            listener = email.listener
            mailDomain = email.mailDomain
            authservID = email.authservID
            spam = email.spam
        }
    }

    /// Whether a new adapter of this gateway still fits the door that is open.
    private static func fits(_ name: String, old: Configuration, new: Configuration) -> Bool {
        let gateways = [old, new].map { $0.gateways.first { $0.name == name } }
        guard case .email(let old)? = gateways[0]?.kind else { return true }
        guard case .email(let new)? = gateways[1]?.kind else { return false }
        return Door(old) == Door(new) && gateways[0]?.secret.revealed == gateways[1]?.secret.revealed
    }

    /// What a link, a listener or the open store is made of.
    private static func needsRestart(from old: Configuration, to new: Configuration) -> Bool {
        let links = { (configuration: Configuration) in
            configuration.gateways.map { LinkSettings($0, configuration.xmpp) }
        }
        let doors = { (configuration: Configuration) in
            configuration.gateways.compactMap { gateway in
                if case .email(let email) = gateway.kind { Door(email) } else { nil }
            }
        }
        return old.xmpp != new.xmpp || old.http != new.http || old.admin != new.admin
            || old.store.path != new.store.path || doors(old) != doors(new) || links(old) != links(new)
            || old.gateways.map(\.name) != new.gateways.map(\.name)
    }
}
