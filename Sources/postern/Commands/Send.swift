// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Bridge
import Foundation
import GatewayKit
import Store
import XMPP

struct Send: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Queues a message in a person's name.")
    @OptionGroup var config: ConfigOption
    @Option(help: "The gateway's name.") var gateway: String
    @Option(help: "The person, name@example.org, who has an account there.") var from: String
    @Option(help: "The recipient's address, such as a phone number.") var to: String
    @Argument(help: "The text; standard input if absent.") var text: String?

    func run() async throws {
        let session = try Session(config)
        let adapter = try session.gateway(gateway)
        let person = try Session.person(from)
        let peer: Address
        do {
            peer = try await adapter.address(typed: to)
        } catch {
            throw CommandFailure(.badData, error.sentence.english)
        }
        let text = try text ?? Self.standardInput()
        let request = OperatorMessage(
            gateway: gateway, person: person, to: peer, text: text.trimmingCharacters(in: .newlines),
            giveUpAfter: try Adapters(session.configuration).policy(gateway).giveUpAfter)
        let store = try session.store()
        switch try await store.reporting({ () throws(StoreFailure) in try await request.enqueue(adapter, in: store) }) {
        case .stored(let id): Output.line("Queued as message \(id).")
        case .notRegistered: throw CommandFailure(.failed, "\(person) has no account at \(gateway).")
        case .refused(let refusal): throw CommandFailure(.badData, refusal.sentence.english)
        }
    }

    private static func standardInput() throws(CommandFailure) -> String {
        guard !StandardStreams.wasClosed(STDIN_FILENO) else {
            throw CommandFailure(.failed, "Standard input is closed; write the text behind the options.")
        }
        do {
            return String(decoding: try FileHandle.standardInput.readToEnd() ?? Data(), as: UTF8.self)
        } catch {
            throw CommandFailure(.failed, "Standard input cannot be read; write the text behind the options.")
        }
    }
}
