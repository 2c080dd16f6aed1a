// SPDX-License-Identifier: Apache-2.0

import PosternConfiguration
import Settings

/// What of a configuration takes effect only at the next start, because a link, a listener, a door, the store or the pool of
/// connections that is in use is made of it. It is compared with the one that Postern was started with, however often it
/// was read since.
struct RestartNeeds {
    let started: Configuration
    let new: Configuration

    /// As the operator knows them, in the order of the file; empty where everything is in force.
    var places: [String] {
        var places: [String] = []
        if started.xmpp != new.xmpp { places.append("[xmpp]") }
        if started.store.path != new.store.path { places.append("path of [store]") }
        if started.http != new.http { places.append("[http]") }
        if started.admin != new.admin { places.append("[admin]") }
        places += new.gateways.flatMap { self.places(of: $0) }
        let left = Set(new.gateways.map(\.name))
        places += started.gateways.filter { !left.contains($0.name) }.map { "[gateways.\($0.name)], which is gone" }
        return places
    }

    /// Whether a new adapter of this gateway goes with what is open: a door belongs to the adapter that opened it, and a
    /// gateway of another kind has another door or none.
    func fits(_ name: String) -> Bool {
        guard let old = gateway(name, in: started), let new = gateway(name, in: new) else { return false }
        switch (old.kind, new.kind) {
        case (.sms, .sms): return true
        case (.email(let before), .email(let after)):
            return Door(before) == Door(after) && old.secret.revealed == new.secret.revealed
        default: return false
        }
    }

    private func gateway(_ name: String, in configuration: Configuration) -> Configuration.Gateway? {
        configuration.gateways.first { $0.name == name }
    }

    private func places(of gateway: Configuration.Gateway) -> [String] {
        let table = "[gateways.\(gateway.name)]"
        guard let old = self.gateway(gateway.name, in: started) else { return ["\(table), which is new"] }
        var keys: [String] = []
        if old.domain != gateway.domain { keys.append("domain") }
        if old.secret != gateway.secret { keys.append("secret") }
        if old.link != gateway.link { keys.append("link") }
        if gateway.parallel > connections { keys.append("parallel (above \(connections))") }
        switch (old.kind, gateway.kind) {
        case (.sms, .sms): break
        case (.email(let before), .email(let after)): keys += Door(before).differences(from: Door(after))
        default: keys.append("kind")
        }
        return keys.map { "\($0) of \(table)" }
    }

    /// To one provider at the same time: the transport has its size from the start.
    private var connections: Int { Self.connections(of: started) }

    static func connections(of configuration: Configuration) -> Int {
        configuration.gateways.map(\.parallel).max() ?? 1
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

        func differences(from other: Door) -> [String] {
            [
                (mailDomain != other.mailDomain, "mail_domain"), (authservID != other.authservID, "authserv_id"),
                (spam != other.spam, "spam"), (listener != other.listener, "listener"),
            ].filter(\.0).map(\.1)
        }
    }
}
