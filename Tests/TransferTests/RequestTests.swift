// SPDX-License-Identifier: Apache-2.0

import Support
import Testing
import Transfer

@Suite("A request", .patience)
struct RequestTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let method: String
        let body: String?
        /// The header lines that must come, beside `Host`, `User-Agent` and `Accept`.
        let lines: [String]

        var testDescription: String { "\(method) with \(body.map { "body \"\($0)\"" } ?? "no body")" }
    }

    static let cases = [
        Case(method: "GET", body: nil, lines: []),
        Case(method: "DELETE", body: nil, lines: []),
        Case(method: "POST", body: nil, lines: ["Content-Length: 0"]),
        Case(method: "POST", body: "", lines: ["Content-Length: 0"]),
        Case(method: "POST", body: "a\u{0}b", lines: ["Content-Length: 3"]),
        Case(method: "PUT", body: "text", lines: ["Content-Length: 4"]),
        Case(method: "DELETE", body: "text", lines: ["Content-Length: 4"]),
        Case(method: "POST", body: String(repeating: "x", count: 2 << 20), lines: ["Content-Length: 2097152"]),
    ]

    @Test("arrives as it was given, and nothing is added", arguments: cases)
    func arrives(_ given: Case) async throws {
        let server = try await LoopbackServer { _ in .ok() }
        let transport = CurlTransport(userAgent: "test")
        let body = given.body.map { Array($0.utf8) }
        _ = try await transport.send(HTTPRequest(method: given.method, url: server.url + "p?q=1", body: body))
        let seen = try #require(server.requests.first)
        #expect(seen.line == "\(given.method) /p?q=1 HTTP/1.1")
        #expect(
            Set(seen.lines.dropFirst())
                == Set(given.lines + ["Host: 127.0.0.1:\(server.port)", "User-Agent: test", "Accept: */*"]))
        #expect(seen.body == given.body ?? "")
        #expect(server.requests.count == 1)
    }

    @Test("does not inherit from the one before on the same handle")
    func startsAfresh() async throws {
        let server = try await LoopbackServer { $0.line.hasPrefix("HEAD") ? .ok() : .ok("x") }
        let transport = CurlTransport(maxConnectionsPerHost: 1)
        for (method, body, header) in [
            ("POST", "one", "A"), ("HEAD", nil, "B"), ("GET", nil, "C"), ("PUT", "two", "D"),
        ] {
            let request = HTTPRequest(
                method: method, url: server.url + header, headers: [(header, "1")], body: body.map { Array($0.utf8) })
            let response = try await transport.send(request)
            #expect(response.body == (method == "HEAD" ? [] : [0x78]))
        }
        #expect(server.requests.map { String($0.line.prefix(6)) } == ["POST /", "HEAD /", "GET /C", "PUT /D"])
        #expect(server.requests.map(\.body) == ["one", "", "", "two"])
        let own = server.requests.map { request in ["A", "B", "C", "D"].filter { request.lines.contains($0 + ": 1") } }
        #expect(own == [["A"], ["B"], ["C"], ["D"]])
    }

    @Test("carries its headers in order, an empty one too")
    func carriesHeaders() async throws {
        let server = try await LoopbackServer { _ in .ok() }
        let headers = [
            ("X-One", "1"), ("Content-Type", "text/plain"), ("X-Empty", ""), ("X-One", "zwei: ä"), ("Accept", "a/b"),
        ]
        let request = HTTPRequest(method: "POST", url: server.url, headers: headers, body: [65])
        _ = try await CurlTransport().send(request)
        let lines = try #require(server.requests.first).lines.filter { line in
            headers.contains { line.hasPrefix($0.0 + ":") }
        }
        #expect(lines == ["X-One: 1", "Content-Type: text/plain", "X-Empty:", "X-One: zwei: ä", "Accept: a/b"])
    }

    static let refused: [(String, HTTPRequest)] = [
        ("URL", HTTPRequest(method: "GET", url: "ftp://127.0.0.1/")),
        ("URL", HTTPRequest(method: "GET", url: "file:///etc/passwd")),
        ("URL", HTTPRequest(method: "GET", url: "127.0.0.1/")),
        ("URL", HTTPRequest(method: "GET", url: "")),
        ("URL", HTTPRequest(method: "GET", url: "http://")),
        ("URL", HTTPRequest(method: "GET", url: "http://127.0.0.1:99999/")),
        ("URL", HTTPRequest(method: "GET", url: "http://127.0.0.1/a b")),
        ("backslash", HTTPRequest(method: "GET", url: "http://127.0.0.1\\@example.org/")),
        ("backslash", HTTPRequest(method: "GET", url: "http://example.org\\@127.0.0.1/")),
        ("backslash", HTTPRequest(method: "GET", url: "http://127.0.0.1/a\\b")),
        ("URL", HTTPRequest(method: "GET", url: "http://127.0.0.1/ HTTP/1.1\r\nX-Injected: 1")),
        ("method", HTTPRequest(method: "", url: "http://127.0.0.1/")),
        ("method", HTTPRequest(method: "GET / HTTP/1.1\r\nX-Injected: 1\r\n\r\nGET", url: "http://127.0.0.1/")),
        ("header", HTTPRequest(method: "GET", url: "http://127.0.0.1/", headers: [("X", "1\r\nX-Injected: 1")])),
        ("header", HTTPRequest(method: "GET", url: "http://127.0.0.1/", headers: [("X", "1\nX-Injected: 1")])),
        ("header", HTTPRequest(method: "GET", url: "http://127.0.0.1/", headers: [("X", "1\u{0}2")])),
        ("header", HTTPRequest(method: "GET", url: "http://127.0.0.1/", headers: [("X\r\nX-Injected", "1")])),
        ("header", HTTPRequest(method: "GET", url: "http://127.0.0.1/", headers: [("X: 1\nY", "1")])),
        ("header", HTTPRequest(method: "GET", url: "http://127.0.0.1/", headers: [("", "1")])),
        ("header", HTTPRequest(method: "POST", url: "http://127.0.0.1/", headers: [("content-length", "1")])),
        ("header", HTTPRequest(method: "POST", url: "http://127.0.0.1/", headers: [("Transfer-Encoding", "chunked")])),
    ]

    @Test("that must not go out is refused with a sentence that names the place", arguments: refused.indices)
    func isRefused(index: Int) async throws {
        let (place, request) = Self.refused[index]
        let failure = try #require(await CurlTransport().failure(of: request, is: .notSent))
        #expect("\(failure)".lowercased().contains(place.lowercased()), "\(request) gave: \(failure)")
        #expect(!"\(failure)".contains("Injected"))
    }
}
