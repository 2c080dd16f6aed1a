// SPDX-License-Identifier: Apache-2.0

import Foundation
import Hummingbird
import NIOCore

/// What a test turns and reads of the mail side: the faults of all addresses or of one, and the counts.
struct MailFaultRoutes: Sendable {
    let network: MailNetwork

    func add(to router: Router<Connection>) {
        router.get("/api/mail/counts") { _, _ in Response.json(encoding: network.counts) }
        router.get("/api/mail/faults") { _, _ in Response.json(encoding: network.setFaults(for: nil)) }
        router.put("/api/mail/faults") { request, _ in await set(request, for: nil) }
        router.get("/api/mailboxes/:address/faults") { _, connection in
            Response.json(encoding: network.setFaults(for: connection.parameter("address")))
        }
        router.put("/api/mailboxes/:address/faults") { request, connection in
            await set(request, for: connection.parameter("address"))
        }
        router.delete("/api/mailboxes/:address/faults") { _, connection in
            network.set(nil, for: connection.parameter("address"))
            return Response(status: .noContent)
        }
    }

    private func set(_ request: Request, for address: String?) async -> Response {
        guard let body = try? await request.body.collect(upTo: 65536) else { return .problem("the body is too large") }
        let faults: MailFaults
        do {
            faults = try JSONDecoder().decode(MailFaults.self, from: Data(Array(buffer: body)))
        } catch {
            return .problem("these are not faults: \(error)")
        }
        if let problem = faults.problem { return .problem(problem) }
        network.set(faults, for: address)
        return .json(encoding: faults)
    }
}
