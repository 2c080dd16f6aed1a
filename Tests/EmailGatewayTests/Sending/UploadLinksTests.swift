// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import EmailGateway

@Suite struct UploadLinksTests {
    @Test(
        "what is a link to an upload",
        arguments: [
            "https://up.example.org/x/cat.jpg", "  https://up.example.org/cat.JPEG ", "HTTPS://up.example.org/a.b.tar",
            "https://up.example.org:5281/x/%C3%BC%20b.webm?v=1#t", "https://up.example.org/a.7z\r",
        ])
    func uploads(line: String) {
        let link = String(line.filter { !$0.isWhitespace })
        #expect(UploadLinks.find(in: line) == [link])
        #expect(UploadLinks.remove([link], from: "a\n\(line)\nb") == "a\nb")
        #expect(UploadLinks.remove([], from: line) == line)
    }

    @Test(
        "what is none: a request for it could have effects",
        arguments: [
            "http://up.example.org/cat.jpg", "https://up.example.org/cat", "https://example.org/confirm?x=cat.jpg",
            "https://example.org/cat.jpg/", "https://example.org/#/cat.jpg", "https://example.jpg",
            "https://example.org/.png", "https://example.org/page.html", "https://example.org/run.php",
            "https:///cat.png", "https://me:word@example.org/cat.png", "see https://example.org/cat.jpg",
            "https://example.org/cat.jpg now", "<https://example.org/cat.jpg>", "> https://example.org/cat.jpg",
            "aesgcm://example.org/cat.jpg#00", "", "cat.jpg",
        ])
    func others(line: String) {
        #expect(UploadLinks.find(in: line) == [])
        #expect(UploadLinks.remove(["https://example.org/cat.jpg"], from: line) == line)
    }

    @Test("each once, in order")
    func order() {
        let text = "https://a.example/2.png\nhttps://a.example/1.png\nhttps://a.example/2.png"
        #expect(UploadLinks.find(in: text) == ["https://a.example/2.png", "https://a.example/1.png"])
        #expect(UploadLinks.remove(["https://a.example/2.png"], from: text) == "https://a.example/1.png")
    }

    @Test("as many as are fetched, and none that no file has")
    func limits() {
        let all = (1...100).map { "https://a.example/\($0).png" }
        #expect(UploadLinks.find(in: all.joined(separator: "\n")) == Array(all.prefix(EmailGateway.mostAttachments)))
        let name = String(repeating: "a", count: UploadLinks.longest - "https://a.example/.png".utf8.count)
        #expect(UploadLinks.find(in: "https://a.example/\(name).png").count == 1)
        #expect(UploadLinks.find(in: "https://a.example/\(name)a.png") == [])
    }
}
