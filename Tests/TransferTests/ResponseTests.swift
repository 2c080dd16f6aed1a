// SPDX-License-Identifier: Apache-2.0

import Support
import Testing
import Transfer

@Suite("A response", .patience)
struct ResponseTests {
    let transport = CurlTransport(maxConnectionsPerHost: 8)

    @Test("comes with status, headers and body")
    func comesWhole() async throws {
        let server = try await LoopbackServer { _ in
            .raw(
                "HTTP/1.1 429 Slow Down\r\nRetry-After:  7 \r\nX-A: one\r\nx-a: two\r\nContent-Length: 5\r\n\r\nh\u{0}llo"
            )
        }
        let response = try await transport.send(HTTPRequest(method: "GET", url: server.url))
        #expect(response.status == 429)
        #expect(response.header("retry-after") == "7")
        #expect(response.headers.filter { $0.name.lowercased() == "x-a" }.map(\.value) == ["one", "two"])
        #expect(response.header("X-B") == nil)
        #expect(response.body == Array("h\u{0}llo".utf8))
        #expect(server.requests.count == 1)
    }

    @Test("is not taken from an interim one, nor from a redirect's target")
    func isTheFinalOne() async throws {
        let server = try await LoopbackServer { _ in
            .raw(
                "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n"
                    + "HTTP/1.1 302 Found\r\nLocation: /b\r\nContent-Length: 0\r\n\r\n")
        }
        let response = try await transport.send(HTTPRequest(method: "GET", url: server.url))
        #expect(response.status == 302)
        #expect(response.headers.map(\.name) == ["Location", "Content-Length"])
        #expect(server.requests.count == 1)
    }

    @Test(
        "has a body up to the limit, by length and in chunks",
        arguments: [
            "Content-Length: 4\r\n\r\nabcd", "Transfer-Encoding: chunked\r\n\r\n2\r\nab\r\n2\r\ncd\r\n0\r\n\r\n",
        ])
    func fillsTheLimit(rest: String) async throws {
        let server = try await LoopbackServer { _ in .raw("HTTP/1.1 200 OK\r\n" + rest) }
        var request = HTTPRequest(method: "GET", url: server.url, maxResponseBytes: 4)
        #expect(try await transport.send(request).body == Array("abcd".utf8))
        request.maxResponseBytes = 3
        await transport.failure(of: request, is: .uncertain)
    }

    @Test("comes on a kept connection")
    func comesOnKeptConnection() async throws {
        let server = try await LoopbackServer { .ok($0.line) }
        for number in 1...5 {
            let request = HTTPRequest(method: "POST", url: server.url + "\(number)", body: Array("\(number)".utf8))
            let response = try await transport.send(request)
            #expect(response.body == Array("POST /\(number) HTTP/1.1".utf8))
        }
        #expect(server.requests.map(\.body) == ["1", "2", "3", "4", "5"])
        #expect(server.connections == 1)
    }

    @Test("comes on a fresh connection where the server closed the kept one in between")
    func comesOnFreshConnection() async throws {
        let server = try await LoopbackServer { _ in .rawThenClose("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n") }
        for number in 1...3 {
            let response = try await transport.send(HTTPRequest(method: "POST", url: server.url, body: [65]))
            #expect(response.status == 200)
            try await eventually("connection \(number) is closed") { server.openConnections == 0 }
        }
        #expect(server.requests.count == 3)
    }

    @Test("comes to each of a hundred requests at a time, over no more connections than allowed")
    func comesToEach() async throws {
        let server = try await LoopbackServer { .ok($0.body) }
        let bodies = try await withThrowingTaskGroup(of: String.self) { group in
            for number in 0..<100 {
                group.addTask { [transport] in
                    let body = Array("body \(number)".utf8)
                    let response = try await transport.send(HTTPRequest(method: "POST", url: server.url, body: body))
                    return String(decoding: response.body, as: UTF8.self)
                }
            }
            return try await group.reduce(into: Set()) { $0.insert($1) }
        }
        #expect(bodies == Set((0..<100).map { "body \($0)" }))
        #expect(server.requests.count == 100)
        #expect(server.connections <= 8)
    }
}
