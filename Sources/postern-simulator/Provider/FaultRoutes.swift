// SPDX-License-Identifier: Apache-2.0

import Foundation
import Hummingbird
import NIOCore

/// What a test turns and reads: `/api/faults` and `/api/counts`.
struct FaultRoutes: Sendable {
    let network: PhoneNetwork

    func add(to router: Router<Connection>) {
        router.get("/api/faults") { _, _ in Response.json(encoding: network.faults) }
        router.put("/api/faults") { request, _ in await set(request) }
        router.get("/api/counts") { _, _ in Response.json(encoding: network.counts) }
    }

    private func set(_ request: Request) async -> Response {
        guard let body = try? await request.body.collect(upTo: 65536) else { return .problem("the body is too large") }
        let faults: Faults
        do {
            faults = try JSONDecoder().decode(Faults.self, from: Data(Array(buffer: body)))
        } catch {
            return .problem("these are not faults: \(error)")
        }
        if let problem = faults.problem { return .problem(problem) }
        network.faults = faults
        return .json(encoding: faults)
    }
}
