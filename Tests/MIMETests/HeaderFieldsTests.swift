// SPDX-License-Identifier: Apache-2.0

import Testing

import struct Foundation.Date

@testable import MIME

@Suite("The fields of a header")
struct HeaderFieldsTests {
    private func fields(_ header: String) -> HeaderFields {
        ParsedMail.parse(Array((header + "\r\n\r\nbody\r\n").utf8)).root.fields
    }

    @Test("are found by name in any case, the first one first")
    func finds() {
        let fields = fields("Received: one\r\nX-A: 1\r\nreceived: two\r\nRECEIVED:three")
        #expect(fields["Received"] == "one")
        #expect(fields["x-a"] == "1")
        #expect(fields["X-B"] == nil)
        #expect(fields["Receive"] == nil)
        #expect(fields.all("received") == ["one", "two", "three"])
        #expect(fields.count == 4)
        #expect(fields.list.map(\.name) == ["Received", "X-A", "received", "RECEIVED"])
        #expect(fields.list.map(\.value) == ["one", "1", "two", "three"])
    }

    @Test("are unfolded, and otherwise raw")
    func unfolds() {
        let fields = fields("Subject: =?utf-8?Q?a?=\r\n b\r\n\tc \r\nX-Empty:\r\nX-Late:\r\n value")
        #expect(fields["Subject"] == "=?utf-8?Q?a?= b\tc")
        #expect(fields["X-Empty"] == "")
        #expect(fields["X-Late"] == "value")
        #expect(fields.subject == "a b c")
        #expect(fields.text("X-Empty") == nil)
    }

    @Test("say what they mean")
    func means() {
        let fields = fields(
            """
            From: "A" <a@example.com>\r
            Sender: s@example.com\r
            Reply-To: r@example.com\r
            To: t@example.com\r
            To: u@example.com\r
            Cc: c@example.com\r
            Bcc: b@example.com\r
            Date: Thu, 1 Jan 1970 00:00:01 +0000\r
            Message-ID: <1@example.com>\r
            In-Reply-To: <0@example.com>\r
            References: <a@example.com> <b@example.com>
            """)
        #expect(fields.from == [Mailbox(displayName: "A", address: "a@example.com")])
        #expect(fields.sender.map(\.address) == ["s@example.com"])
        #expect(fields.replyTo.map(\.address) == ["r@example.com"])
        #expect(fields.to.map(\.address) == ["t@example.com", "u@example.com"])
        #expect(fields.cc.map(\.address) == ["c@example.com"])
        #expect(fields.bcc.map(\.address) == ["b@example.com"])
        #expect(fields.date?.timeIntervalSince1970 == 1)
        #expect(fields.messageID == "<1@example.com>")
        #expect(fields.inReplyTo == ["<0@example.com>"])
        #expect(fields.references == ["<a@example.com>", "<b@example.com>"])
    }

    @Test("say nothing where they are not there")
    func isSilent() {
        let fields = fields("X-Other: 1")
        #expect(fields.subject == nil && fields.date == nil && fields.messageID == nil)
        #expect(fields.from.isEmpty && fields.references.isEmpty && fields.inReplyTo.isEmpty)
    }

    static let identifiers: [(written: String, read: [String])] = [
        ("<a@b>", ["<a@b>"]),
        ("<a@b> <c@d>", ["<a@b>", "<c@d>"]),
        ("<a@b><c@d>", ["<a@b>", "<c@d>"]),
        ("<a@\r\n b>", ["<a@b>"]),
        ("a@b", ["<a@b>"]),
        ("see a@b and c@d", ["<a@b>", "<c@d>"]),
        ("<<a@b>>", ["<a@b>"]),
        ("<a@b", []),
        ("<>", []),
        ("nothing", []),
        ("", []),
        ("<\u{1}a\u{7F}@b>", ["<a@b>"]),
        ("<a\u{2028}@b\u{85}>", ["<a@b>"]),
        ("<" + String(repeating: "a", count: 1200) + "@b> <c@d>", ["<c@d>"]),
    ]

    @Test("name mails by identifiers without blanks or controls", arguments: identifiers)
    func identifies(_ item: (written: String, read: [String])) {
        #expect(fields("References: " + item.written).references == item.read, "\(item.written)")
    }

