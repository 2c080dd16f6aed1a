// SPDX-License-Identifier: Apache-2.0

import GatewayKit
import Support
import Testing
import Transfer

@testable import EmailGateway

@Suite struct AttachmentFetcherTests {
    @Test("a file, asked for within its limits and without anything of ours")
    func file() async throws {
        let transport = ScriptedTransport(["https://up.example.org/x/cat.png?v=1": ScriptedTransport.file([1, 2, 3])])
        let file = await AttachmentFetcher(transport: transport, time: ManualTime()).fetch(
            "https://up.example.org/x/cat.png?v=1")
        #expect(file == Attachment(name: "cat.png", type: "image/png", content: [1, 2, 3]))
        let request = try #require(transport.requests.first)
        #expect(transport.requests.count == 1)
        #expect(request.method == "GET" && request.headers.isEmpty && request.body == nil && request.hidesURL)
        #expect(request.timeout == .seconds(20) && request.maxResponseBytes == 10 << 20)
    }

    @Test(
        "whatever is not https is not even asked",
        arguments: [
            "http://up.example.org/cat.png", "ftp://up.example.org/cat.png", "file:///etc/passwd", "aesgcm://x/y#z",
            "https:/x", "//up.example.org/cat.png", "", "data:image/png;base64,AAEC",
        ])
    func noHTTPS(link: String) async {
        let transport = ScriptedTransport()
        #expect(await AttachmentFetcher(transport: transport, time: ManualTime()).fetch(link) == nil)
        #expect(transport.requests.isEmpty)
    }

    @Test(
        "redirects are followed for a while, and never away from https",
        arguments: [
            (["https://b.example/f"], true), (["/f", "/g", "/h"], true), (["/f", "/g", "/h", "/i"], false),
            (["http://b.example/f"], false), (["//b.example/f"], false), (["f"], false),
            (["https://b.example/f", "http://b.example/g"], false),
        ])
    func redirects(places: [String], isFetched: Bool) async {
        var answers: [String: HTTPResponse] = [:]
        var url = "https://a.example/start"
        for (index, place) in places.enumerated() {
            answers[url] = ScriptedTransport.redirect([301, 302, 303, 307, 308][index], to: place)
            let origin = url.split(separator: "/").prefix(2).joined(separator: "//")
            url = place.hasPrefix("/") ? origin + place : place
        }
        answers[url] = ScriptedTransport.file([7])
        let transport = ScriptedTransport(answers)
        let file = await AttachmentFetcher(transport: transport, time: ManualTime()).fetch("https://a.example/start")
        #expect((file?.content == [7]) == isFetched)
        #expect(file == nil || file?.name == "start.png", "it is called as the person's link is")
        #expect(transport.requests.count <= AttachmentFetcher.mostRedirects + 1)
        #expect(transport.requests.allSatisfy { $0.url.hasPrefix("https://") })
        #expect(
            transport.requests.map(\.isRedirected) == transport.requests.indices.map { $0 > 0 },
            "the operator's exceptions are for what a person linked to")
    }

    @Test(
        "no file, no attachment",
        arguments: [(404, 1), (500, 0), (204, 0), (206, 1), (302, 0), (200, AttachmentFetcher.mostBytes + 1)])
    func nothing(status: Int, bytes: Int) async {
        let answer = HTTPResponse(status: status, body: [UInt8](repeating: 0, count: bytes))
        let transport = ScriptedTransport(["https://a.example/f": answer])
        #expect(await AttachmentFetcher(transport: transport, time: ManualTime()).fetch("https://a.example/f") == nil)
        #expect(transport.requests.count == 1)
    }

    @Test(
        "names are those of files, and do no harm",
        arguments: [
            ("https://a.example/x/cat.png", "image/png", "cat.png"),
            ("https://a.example/x/cat", "image/png", "cat.png"),
            ("https://a.example/%C3%BCbersicht%202.pdf?x=/y#/z", "application/pdf", "übersicht 2.pdf"),
            ("https://a.example/a%2F..%2F..%2Fetc%2Fpasswd", nil, "passwd"),
            ("https://a.example/x%0D%0ABcc:%20b.txt", nil, "x Bcc_ b.txt"), ("https://a.example/..", nil, "attachment"),
            ("https://a.example/", "image/png; charset=x", "a.example"),
            ("https://a.example/%FF%FE", "text/plain", "%FF%FE.txt"),
        ] as [(String, String?, String)])
    func names(link: String, type: String?, expected: String) async {
        let transport = ScriptedTransport([link: ScriptedTransport.file([1], type)])
        #expect(await AttachmentFetcher(transport: transport, time: ManualTime()).fetch(link)?.name == expected)
    }

    @Test(
        "a type that is none is no type",
        arguments: [
            ("image/png; name=x", "image/png"), ("TEXT/HTML;charset=utf-8", "text/html"),
            (nil, "application/octet-stream"), ("x\r\nBcc: b", "application/octet-stream"),
        ] as [(String?, String)])
    func types(type: String?, expected: String) async {
        let transport = ScriptedTransport(["https://a.example/f": ScriptedTransport.file([1], type)])
        #expect(
            await AttachmentFetcher(transport: transport, time: ManualTime()).fetch("https://a.example/f")?.type
                == expected)
    }

    @Test("twenty seconds are for all hops together", arguments: [0, 1, 3])
    func patience(hops: Int) async throws {
        let time = ManualTime()
        let transport = DawdlingTransport(redirects: hops)
        async let file = AttachmentFetcher(transport: transport, time: time).fetch("https://a.example/0")
        // Each hop takes six seconds, and the last never answers.
        for hop in 0..<hops {
            try await eventually("hop \(hop) has begun") { transport.waiting == 1 && time.sleepers == 1 }
            time.advance(by: .seconds(6))
            transport.answer()
        }
        try await eventually("the last hop has begun") { transport.waiting == 1 && time.sleepers == 1 }
        time.advance(by: .seconds(20 - 6 * hops) - .milliseconds(1))
        #expect(time.sleepers == 1)
        time.advance(by: .milliseconds(1))
        #expect(await file == nil)
        #expect(transport.waiting == 0)
    }
}
