// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import SMTP

@Suite("Lines that are too long for mail")
struct LongLinesTests {
    private static let words = String(repeating: "twelve octet ", count: 200)
    private static let signs = String(repeating: "x", count: 2600)

    private func folded(_ message: String) -> [Substring]? {
        var bytes = Array(message.utf8)
        guard let breaks = LongLines.breaks(in: bytes) else { return nil }
        LongLines.insert(breaks, into: &bytes)
        return String(decoding: bytes, as: UTF8.self).split(separator: "\r\n", omittingEmptySubsequences: false)
    }

    @Test(
        "are folded behind a blank in text",
        arguments: [
            "", "Content-Type: text/html\r\n", "Content-Transfer-Encoding: 8bit\r\n",
            "Content-Type: multipart/mixed; boundary=\"b\"\r\n\r\n--b\r\nContent-Type: text/plain\r\n",
            "Content-Type: message/rfc822\r\n\r\nSubject: inner\r\n",
        ])
    func text(head: String) throws {
        let lines = try #require(folded("Subject: x\r\n\(head)\r\n\(Self.words)\r\nend\r\n"))
        #expect(lines.suffix(5).map(\.utf8.count) == [995, 994, 611, 3, 0])
        #expect(lines.joined(separator: "\r\n").replacing("\r\n", with: "").hasSuffix(Self.words + "end"))
    }

    @Test("are folded within a word where there is no blank, and not within a character")
    func signs() throws {
        let lines = try #require(folded("\r\n\(Self.signs)\r\n"))
        #expect(lines.map(\.utf8.count) == [0, 998, 998, 604, 0])
        let letters = try #require(folded("\r\n" + String(repeating: "äö", count: 700)))
        #expect(letters.joined() == String(repeating: "äö", count: 700))
        #expect(letters.allSatisfy { $0.utf8.count <= 998 })
    }

    @Test("make no delimiter of parts")
    func delimiters() throws {
        let lines = try #require(folded("\r\n" + String(repeating: "word --b ", count: 300)))
        #expect(!lines.contains { $0.hasPrefix("--") })
        #expect(folded("\r\n" + String(repeating: "-", count: 2600)) == nil)
    }

    @Test("are folded in front of a blank in a header")
    func header() throws {
        let lines = try #require(folded("To: \(Self.words)\r\nX: y\r\n\r\n"))
        #expect(lines.dropFirst().prefix(2).allSatisfy { $0.hasPrefix(" ") })
        #expect(lines.allSatisfy { $0.utf8.count <= 998 })
        #expect(lines.joined() == "To: \(Self.words)X: y")
    }

    @Test(
        "are left alone where they must not change",
        arguments: [
            "Content-Transfer-Encoding: base64\r\n", "Content-Transfer-Encoding:\r\n quoted-printable\r\n",
            "Content-Type: application/octet-stream\r\n", "Content-Type: application/pkcs7-mime\r\n",
            "Content-Type: multipart/signed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n",
            "Content-Type: multipart/encrypted; boundary=b\r\n\r\n--b\r\n",
            "Content-Type: multipart/mixed; boundary*=us-ascii''b\r\n\r\n--b\r\n",
            "Content-Type: multipart/mixed\r\n\r\n--b\r\n",
        ])
    func sealed(head: String) {
        #expect(folded("Subject: x\r\n\(head)\r\n\(Self.words)\r\n") == nil)
        #expect(folded("Subject: \(Self.signs)\r\n\r\nx") == nil)
    }

    @Test("are taken at the door, by DATA and by BDAT, however they come", arguments: [1, 999, Int.max])
    func door(pieces: Int) {
        let message = "Subject: x\r\n\r\n.\(Self.words)\r\n"
        let stuffed = message.replacing("\r\n.", with: "\r\n..")
        let texts = ["DATA\r\n\(stuffed).\r\n", "BDAT \(message.utf8.count) LAST\r\n\(message)"]
        for text in texts {
            let played = PlayedSession()
            played.send(ServerSessionTests.envelope + text, pieces: pieces)
            #expect(played.codes.last == 250)
            let lines = played.mails.first.map { String(decoding: $0.bytes, as: UTF8.self) } ?? ""
            #expect(lines.replacing("\r\n", with: "") == message.replacing("\r\n", with: ""))
        }
    }

    @Test(
        "and NULs are changed in place: no second copy is there while the message is stored",
        arguments: [words, "a\0b", "a" + String(repeating: "\0", count: 500) + words])
    func memory(text: String) throws {
        let played = PlayedSession()
        played.verdicts = nil
        let line = "\(text)\r\n"
        let message = "Subject: x\r\n\r\n" + String(repeating: line, count: 90_000 / line.utf8.count)
        played.send(ServerSessionTests.envelope + "DATA\r\n\(message).\r\n")
        let mail = try #require(played.mails.first)
        guard case .delivering(let transaction) = played.session.phase, let kept = transaction.message else {
            Issue.record("the message is not being stored")
            return
        }
        let places = [kept.bytes, mail.bytes].map { $0.withUnsafeBufferPointer { $0.baseAddress } }
        #expect(places[0] == places[1])
        #expect((mail.bytes.count..<110_000).contains(played.session.room), "what is there is what is booked")
    }
}
