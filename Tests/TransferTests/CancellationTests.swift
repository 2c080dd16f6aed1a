// SPDX-License-Identifier: Apache-2.0

import Support
import Testing
import Transfer

@Suite("Cancelling", .patience)
struct CancellationTests {
    @Test("ends a transfer at once, and its connection")
    func endsTransfer() async throws {
        let server = try await LoopbackServer { _ in .silence }
        let transport = CurlTransport()
        let task = Task {
            await transport.failure(of: HTTPRequest(method: "GET", url: server.url), is: .cancelledAfter)
        }
        try await eventually("the request has arrived") { server.requests.count == 1 }
        task.cancel()
        let clock = ContinuousClock()
        let took = await clock.measure { _ = await task.value }
        #expect(took < .seconds(5))
        try await eventually("the connection is closed") { server.openConnections == 0 }
        #expect(server.requests.count == 1)
    }

    @Test("before the start means that nothing is sent")
    func preventsTransfer() async throws {
        let server = try await LoopbackServer { _ in .ok() }
        let transport = CurlTransport()
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return await transport.failure(of: HTTPRequest(method: "GET", url: server.url), is: .cancelledBefore)
        }
        _ = await task.value
        #expect(server.connections == 0)
    }

    @Test("a transfer that waits for a connection means that nothing is sent")
    func leavesQueue() async throws {
        let server = try await LoopbackServer { _ in .silence }
        let transport = CurlTransport(maxConnectionsPerHost: 1)
        let first = Task {
            await transport.failure(of: HTTPRequest(method: "GET", url: server.url), is: .cancelledAfter)
        }
        try await eventually("the first request has arrived") { server.requests.count == 1 }
        let second = Task {
            await transport.failure(of: HTTPRequest(method: "GET", url: server.url), is: .cancelledBefore)
        }
        second.cancel()
        _ = await second.value
        first.cancel()
        _ = await first.value
        #expect(server.requests.count == 1)
    }

    @Test("by shutdown ends every transfer, and later ones are not sent")
    func shutsDown() async throws {
        let server = try await LoopbackServer { _ in .silence }
        let transport = CurlTransport()
        let tasks = (0..<5).map { _ in
            Task { await transport.failure(of: HTTPRequest(method: "GET", url: server.url), is: .cancelledAfter) }
        }
        try await eventually("all requests have arrived") { server.requests.count == 5 }
        await transport.shutdown()
        for task in tasks { _ = await task.value }
        await transport.failure(of: HTTPRequest(method: "GET", url: server.url), is: .notSent)
        await transport.shutdown()
        try await eventually("the connections are closed") { server.openConnections == 0 }
        #expect(server.requests.count == 5)
    }

    @Test("a transport that nobody holds any more closes its connections")
    func isReleased() async throws {
        let server = try await LoopbackServer { _ in .ok() }
        _ = try await CurlTransport().send(HTTPRequest(method: "GET", url: server.url))
        try await eventually("the connection is closed") { server.connections == 1 && server.openConnections == 0 }
    }
}
