// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import MIME

@Suite struct EncodingHeaderTests {
    static let texts = [
        "Lunch tomorrow?", "Grüße aus München", "日本語の件名はこのようにとても長くなることがありますので折り返します、そしてもっと長く",
        "👨‍👩‍👧‍👦 and 🇩🇪 and 👍🏽 in one line, more than once 👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦", "=?utf-8?Q?not_encoded?= on purpose",
        "A plain subject that is so long that it must be folded once and then once more before it ends, which takes time",
        String(repeating: "x", count: 300), "Привет, как дела? Это довольно длинная тема письма для проверки переносов",
        "a = b? c_d \"quoted\" \\ (comment) <tag> ; , : @", "مرحبا بالعالم", "e\u{301}tude composed of two",
        "tab\tand  many   blanks", " blanks around ", "Ü" + String(repeating: "\u{301}", count: 60) + " zalgo",
    ]

    @Test("a subject comes back as it was, in lines of 78 characters", arguments: texts)
    func subjects(_ text: String) {
        let header = WrittenHeader { $0.add(.subject, HeaderText(text)) }
        #expect(header.fields.subject == HeaderText(text).text, "\(header.text)")
        #expect(header.fields.count == 1)
        #expect(header.flaws().isEmpty, "\(header.text)")
    }

    @Test("every encoded word is whole characters and at most 75 octets", arguments: texts)
    func words(_ text: String) {
        let header = WrittenHeader { $0.add(.subject, HeaderText(text)) }
        let words = header.text.split { " \r\n".contains($0) || $0 == "\r\n" }.filter { $0.hasPrefix("=?utf-8?") }
        for word in words {
            let alone = WrittenHeader { $0.add(.subject, HeaderText("x")) }.text.replacingOccurrences(
                of: "x", with: word)
            let subject = ParsedMail.parse(Array(alone.utf8)).root.fields.subject ?? ""
            #expect(word.utf8.count <= 75, "\(word)")
            #expect(!subject.contains("\u{FFFD}") && !subject.contains("=?utf-8?B"), "\(word) reads \(subject)")
        }
    }

    @Test("text is one line, whatever was in it", arguments: injections)
    func headerText(_ text: String) {
        let line = HeaderText(text).text
        #expect(line.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control })
        #expect(!line.contains("\u{2028}") && !line.contains("\u{2029}") && !line.hasPrefix(" "))
    }

    @Test("an empty text writes nothing", arguments: ["", " ", "\r\n", "\u{0}"])
    func emptyText(_ text: String) {
        #expect(WrittenHeader { $0.add(.subject, HeaderText(text)) }.text == "")
    }

    @Test("a very long text is cut, and says so")
    func longText() {
        let text = HeaderText(String(repeating: "word ", count: 5_000)).text
        #expect(text.count == HeaderText.longest + 1)
        #expect(text.hasSuffix("…"))
    }

    @Test("nothing adds a field", arguments: injections)
    func injection(_ text: String) throws {
        let mailbox = try #require(Mailbox(displayName: text, address: "alice@example.org"))
        let header = WrittenHeader { writer in
            writer.add(.from, [mailbox, mailbox])
            writer.add(.subject, HeaderText(text))
            writer.add(.contentDisposition, "attachment", [HeaderParameter(.fileName, text)])
            writer.add(.references, [MessageID(text), MessageID("<\(text)>"), MessageID("<a@b>")].compactMap { $0 })
            writer.add(.contentType, MediaType(text) ?? MediaType("text/\(text)") ?? .octetStream)
        }
        let names = header.fields.list.map(\.name)
        #expect(names == ["From", "Subject", "Content-Disposition", "References", "Content-Type"], "\(header.text)")
        #expect(header.flaws(longest: 998).isEmpty, "\(header.text)")
        #expect(header.fields.from.map(\.address) == ["alice@example.org", "alice@example.org"])
    }

