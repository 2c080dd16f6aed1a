// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Transfer

@Suite("What libcurl hands over")
struct ReceivedResponseTests {
    static let heads: [(String, [String])] = [
        ("", []),
        ("HTTP/1.1 200 OK\r\n\r\n", []),
        ("HTTP/1.1 200 OK\r\nA: 1\r\nB:2\r\n\r\n", ["A=1", "B=2"]),
        ("HTTP/2 200 \r\na:  1\t \r\nb:\r\n\r\n", ["a=1", "b="]),
        ("HTTP/1.1 200 OK\nA: 1:2\n\n", ["A=1:2"]),
        ("HTTP/1.1 100 Continue\r\nA: 0\r\n\r\nHTTP/1.1 200 OK\r\nB: 2\r\n\r\n", ["B=2"]),
        ("HTTP/1.1 200 OK\r\nA: one\r\n  two\r\n\tthree\r\n \r\n\r\n", ["A=one two three"]),
        ("HTTP/1.1 200 OK\r\n folded onto nothing\r\nno colon\r\n: no name\r\nA: 1\r\n\r\n", ["A=1"]),
        ("HTTP/1.1 200 OK\r\nA: 1\r\n\r\nTrailer: 2\r\n", ["A=1", "Trailer=2"]),
    ]

    @Test("is read as headers of the last response", arguments: heads)
    func headers(head: String, expected: [String]) {
        let headers = ReceivedResponse.headers(in: Array(head.utf8))
        #expect(headers.map { "\($0.name)=\($0.value)" } == expected)
    }

    static let peers = [
        ("https://api.example.org/v1?key=1", "https://api.example.org"),
        ("http://127.0.0.1:8080", "http://127.0.0.1:8080"),
        ("http://[::1]:80/x", "http://[::1]:80"),
        ("https://user:pa@ss@example.org/x@y", "https://example.org"),
        ("https://example.org?a@b", "https://example.org"),
        ("https://", "the server"),
        ("example.org/x", "the server"),
    ]

    @Test("the other side is named by scheme, host and port alone", arguments: peers)
    func peer(url: String, name: String) {
        #expect(HTTPRequest(method: "GET", url: url).peer == name)
        #expect(HTTPRequest(method: "GET", url: url, hidesURL: true).peer == "the server")
    }

    @Test(
        "times are given to libcurl in milliseconds, never as its \"no limit\"",
        arguments: [
            (Duration.seconds(30), 30_000), (.milliseconds(1500), 1500), (.nanoseconds(1), 1), (.zero, 1),
            (.seconds(-5), 1), (.seconds(Int64.max), Int(Int32.max)),
        ])
    func milliseconds(duration: Duration, expected: Int) {
        #expect(duration.milliseconds == expected)
    }
}
