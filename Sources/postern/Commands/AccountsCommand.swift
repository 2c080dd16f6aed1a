// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import GatewayKit
import Store
import XMPP

import struct Foundation.Date

/// `postern accounts`: who has which address.
struct AccountsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "accounts", abstract: "Lists and changes who has which address.",
        subcommands: [List.self, Show.self, Add.self, Change.self, Remove.self])

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Lists all accounts.")
        @OptionGroup var config: ConfigOption
        @Flag(help: "Prints an array of JSON objects.") var json = false

        func run() async throws {
            let store = try Session(config).store()
            let accounts = try await store.query { tx in try tx.accounts(gateway: nil, jid: nil) }
            guard !json else { return try Output.json(accounts.map(AccountListing.init)) }
            AccountsCommand.print(accounts)
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Shows what one person has.")
        @OptionGroup var config: ConfigOption
        @Argument(help: "The person, name@example.org.") var jid: String
        @Flag(help: "Prints an array of JSON objects.") var json = false

        func run() async throws {
            let store = try Session(config).store()
            let person = try Session.person(jid)
            let accounts = try await store.query { tx in try tx.accounts(gateway: nil, jid: person) }
            guard !accounts.isEmpty else { throw CommandFailure(.failed, "\(person) has no account.") }
            guard !json else { return try Output.json(accounts.map(AccountDetails.init)) }
            AccountsCommand.print(accounts)
        }
    }

    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Gives a person an address.")
        @OptionGroup var config: ConfigOption
        @Argument(help: "The person, name@example.org.") var jid: String
        @Option(help: "The gateway's name.") var gateway: String
        @Option(help: "The address: a phone number, or a mailbox.") var address: String
        @Option(help: "The name that others see.") var name: String?

        func run() async throws {
            let session = try Session(config)
            let person = try Session.person(jid)
            let account = Account(
                jid: person, gateway: gateway, address: try await AccountsCommand.address(address, gateway, session),
                name: name, created: Date())
            let store = try session.store()
            do throws(StoreFailure) {
                try await store.commit { tx in try tx.add(account) }
            } catch .conflict(let conflict) {
                throw AccountsCommand.taken(account, conflict)
            } catch {
                throw CommandFailure(error)
            }
            Output.line("\(person) has \(account.address) at \(gateway).")
            // The operator may know better than the gateway: it is said, and nothing is forbidden.
            if let doubt = try await session.gateway(gateway).doubt(about: account.address) {
                Output.error("warning: \(doubt)")
            }
        }
    }

    struct Change: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "set", abstract: "Changes a person's address or name.")
        @OptionGroup var config: ConfigOption
        @Argument(help: "The person, name@example.org.") var jid: String
        @Option(help: "The gateway's name.") var gateway: String
        @Option(help: "The new address.") var address: String?
        @Option(help: "The new name that others see.") var name: String?

        func validate() throws {
            guard address != nil || name != nil else { throw ValidationError("Give --address, --name, or both.") }
        }

        func run() async throws {
            let session = try Session(config)
            let person = try Session.person(jid)
            try session.knows(gateway: gateway)
            let (gateway, name) = (self.gateway, self.name)
            let changed: Address? =
                if let address { try await AccountsCommand.address(address, gateway, session) } else { nil }
            let store = try session.store()
            let found: Bool
            do throws(StoreFailure) {
                found = try await store.commit { tx in
                    try tx.change(gateway: gateway, jid: person, address: changed, name: name)
                }
            } catch .conflict {
                throw CommandFailure(.failed, "Somebody else has \(changed?.text ?? "it") at \(gateway) already.")
            } catch {
                throw CommandFailure(error)
            }
            guard found else { throw CommandFailure(.failed, "\(person) has no account at \(gateway).") }
            var said = "Changed."
            if let changed, let doubt = try await session.gateway(gateway).doubt(about: changed) { said += " \(doubt)" }
            Output.line(said)
        }
    }

    struct Remove: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Takes a person's address away.")
        @OptionGroup var config: ConfigOption
        @Argument(help: "The person, name@example.org.") var jid: String
        @Option(help: "The gateway's name.") var gateway: String

        func run() async throws {
            let store = try Session(config).store()
            let person = try Session.person(jid)
            let gateway = gateway
            let removed = try await store.command { tx in try tx.removeAccount(gateway: gateway, jid: person) }
            guard removed > 0 else { throw CommandFailure(.failed, "\(person) has no account at \(gateway).") }
            Output.line("Removed.")
        }
    }

    private static func address(
        _ text: String, _ gateway: String, _ session: Session
    ) async throws(CommandFailure) -> Address {
        do {
            return try await session.gateway(gateway).ownAddress(typed: text)
        } catch let problem as AddressProblem {
            throw CommandFailure(.badData, problem.sentence.english)
        } catch let failure as CommandFailure {
            throw failure
        } catch {
            throw CommandFailure(.failed, "\(error)")
        }
    }

    private static func taken(_ account: Account, _ conflict: StoreFailure.Conflict) -> CommandFailure {
        switch conflict {
        case .jid:
            CommandFailure(.failed, "\(account.jid) has an account at \(account.gateway) already; change it by set.")
        case .address: CommandFailure(.failed, "Somebody else has \(account.address) at \(account.gateway) already.")
        }
    }

    private static func print(_ accounts: [Account]) {
        var table = TextTable("JID", "GATEWAY", "ADDRESS", "NAME", "CREATED")
        for account in accounts {
            let listing = AccountListing(account)
            table.add(listing.jid, listing.gateway, listing.address, account.name ?? "", listing.created)
        }
        Output.line(table.text)
    }
}