    @Test(
        "a mailbox is written so that it is read the same",
        arguments: [
            (nil, "alice@example.org", "From: alice@example.org"),
            ("Alice", "alice@example.org", "From: Alice <alice@example.org>"),
            ("Alice B. Smith", "alice@example.org", "From: \"Alice B. Smith\" <alice@example.org>"),
            ("Smith, Alice", "alice@example.org", "From: \"Smith, Alice\" <alice@example.org>"),
            ("a \"b\" \\", "alice@example.org", "From: \"a \\\"b\\\" \\\\\" <alice@example.org>"),
            ("Zoë", "zoe@example.org", "From: =?utf-8?Q?Zo=C3=AB?= <zoe@example.org>"),
            ("boss@example.net", "alice@example.org", "From: \"boss@example.net\" <alice@example.org>"),
            ("=?utf-8?Q?x?=", "a@b.example", "From: =?utf-8?B?PT91dGYtOD9RP3g/PQ==?= <a@b.example>"),
            (nil, "\"john doe\"@example.org", "From: \"john doe\"@example.org"),
            (nil, "\"bob\"@example.org", "From: bob@example.org"),
            (nil, "bob@xn--mnchen-3ya.example", "From: bob@xn--mnchen-3ya.example"),
        ] as [(String?, String, String)])
    func mailboxes(name: String?, address: String, expected: String) throws {
        let mailbox = try #require(Mailbox(displayName: name, address: address))
        let header = WrittenHeader { $0.add(.from, [mailbox]) }
        #expect(header.lines == [expected])
        #expect(header.fields.from.map(\.displayName) == [name])
    }

    @Test("a long list of mailboxes is folded between them")
    func longList() {
        let all = (1...40).compactMap { Mailbox(displayName: "Person Nº \($0)", address: "person\($0)@example.org") }
        let header = WrittenHeader { $0.add(.cc, all) }
        #expect(header.fields.cc == all)
        #expect(header.flaws().isEmpty, "\(header.text)")
    }

    @Test("UTF-8 remains in a local part only, and is told; a domain that is not in ASCII is not written")
    func internationalAddress() throws {
        let unwritten = try #require(Mailbox(displayName: "Jürgen", address: "jürgen@münchen.example"))
        #expect(unwritten.headerAddress.isEmpty && WrittenHeader { $0.add(.to, [unwritten]) }.lines.isEmpty)
        let mailbox = try #require(Mailbox(displayName: "Jürgen", address: "jürgen@xn--mnchen-3ya.example"))
        let header = WrittenHeader { $0.add(.to, [mailbox]) }
        #expect(header.lines == ["To: =?utf-8?Q?J=C3=BCrgen?= <jürgen@xn--mnchen-3ya.example>"])
        #expect(mailbox.needsUTF8Header)
    }

    @Test(
        "a file name comes back as it was",
        arguments: [
            "photo.jpg", "my photo (1).jpg", "Übersicht.pdf", "a\"b\\c.txt", "", "日本語のとても長いファイル名.pdf",
            String(repeating: "long ", count: 40) + ".txt", "100%'*.txt", "semi;colon=.txt",
        ])
    func fileNames(_ name: String) {
        let header = WrittenHeader { $0.add(.contentDisposition, "attachment", [HeaderParameter(.fileName, name)]) }
        let entity = ParsedMail.parse(header.bytes + [0x0D, 0x0A]).root
        #expect((entity.fileName ?? "") == name, "\(header.text)")
        #expect(header.flaws().isEmpty, "\(header.text)")
    }

    @Test(
        "only Message-IDs are Message-IDs",
        arguments: [
            ("<a@b>", true), ("<no-at>", true), ("a@b", false), ("<a b@c>", false), ("<a@b>\r\n", false), ("<>", false),
            ("<a<b>", false), ("<ü@b>", false), ("<a@b\u{0}>", false), ("", false),
            ("<\(String(repeating: "x", count: 1_000))>", false),
        ])
    func messageIDs(text: String, isOne: Bool) {
        #expect((MessageID(text) != nil) == isOne)
    }

    @Test(
        "dates",
        arguments: [
            (0, "Thu, 1 Jan 1970 00:00:00 +0000"), (880_106_106, "Fri, 21 Nov 1997 09:55:06 +0000"),
            (951_782_400, "Tue, 29 Feb 2000 00:00:00 +0000"), (1_709_251_199, "Thu, 29 Feb 2024 23:59:59 +0000"),
            (4_102_444_800, "Fri, 1 Jan 2100 00:00:00 +0000"), (-5, "Thu, 1 Jan 1970 00:00:00 +0000"),
        ])
    func dates(seconds: Double, expected: String) {
        let header = WrittenHeader { $0.add(.date, Date(timeIntervalSince1970: seconds)) }
        #expect(header.lines == ["Date: \(expected)"])
        #expect(header.fields.date == Date(timeIntervalSince1970: max(seconds, 0)))
    }
}
