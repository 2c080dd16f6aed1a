// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Store
import XMPP

/// `postern messages`: the outbox.
struct MessagesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "messages", abstract: "Lists the outbox, sends again, cancels.",
        subcommands: [List.self, Show.self, Retry.self, Cancel.self])

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Lists messages, the newest last.")
        @OptionGroup var config: ConfigOption
        @Option(help: "Only in this state: \(OutboxState.allCases.map(\.rawValue).joined(separator: ", ")).")
        var state: String?
        @Option(help: "Only of this gateway.") var gateway: String?
        @Option(help: "Only of this person, name@example.org.") var account: String?
        @Flag(help: "Prints an array of JSON objects.") var json = false

        func validate() throws {
            guard let state, OutboxState(rawValue: state) == nil else { return }
            throw ValidationError(
                "There is no state \(state); there is \(OutboxState.allCases.map(\.rawValue).joined(separator: ", ")).")
        }

        func run() async throws {
            let store = try Session(config).store()
            var filter = OutboxFilter()
            filter.state = state.flatMap(OutboxState.init)
            filter.gateway = gateway
            filter.account = try account.map { try Session.person($0) }
            let chosen = filter
            let rows = try await store.query { tx in try tx.list(chosen) }
            guard !json else { return try Output.json(rows.map(MessageListing.init)) }
            var table = TextTable(
                "ID", "KIND", "GATEWAY", "DIR", "ACCOUNT", "PEER", "STATE", "TRIES", "UPDATED", "ERROR")
            for row in rows.map(MessageListing.init) {
                table.add(
                    "\(row.id)", row.kind, row.gateway, row.direction, row.account ?? "", row.peer ?? "", row.state,
                    "\(row.attempts)", row.updated, row.error ?? "")
            }
            Output.line(table.text)
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Shows one message, without its text.")
        @OptionGroup var config: ConfigOption
        @Argument(help: "The message's id.") var id: Int64
        @Flag(help: "Prints a JSON object.") var json = false

        func run() async throws {
            let store = try Session(config).store()
            let id = id
            guard let row = try await store.query({ tx in try tx.row(id) }) else {
                throw CommandFailure(.failed, "There is no message \(id).")
            }
            let listing = MessageListing(row)
            guard !json else { return try Output.json(listing) }
            for (name, value) in [
                ("id", "\(listing.id)"), ("kind", listing.kind), ("gateway", listing.gateway),
                ("direction", listing.direction), ("account", listing.account ?? ""), ("peer", listing.peer ?? ""),
                ("state", listing.state), ("attempts", "\(listing.attempts)"), ("created", listing.created),
                ("updated", listing.updated), ("next", row.state == .queued ? Timestamp.text(row.due) : ""),
                ("reference", row.reference), ("provider's id", row.providerID ?? ""), ("error", listing.error ?? ""),
            ] where !value.isEmpty {
                Output.line("\(name): \(value)")
            }
        }
    }

    struct Retry: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Sends a message again that failed, and ends its gateway's pause.")
        @OptionGroup var config: ConfigOption
        @Argument(help: "The message's id.") var id: Int64

        func run() async throws {
            let store = try Session(config).store()
            let id = id
            let result = try await store.command { tx -> RetryResult in
                if let row = try tx.row(id) { try tx.resume(gateway: row.gateway) }
                return try tx.retry(id)
            }
            switch result {
            case .queued: Output.line("Queued again.")
            case .stillOpen: Output.line("It is still on its way; its gateway is not paused any longer.")
            case .notFound: throw CommandFailure(.failed, "There is no message \(id).")
            case .bodyErased:
                throw CommandFailure(.failed, "The text of message \(id) has been erased, so it cannot be sent again.")
            case .alreadyDelivered: throw CommandFailure(.failed, "Message \(id) has been delivered already.")
            case .noRecipient: throw CommandFailure(.failed, "Nobody has the address that message \(id) came for.")
            }
        }
    }

    struct Cancel: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Takes a message back that was not sent yet.")
        @OptionGroup var config: ConfigOption
        @Argument(help: "The message's id.") var id: Int64

        func run() async throws {
            let store = try Session(config).store()
            let id = id
            switch try await store.command({ tx in try tx.cancel(id) }) {
            case .cancelled: Output.line("Cancelled.")
            case .alreadyFinal: throw CommandFailure(.failed, "Message \(id) is done already.")
            case .inFlight: throw CommandFailure(.failed, "Message \(id) is being sent just now.")
            case .notFound: throw CommandFailure(.failed, "There is no message \(id).")
            }
        }
    }
}
