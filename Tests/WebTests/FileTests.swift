// SPDX-License-Identifier: Apache-2.0

import Testing
import Web

@Suite struct FileTests {
    static func stage(_ type: String, name: String = "a.bin") -> PublicStage {
        PublicStage(files: Shelf(type: type, name: name, size: 5) { _ in UInt8(ascii: "h") })
    }

    @Test("serves a file under its token, whatever the link calls it")
    func serves() async throws {
        try await Self.stage("image/png").run { port in
            for name in ["a.bin", "other"] {
                let answer = try await RawClient.ask(port, "GET", "/files/T0k-en/\(name)?x")
                #expect(answer.status == 200)
                #expect(answer.body == "hhhhh")
                #expect(answer.headers["x-content-type-options"] == "nosniff")
                #expect(answer.headers["content-security-policy"] == "default-src 'none'; sandbox")
            }
            let head = try await RawClient.ask(port, "HEAD", "/files/T0k-en/a.bin")
            #expect(head.status == 200)
            #expect(head.headers["content-length"] == "5")
        }
    }

    @Test("a file of any size goes out whole", arguments: [0, 1, 65_536, 262_143, 262_144, 262_145, 3_000_000])
    func streams(size: Int) async throws {
        let shelf = Shelf(type: "image/png", name: "a", size: size) { UInt8(ascii: "a") + UInt8($0 / 7 % 26) }
        try await PublicStage(files: shelf).run { port in
            let answer = try await RawClient.ask(port, "GET", "/files/T0k-en/a")
            #expect(answer.status == 200 && answer.headers["content-length"] == "\(size)")
            #expect(answer.headers["transfer-encoding"] == nil)
            #expect(answer.body.utf8.elementsEqual(shelf.content(0..<size)))
        }
        #expect(shelf.longestPiece <= 256 * 1024)
    }

    @Test("a file that goes in the middle breaks the connection off")
    func breaksOff() async throws {
        let shelf = Shelf(type: "image/png", name: "a", size: 1_000_000, isGoneAt: 300_000) { _ in 7 }
        try await PublicStage(files: shelf).run { port in
            try await RawClient.talk(to: port) { conversation in
                try await conversation.say(RawClient.request("GET", "/files/T0k-en/a"))
                #expect(try await conversation.answer().body.utf8.count < 1_000_000)
                #expect(await conversation.isClosed())
            }
        }
    }

    @Test(
        "nothing of the content is read for HEAD, and nothing at all for what is refused",
        arguments: [
            ("HEAD", "T0k-en", 200, 1), ("HEAD", "other", 404, 1), ("PUT", "T0k-en", 405, 0), ("POST", "other", 405, 0),
            ("DELETE", "T0k-en", 405, 0), ("GET", "other", 404, 1),
        ])
    func readsNothing(method: String, token: String, status: Int, lookups: Int) async throws {
        let shelf = Shelf(type: "image/png", name: "a", size: 1 << 30) { _ in 7 }
        try await PublicStage(files: shelf).run { port in
            let answer = try await RawClient.ask(port, method, "/files/\(token)/a")
            #expect(answer.status == status)
            #expect(
                answer.headers["content-length"] == (status == 200 ? "\(1 << 30)" : answer.headers["content-length"]))
        }
        #expect(shelf.pieces == 0 && shelf.lookups == lookups)
    }

    @Test(
        "finds nothing else",
        arguments: ["/files", "/files/", "/files/T0k-en", "/files/T0k-en/", "/files/other/a", "/files/T0k-en/a/b"])
    func findsNothing(target: String) async throws {
        try await Self.stage("image/png").run { port in
            let answer = try await RawClient.ask(port, "GET", target)
            #expect(answer.status == 404)
        }
    }

    @Test("is only read")
    func refusesWrites() async throws {
        try await Self.stage("image/png").run { port in
            let answer = try await RawClient.ask(port, "PUT", "/files/T0k-en/a", body: "x")
            #expect(answer.status == 405)
            #expect(answer.headers["allow"] == "GET, HEAD")
        }
    }

    static let types: [(String, String, String?)] = [
        ("image/png", "image/png", nil),
        ("IMAGE/PNG; name=x", "image/png", nil),
        ("video/mp4", "video/mp4", nil),
        ("text/plain", "text/plain; charset=utf-8", nil),
        ("text/html", "text/html", "attachment"),
        ("application/pdf", "application/pdf", "attachment"),
        ("text/plain\r\nset-cookie: a", "application/octet-stream", "attachment"),
        ("nonsense", "application/octet-stream", "attachment"),
        ("", "application/octet-stream", "attachment"),
    ]

    @Test("shows pictures, sounds, films and plain text; all else is saved", arguments: types)
    func disposes(type: String, sent: String, disposition: String?) async throws {
        try await Self.stage(type).run { port in
            let answer = try await RawClient.ask(port, "GET", "/files/T0k-en/a")
            #expect(answer.headers["content-type"] == sent)
            #expect(answer.headers["content-disposition"]?.prefix { $0 != ";" } == disposition.map { $0[...] })
            #expect(answer.headers["set-cookie"] == nil)
        }
    }

    @Test("a name cannot leave its header")
    func namesSafely() async throws {
        let name = "a\"b\r\nset-cookie: c\\d/é.html"
        try await Self.stage("text/html", name: name).run { port in
            let answer = try await RawClient.ask(port, "GET", "/files/T0k-en/a")
            #expect(answer.headers["set-cookie"] == nil)
            #expect(
                answer.headers["content-disposition"]
                    == "attachment; filename=\"a_b__set-cookie: c_d__.html\"; "
                    + "filename*=UTF-8''a%22b%0D%0Aset-cookie%3A%20c%5Cd%2F%C3%A9.html")
        }
    }
}
