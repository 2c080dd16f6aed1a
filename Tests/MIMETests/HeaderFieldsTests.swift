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
}
