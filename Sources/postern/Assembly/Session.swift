// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import GatewayKit
import PosternConfiguration
import Store
import XMPP

/// `--config FILE`, which every command takes.
struct ConfigOption: ParsableArguments {
    @Option(name: [.customLong("config"), .customShort("c")], help: "The configuration file.")
    var path = "/etc/postern/postern.toml"
}

/// A configuration that has been read, and what a command makes of it.
struct Session {
    let configuration: Configuration

    init(_ option: ConfigOption) throws(CommandFailure) {
        do {
            configuration = try Configuration.load(file: option.path)
        } catch {
            throw CommandFailure(.configuration, error.description)
        }
    }

    /// The store as a client of it: the daemon may be running or not.
    func store() throws(CommandFailure) -> Store {
        do {
            return try Store(path: configuration.store.path, role: .client)
        } catch {
            throw CommandFailure(error)
        }
    }

    /// The gateway of this name; says which there are where it is not one of them.
    func gateway(_ name: String) throws(CommandFailure) -> any Gateway {
        try knows(gateway: name)
        return try Adapters(configuration).adapter(name)
    }

    func knows(gateway name: String) throws(CommandFailure) {
        let names = configuration.gateways.map(\.name)
        guard names.contains(name) else {
            throw CommandFailure(.badData, "There is no gateway \(name); there is \(names.joined(separator: ", ")).")
        }
    }

    /// A person's bare JID.
    static func person(_ text: String) throws(CommandFailure) -> JID {
        guard let jid = JID(text), jid.local != nil, jid.resource == nil else {
            throw CommandFailure(.badData, "\(text) is not a person's JID; write it as name@example.org.")
        }
        return jid
    }
}

extension Store {
    /// Looks without taking part in writing: a long listing must not hold up the daemon.
    func query<T: Sendable>(_ work: @escaping @Sendable (Transaction) throws -> T) async throws(CommandFailure) -> T {
        try await reporting { () throws(StoreFailure) in try await read(work) }
    }

    /// One transaction of a command.
    func command<T: Sendable>(_ work: @escaping @Sendable (Transaction) throws -> T) async throws(CommandFailure) -> T {
        try await reporting { () throws(StoreFailure) in try await commit(work) }
    }

    func reporting<T: Sendable>(_ work: () async throws(StoreFailure) -> T) async throws(CommandFailure) -> T {
        do {
            return try await work()
        } catch {
            throw CommandFailure(error)
        }
    }
}
