// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import PosternConfiguration
import Transfer

struct Status: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Shows links, queues and last errors of the running daemon.")
    @OptionGroup var config: ConfigOption
    @Flag(help: "Prints an array of JSON objects.") var json = false

    func run() async throws {
        let place = try Session(config).configuration.admin.listen
        let response: HTTPResponse
        do throws(TransferFailure) {
            response = try await CurlTransport(maxConnectionsPerHost: 1).send(
                HTTPRequest(method: "GET", url: "http://\(place)/status"))
        } catch {
            throw CommandFailure(.unavailable, "Nothing answers at \(place); is `postern run` running?")
        }
        guard response.status == 200,
            let gateways = try? JSONDecoder().decode([StatusListing].self, from: Data(response.body))
        else { throw CommandFailure(.unavailable, "What answers at \(place) is not Postern.") }
        guard !json else { return try Output.json(gateways) }
        for gateway in gateways { Self.show(gateway) }
    }

    private static func show(_ gateway: StatusListing) {
        Output.line("\(gateway.gateway) (\(gateway.domain)): \(gateway.link)")
        if let pause = gateway.pause { Output.line("  paused: \(pause)") }
        for queue in gateway.queues { Output.line("  \(queue.direction) \(queue.state): \(queue.count)") }
        if let error = gateway.lastError { Output.line("  last error, \(gateway.lastErrorAt ?? ""): \(error)") }
    }
}
