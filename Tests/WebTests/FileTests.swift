// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing
import Web

@Suite struct FileTests {
    struct Shelf: FileSource {
        let files: [String: StoredFile]

        func file(token: String) async -> StoredFile? { files[token] }
    }

    static func stage(_ type: String, name: String = "a.bin", content: StoredFile.Content? = nil) -> PublicStage {
        let file = StoredFile(type: type, name: name, content: content ?? .bytes(Array("hello".utf8)), size: 5)
        return PublicStage(files: Shelf(files: ["T0k-en": file]))
    }

    @Test("serves a file under its token, whatever the link calls it")
    func serves() async throws {
        try await Self.stage("image/png").run { port in
            for name in ["a.bin", "other"] {
                let answer = try await RawClient.ask(port, "GET", "/files/T0k-en/\(name)?x")
                #expect(answer.status == 200)
                #expect(answer.body == "hello")
                #expect(answer.headers["x-content-type-options"] == "nosniff")
                #expect(answer.headers["content-security-policy"] == "default-src 'none'; sandbox")
            }
            let head = try await RawClient.ask(port, "HEAD", "/files/T0k-en/a.bin")
            #expect(head.status == 200)
            #expect(head.headers["content-length"] == "5")
        }
    }

    @Test("serves from the disk; a file that is gone is not found")
    func servesDisk() async throws {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
        try Data("hello".utf8).write(to: URL(fileURLWithPath: path))
        let stage = Self.stage("audio/ogg", content: .path(path))
        try await stage.run { port in
            #expect(try await RawClient.ask(port, "GET", "/files/T0k-en/a").body == "hello")
            try FileManager.default.removeItem(atPath: path)
            #expect(try await RawClient.ask(port, "GET", "/files/T0k-en/a").status == 404)
        }
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
