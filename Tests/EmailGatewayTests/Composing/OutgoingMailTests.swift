// SPDX-License-Identifier: Apache-2.0

import EmailGateway
import Foundation
import MIME
import Testing

@Suite struct OutgoingMailTests {
    /// What somebody would write to get a line of their own into a header.
    static let injections = [
        "x\r\nBcc: victim@example.net", "x\nBcc: victim@example.net", "x\rBcc: victim@example.net",
        "x\u{0}\r\n\r\nBcc: victim@example.net", "x\u{85}Bcc: victim@example.net", "x\u{2028}Bcc: victim@example.net",
        "<a@b>\r\nBcc: victim@example.net", "x\"\r\nBcc: victim@example.net\r\n\r\n<b>",
    ]

    static func mail(
        name: String? = "Alice Ängström", subject: String = "Grüße", messageID: String = "<m1-A@example.org>",
        inReplyTo: String? = nil, references: [String] = [], text: String = "Hello\nthere",
        attachments: [OutgoingMail.Attachment] = [], to: [String] = ["bob@example.com"], cc: [String] = [],
        receipt: Bool = false
    ) throws -> OutgoingMail {
        let from = try #require(Mailbox(displayName: name, address: "alice@example.org"))
        return OutgoingMail(
            from: from, to: to.compactMap { Mailbox(displayName: name, address: $0) },
            cc: cc.compactMap { Mailbox(displayName: nil, address: $0) }, subject: subject,
            date: Date(timeIntervalSince1970: 1_700_000_000), messageID: messageID, inReplyTo: inReplyTo,
            references: references, text: text, attachments: attachments,
            dispositionNotificationTo: receipt ? from : nil)
    }

    static let shapes: [(String, String, [String])] = [
        ("plain", "Hello\nthere", []), ("umlauts", "Schöne Grüße\naus München", []),
        ("styled", "*Hello* Bob,\nsee `code` & https://example.org/x", []), ("picture", "Look", ["photo.jpg"]),
        ("picture alone", "", ["Übersicht 2.pdf"]), ("everything", "*Look*\n> quoted\nat this", ["a.jpg", "b c.txt"]),
        ("long line", String(repeating: "word and ", count: 200), []),
        ("no blank", String(repeating: "x", count: 2_000), []), ("empty", "", []),
        ("dots", ".\n..\nFrom here\n--=_part_1=_\n", ["x.bin"]), ("Japanese", "こんにちは\n世界", []),
    ]

    @Test("Python reads the same and finds no flaw", arguments: shapes)
    func python(shape: String, text: String, files: [String]) throws {
        let bytes = Array("file \u{0} \r\n ü".utf8)
        let mail = try Self.mail(
            inReplyTo: "<r2@example.com>", references: ["<r1@example.com>", "<r2@example.com>"], text: text,
            attachments: files.map { OutgoingMail.Attachment(name: $0, type: "image/jpeg", bytes: bytes) },
            to: ["bob@example.com", "carol@example.net"], cc: ["dave@example.net"], receipt: true)
        let reading = try PythonReader.read(mail.encoded())
        #expect(reading.defects == [])
        #expect(reading.header("From") == "Alice Ängström <alice@example.org>")
        #expect(reading.header("Subject") == "Grüße")
        #expect(reading.header("Message-ID") == "<m1-A@example.org>")
        #expect(reading.header("In-Reply-To") == "<r2@example.com>")
        #expect(reading.header("References") == "<r1@example.com> <r2@example.com>")
        #expect(reading.header("Cc") == "dave@example.net")
        #expect(reading.header("Date") == "Tue, 14 Nov 2023 22:13:20 +0000")
        #expect(reading.parts.suffix(files.count).map(\.name) == files)
        let hex = bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
        #expect(reading.parts.suffix(files.count).allSatisfy { $0.bytes == hex && $0.type == "image/jpeg" })
        let texts = reading.parts.dropLast(files.count).map(\.type)
        let isAlone = text.isEmpty && !files.isEmpty
        let isStyled = shape == "styled" || shape == "everything"
        #expect(texts == (isAlone ? [] : isStyled ? ["text/plain", "text/html"] : ["text/plain"]))
    }

