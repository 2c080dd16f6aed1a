// SPDX-License-Identifier: Apache-2.0

import Foundation
import Hummingbird
import NIOCore

/// The JSON twins of the phone pages, for tests.
struct PhoneRoutes: Sendable {
    let provider: Provider

    func add(to router: Router<Connection>) {
        router.get("/api/phones/:number/messages") { _, connection in
            let number = connection.parameter("number")
            return list { $0.phone == number }
        }
        router.post("/api/phones/:number/messages") { request, connection in
            await write(request, from: connection.parameter("number"))
        }
        router.get("/api/messages") { request, _ in
            let reference = request.uri.queryParameters["reference"].map(String.init)
            return list { reference == nil || $0.reference == reference }
        }
        router.delete("/api/messages") { _, _ in
            provider.network.clear()
            return Response(status: .noContent)
        }
    }

    private func list(_ isWanted: (SimulatedMessage) -> Bool) -> Response {
        let messages = provider.network.messages(where: isWanted)
        return .json("[" + messages.map(\.json).joined(separator: ",") + "]")
    }

    private func write(_ request: Request, from phone: String) async -> Response {
        guard let body = try? await request.body.collect(upTo: 1024 * 1024),
            let answer = try? JSONDecoder().decode(PhoneAnswer.self, from: Data(Array(buffer: body)))
        else { return .problem("the body is not {\"to\":\"+1555…\",\"text\":\"…\"}") }
        if let problem = answer.problem { return .problem(problem) }
        return .json(provider.answer(from: phone, answer).json, status: .created)
    }
}
