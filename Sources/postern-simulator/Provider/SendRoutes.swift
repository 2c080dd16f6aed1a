// SPDX-License-Identifier: Apache-2.0

import Hummingbird
import NIOCore
import PosternCrypto

/// What Postern calls: `POST /v1/messages` and `GET /v1/account`.
struct SendRoutes: Sendable {
    let provider: Provider

    func add(to router: Router<Connection>) {
        router.post("/v1/messages") { request, connection in await send(request, on: connection) }
        router.get("/v1/account") { request, _ in
            isKnown(request) ? Response.json("{\"ok\":true}") : refusal(.badKey)
        }
    }

    private func send(_ request: Request, on connection: Connection) async -> Response {
        let fate = provider.network.fate()
        if fate.delay > .zero { try? await Task.sleep(for: fate.delay) }
        guard let body = try? await request.body.collect(upTo: 1024 * 1024) else { return refused(.badRequest) }
        guard isKnown(request) else { return refused(.badKey) }
        switch fate.outcome {
        case .close: return close(connection)
        case .refuse(let error): return refused(error)
        case .garbage: return Response.html("<html>502 Bad Gateway</html>")
        case .take, .takeSilently: break
        }
        do throws(SendError) {
            let answer = await provider.take(try SendRequest(json: Array(buffer: body)))
            return fate.outcome == .take ? .json(answer, status: .created) : close(connection)
        } catch {
            return refused(error)
        }
    }

    private func isKnown(_ request: Request) -> Bool {
        constantTimeEqual(request.headers[.authorization] ?? "", "Bearer \(provider.apiKey)")
    }

    private func refused(_ error: SendError) -> Response {
        provider.network.count { $0.refused += 1 }
        return refusal(error)
    }

    private func refusal(_ error: SendError) -> Response {
        var response = Response.json(error.json, status: .init(code: error.status))
        if let seconds = error.retryAfter { response.headers[.retryAfter] = String(seconds) }
        return response
    }

    /// Hangs up; the response that is returned reaches nobody.
    private func close(_ connection: Connection) -> Response {
        connection.channel.close(promise: nil)
        return Response(status: .internalServerError)
    }
}
