// SPDX-License-Identifier: Apache-2.0

import Support
import Testing
import Transfer

@Suite("A failure", .patience)
struct FailureTests {
    let transport = CurlTransport()

    static let broken: [(String, Reply)] = [
        ("within", .silence),
        ("within", .raw("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc")),
        ("without a response", .rawThenClose("")),
        ("in the middle", .rawThenClose("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc")),
        ("in the middle", .rawThenClose("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\na\r\nabc")),
        ("broke", .rawThenReset("")),
        ("not HTTP", .rawThenClose("SSH-2.0-server\r\n")),
        ("longer", .raw("HTTP/1.1 200 OK\r\nContent-Length: 101\r\n\r\n" + String(repeating: "x", count: 101))),
        ("longer", .rawThenClose("HTTP/1.1 200 OK\r\n\r\n" + String(repeating: "x", count: 101))),
        (
            "headers",
            .raw("HTTP/1.1 200 OK\r\n" + String(repeating: "X: \(String(repeating: "y", count: 997))\r\n", count: 66))
        ),
    ]

    @Test("after the request went out is uncertain, and the request is not repeated", arguments: broken.indices)
    func isUncertain(index: Int) async throws {
        let (words, reply) = Self.broken[index]
        let server = try await LoopbackServer { _ in reply }
        let request = HTTPRequest(
            method: "POST", url: server.url, body: [65], timeout: .milliseconds(500), maxResponseBytes: 100)
        let failure = try #require(await transport.failure(of: request, is: .uncertain))
        #expect("\(failure)".contains(words))
        #expect("\(failure)".contains("127.0.0.1:\(server.port)"))
        #expect(server.requests.count == 1)
    }

    @Test(
        "of a kept connection is uncertain, and the request is not repeated on a fresh one",
        arguments: [
            ("GET", true), ("POST", true), ("POST", false),
        ])
    func isNotRepeated(method: String, stillListens: Bool) async throws {
        let server = try await LoopbackServer { $0.line.contains("/first") ? .ok() : .rawThenClose("") }
        let body: [UInt8]? = method == "POST" ? [65] : nil
        _ = try await transport.send(HTTPRequest(method: method, url: server.url + "first", body: body))
        if !stillListens { try await server.stopListening() }
        await transport.failure(of: HTTPRequest(method: method, url: server.url + "second", body: body), is: .uncertain)
        #expect(server.requests.map(\.connection) == [1, 1])
        // The handle and the transport are as good as before.
        if stillListens {
            _ = try await transport.send(HTTPRequest(method: method, url: server.url + "first", body: body))
            #expect(server.requests.count == 3)
        }
    }

    @Test("to connect means not sent: nobody listens")
    func refusedIsNotSent() async throws {
        let server = try await LoopbackServer { _ in .ok() }
        try await server.stopListening()
        let request = HTTPRequest(method: "POST", url: server.url, body: [65])
        let failure = try #require(await transport.failure(of: request, is: .notSent))
        #expect("\(failure)".contains("refused"))
        #expect(server.requests.isEmpty)
    }

    @Test("to resolve the name means not sent")
    func unresolvedIsNotSent() async throws {
        let request = HTTPRequest(method: "POST", url: "http://gateway.invalid./path", body: [65])
        let failure = try #require(await transport.failure(of: request, is: .notSent))
        #expect("\(failure)".contains("http://gateway.invalid."))
        #expect(!"\(failure)".contains("path"))
    }

    @Test("to agree on TLS in time means not sent")
    func silentHandshakeIsNotSent() async throws {
        let server = try await LoopbackServer { _ in .ok() }
        let request = HTTPRequest(
            method: "POST", url: "https://127.0.0.1:\(server.port)/", body: [65], connectTimeout: .milliseconds(200))
        let failure = try #require(await transport.failure(of: request, is: .notSent))
        #expect("\(failure)".contains("0.2 seconds"))
        #expect(server.requests.isEmpty)
    }

    @Test("never shows a hidden URL, nor the path, the query or the password of any", arguments: [true, false])
    func keepsSecrets(hidesURL: Bool) async throws {
        let secret = "s3cret"
        let server = try await LoopbackServer { _ in .rawThenClose("") }
        let gone = try await LoopbackServer { _ in .ok() }
        try await gone.stopListening()
        let tail = "\(secret)/?key=\(secret)#\(secret)"
        var urls = [server.url + tail, gone.url + tail, "http://user:\(secret)@127.0.0.1:\(gone.port)/"]
        urls += ["https://127.0.0.1:\(server.port)/\(tail)", "ftp://\(secret)/", "http://host/\(secret) \(secret)"]
        if hidesURL { urls += ["http://\(secret).invalid./", "https://\(secret).invalid./"] }
        for url in urls {
            let request = HTTPRequest(
                method: "GET", url: url, headers: [("Authorization", secret)], connectTimeout: .milliseconds(200),
                hidesURL: hidesURL)
            do {
                _ = try await transport.send(request)
                Issue.record("a response from \(url)")
            } catch {
                #expect(!"\(error)".contains(secret), "\(url)")
                #expect(!hidesURL || !"\(error)".contains("127.0.0.1"), "\(url)")
            }
        }
    }
}
