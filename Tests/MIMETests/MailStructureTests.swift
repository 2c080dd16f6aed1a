// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import MIME

@Suite("A mail's structure")
struct MailStructureTests {
    private func parse(_ lines: String...) -> ParsedMail {
        ParsedMail.parse(Array(lines.joined(separator: "\r\n").utf8))
    }

    @Test("keeps the bytes of each part as they came")
    func keepsBytes() {
        let part = "Content-Type: text/plain\r\n\r\none"
        let letter = "Subject: inside\r\n\r\nhello\r\n"
        let mail = parse(
            "Content-Type: multipart/mixed; boundary=b", "", "--b", part, "--b", "Content-Type: message/rfc822", "",
            letter, "--b--", "")
        guard case .multipart(let parts) = mail.root.content, parts.count == 2,
            case .message(let attached) = parts[1].content
        else {
            Issue.record("\(mail.root.content)")
            return
        }
        #expect(Array(parts[0].rawBytes) == Array(part.utf8))
        #expect(Array(attached.rawBytes) == Array(letter.utf8))
        #expect(attached.fields.subject == "inside")
        #expect(mail.leaves.map(\.rawText) == ["one", "hello\n"])
        #expect(!mail.isTruncated)
    }

    @Test("has mails for parts in a digest, where they say nothing else")
    func readsDigest() {
        let mail = parse(
            "Content-Type: multipart/digest; boundary=b", "", "--b", "", "Subject: one", "", "first", "--b",
            "Content-Type: text/plain", "", "second", "--b--")
        let types = ["multipart/digest", "message/rfc822", "text/plain", "text/plain"]
        #expect(mail.root.withAllBelow.map(\.contentType.essence) == types)
        #expect(mail.leaves.map(\.rawText) == ["first", "second"])
    }

    @Test("is plain text where a multipart has no parts", arguments: ["boundary=b", "boundary=\"\"", "x=y"])
    func fallsBack(_ parameter: String) {
        let mail = parse("Content-Type: multipart/mixed; charset=utf-8; \(parameter)", "", "Grüße", "--c", "text")
        #expect(mail.root.contentType.essence == "text/plain")
        #expect(mail.root.text == "Grüße\n--c\ntext")
    }

    @Test("is guessed where the boundary was forgotten", arguments: ["", "; boundary=other"])
    func guesses(_ parameter: String) {
        let mail = parse(
            "Content-Type: multipart/mixed\(parameter)", "", "-- no", "--real", "content-type: text/html", "", "one",
            "--real", "", "two", "--real--", "")
        #expect(mail.leaves.map(\.rawText) == ["one", "two"])
        #expect(mail.leaves.map(\.contentType.essence) == ["text/html", "text/plain"])
    }

    @Test(
        "is guessed where the boundary can stand in no line",
        arguments: ["a%0A--a", "a%0Da", String(repeating: "a", count: 999)])
    func guessesImpossible(_ boundary: String) {
        let mail = parse(
            "Content-Type: multipart/mixed; boundary*=utf-8''\(boundary)", "", "--real", "content-type: text/html", "",
            "one", "--real--", "")
        #expect(mail.leaves.map(\.rawText) == ["one"])
    }

    @Test("does not mistake a boundary for another that begins like it")
    func tellsBoundariesApart() {
        let mail = parse(
            "Content-Type: multipart/mixed; boundary=a", "", "--a", "Content-Type: multipart/mixed; boundary=ab", "",
            "--ab",
            "", "one", "--ab-", "--abc", "--ab--x", "--ab--", "--a", "",
            "two", "--a-- \t", "--a", "", "epilogue")
        #expect(mail.leaves.map(\.rawText) == ["one\n--ab-\n--abc\n--ab--x", "two"])
    }

    @Test("decodes a mail attached in base64, against the rules")
    func decodesAttached() {
        let mail = parse(
            "Content-Type: message/rfc822", "Content-Transfer-Encoding: base64", "", "U3ViamVjdDogYQ0KDQpiDQo=", "")
        guard case .message(let inner) = mail.root.content else {
            Issue.record("\(mail.root.content)")
            return
        }
        #expect(inner.fields.subject == "a")
        #expect(inner.rawText == "b\n")
    }

    @Test("is there for nothing at all", arguments: ["", "\r\n", "\r\n\r\n", "\u{0}", ":", "--", "--\r\n--"])
    func survives(_ raw: String) {
        let mail = ParsedMail.parse(Array(raw.utf8))
        #expect(mail.leaves.count == 1)
        #expect(!mail.isTruncated)
    }
}
