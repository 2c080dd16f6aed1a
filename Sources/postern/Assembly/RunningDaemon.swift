// SPDX-License-Identifier: Apache-2.0

import Foundation
import Notation
import PosternConfiguration
import Transfer

/// A daemon that answers at the operator's listener.
struct RunningDaemon {
    /// By gateway: is its link up?
    let links: [String: Bool]

    private struct Health: Decodable {
        let status: String
        let links: [String: String]
    }

    /// nil where none runs.
    static func find(_ listen: HostAndPort) async -> RunningDaemon? {
        let transport = CurlTransport(maxConnectionsPerHost: 1)
        let request = HTTPRequest(method: "GET", url: "http://\(listen)/healthz")
        guard let response = try? await transport.send(request),
            let health = try? JSONDecoder().decode(Health.self, from: Data(response.body))
        else { return nil }
        return RunningDaemon(links: health.links.mapValues { $0 == "up" })
    }
}