    static let headers: [(raw: String, subject: String?, body: String)] = [
        ("Subject: a\r\n\r\nb", "a", "b"),
        ("Subject: a\n\nb", "a", "b"),
        ("Subject: a\r\n", "a", ""),
        ("Subject: a", "a", ""),
        ("\r\nSubject: a\r\n", nil, "Subject: a\n"),
        ("Subject: a\r\nno colon here\r\nX: y\r\n\r\nb", "a", "no colon here\nX: y\n\nb"),
        ("Subject : a\r\n\r\nb", "a", "b"),
        ("Subject: a\r\nno colon here\r\nTo: y\r\n\r\nb", "a", "b"),
        ("Subject: a\r\n-----\r\n*\r\nX Mailer: 1\r\n folded\r\n>From x Mon\r\nX-Y: z\r\n\r\nb", "a", "b"),
        ("Subject: a\r\nno field\r\n\r\nTo: y\r\n\r\nb", "a", "no field\n\nTo: y\n\nb"),
        ("no field\r\nSubject: a\r\n\r\nb", nil, "no field\nSubject: a\n\nb"),
        ("Subject: a\r\nContent-: b\r\nx\r\ncontent-: y\r\n\r\nc", "a", "x\ncontent-: y\n\nc"),
        (": empty\r\nSubject: a\r\n\r\nb", "a", "b"),
        ("From x Mon Jan 1\r\nSubject: a\r\n\r\nb", "a", "b"),
        (">From x Mon Jan 1\r\nSubject: a\r\n\r\nb", "a", "b"),
        (" lost\r\nSubject: a\r\n\r\nb", "a", "b"),
        ("Subject: a\rb\r\n\r\nc", "a b", "c"),
        ("Subject: a\u{0}b\r\n\r\nc", "ab", "c"),
        ("", nil, ""),
    ]

    @Test("end at the empty line, or where no header can be", arguments: headers)
    func ends(_ item: (raw: String, subject: String?, body: String)) {
        let mail = ParsedMail.parse(Array(item.raw.utf8))
        #expect(mail.root.fields.subject == item.subject, "\(item.raw.debugDescription)")
        #expect(mail.root.rawText == item.body, "\(item.raw.debugDescription)")
    }

    @Test(
        "below an empty line or a broken one prove nothing",
        arguments: [
            "Received: a\n\nFrom: b@example.com\nSubject: c\n\nx",
            "Received: a\nbroken\nFrom: b@example.com\nTo: c\n\nx",
        ])
    func sound(_ text: String) {
        let fields = ParsedMail.parse(Array(text.utf8)).root.fields
        #expect(fields.list.count == 3)
        #expect(fields.soundList.map(\.name) == ["Received"])
    }

    @Test("of a line that is none at the top of a whole mail prove nothing")
    func soundTop() {
        let fields = ParsedMail.parse(Array("broken\nFrom: b@example.com\nSubject: c\n\nx".utf8)).root.fields
        #expect(fields.list.count == 2)
        #expect(fields.soundList.isEmpty)
    }

    static let own: [(raw: String, charset: String, subject: String)] = [
        ("CEE7B7B9", "gb2312", "午饭"), ("C4C5D3D1D4CBC1", "koi8-r", "десятка"),
        ("928B90482082CC8C8F", "shift_jis", "昼食 の件"),
        ("5AED74F8656AB9ED", "iso-8859-2", "Zítřejší"), ("C3BC", "iso-8859-2", "ü"), ("FC", "iso-8859-1", "ü"),
        ("FC", "utf-8", "ü"), ("1B24422433244E376F1B2842", "us-ascii", "この件"),
        ("C3BCC3B6C3A4C39FC3BCFF", "koi8-r", "üöäßü\u{FFFD}"),
        ("D0BDD0BED0B2D0B0D18FD1", "utf-8", "новая\u{FFFD}"),
    ]

    private static func octets(_ hex: String) -> [UInt8] {
        stride(from: 0, to: hex.count, by: 2).compactMap { UInt8(hex.dropFirst($0).prefix(2), radix: 16) }
    }

    @Test("are read in the mail's own charset where they are neither encoded nor UTF-8", arguments: own)
    func charset(_ item: (raw: String, charset: String, subject: String)) {
        let type = Array("\r\nContent-Type: text/plain; charset=\(item.charset)".utf8)
        let subject = Array("Subject: ".utf8) + Self.octets(item.raw)
        let alone = ParsedMail.parse(subject + type + Array("\r\n\r\nx".utf8))
        #expect(alone.root.fields.subject == item.subject)
        let part = Array("\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b".utf8) + type
        let file = "\r\n\r\nx\r\n--b\r\nContent-Type: application/pdf; name=\""
        let whole: [[UInt8]] = [
            subject, part, Array(file.utf8), Self.octets(item.raw), Array("\"\r\n\r\nx\r\n--b--\r\n".utf8),
        ]
        let mail = ParsedMail.parse(Array(whole.joined()))
        #expect(mail.root.fields.subject == item.subject)
        if !item.raw.hasPrefix("1B") { #expect(mail.leaves.last?.fileName == item.subject) }
    }
}