    @Test("our own decoder reads the same", arguments: shapes)
    func decoder(shape: String, text: String, files: [String]) throws {
        let encoded = try Self.mail(text: text, attachments: files.map { .init(name: $0, type: nil, bytes: [1, 2]) })
            .encoded()
        let parsed = ParsedMail.parse(encoded)
        let leaves = parsed.leaves
        #expect(leaves.suffix(files.count).map(\.fileName) == files)
        if let plain = leaves.first, plain.contentType.essence == "text/plain" {
            #expect(trimmed(plain.text) == trimmed(text), "\(shape)")
        }
        #expect(
            try encoded
                == Self.mail(text: text, attachments: files.map { .init(name: $0, type: nil, bytes: [1, 2]) })
                .encoded(), "the same value gives the same bytes")
        #expect(flaws(encoded).isEmpty)
    }

    @Test("no field comes from anywhere but us", arguments: injections)
    func injection(_ evil: String) throws {
        let mail = try Self.mail(
            name: evil, subject: evil, messageID: evil, inReplyTo: evil, references: [evil, "<a@b>", "<\(evil)>"],
            text: evil, attachments: [.init(name: evil, type: evil, bytes: [1])], to: ["bob@example.com", evil],
            cc: ["\(evil)@example.com", "bob@\(evil)"], receipt: true)
        let reading = try PythonReader.read(mail.encoded())
        #expect(
            reading.headers.map { $0[0] }.filter { !["In-Reply-To", "Message-ID"].contains($0) } == [
                "Date", "From", "To", "Subject", "References", "Disposition-Notification-To", "MIME-Version",
                "Content-Type",
            ])
        #expect(reading.defects == [])
        #expect(reading.header("References") == "<a@b>")
        let parsed = ParsedMail.parse(mail.encoded())
        #expect(parsed.root.fields.to.map(\.address) == ["bob@example.com"])
        #expect(parsed.leaves.count == 2)
        #expect(parsed.leaves[1].contentType.essence == "application/octet-stream")
    }

    @Test("many references are cut to the root and the latest")
    func references() throws {
        let all = (1...100).map { "<m\($0)@example.com>" }
        let mail = try Self.mail(inReplyTo: "<m100@example.com>", references: all)
        let found = ParsedMail.parse(mail.encoded()).root.fields.references
        #expect(found == ["<m1@example.com>"] + all.suffix(19))
    }

    @Test("without recipients to show, none are shown")
    func undisclosed() throws {
        let fields = ParsedMail.parse(try Self.mail(to: []).encoded()).root.fields
        #expect(fields["To"] == "undisclosed-recipients:;")
        #expect(fields.to.isEmpty)
        #expect(fields["Bcc"] == nil)
    }

    @Test(
        "SMTPUTF8 is needed for a local part only",
        arguments: [("bob@example.com", false), ("bob@xn--mnchen-3ya.example", false), ("jürgen@example.com", true)])
    func smtpUTF8(address: String, expected: Bool) throws {
        let mail = try Self.mail(to: [address])
        #expect(mail.encoded().contains { $0 >= 0x80 } == expected)
    }

    private func trimmed(_ text: String) -> String {
        var text = text[...]
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }

    private func flaws(_ mail: [UInt8]) -> [String] {
        mail.split(separator: 0x0A, omittingEmptySubsequences: false).dropLast().filter { line in
            line.count > 999 || line.last != 0x0D || line.dropLast().contains { $0 >= 0x80 || $0 == 0x0D || $0 == 0 }
        }.map { String(decoding: $0, as: UTF8.self) }
    }
}
