// SPDX-License-Identifier: Apache-2.0

import GatewayKit
import MIME
import Testing

@testable import EmailGateway

/// Parts and what becomes of them.
@Suite struct ChatReadingTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let mail: String
        let text: String
        let files: [String]
        let isAbridged: Bool

        init(_ name: String, _ mail: String, _ text: String, files: [String] = [], abridged: Bool = false) {
            (testDescription, self.mail, self.text, self.files, isAbridged) = (name, mail, text, files, abridged)
        }
    }

    /// A multipart of parts that are given with their headers.
    static func multipart(_ type: String, _ parts: String..., boundary: String = "B1") -> String {
        "Content-Type: multipart/\(type); boundary=\(boundary)\n\n"
            + parts.map { "--\(boundary)\n\($0)\n" }.joined() + "--\(boundary)--\n"
    }

    static let plain = "Content-Type: text/plain\n\nplain words"
    static let html = "Content-Type: text/html\n\n<p>words in <b>HTML</b></p>"
    static let png = "Content-Type: image/png; name=a.png\nContent-Transfer-Encoding: base64\n\nAAEC"
    static let calendar =
        "Content-Type: text/calendar; method=REQUEST\n\nBEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:Plan\nEND:VEVENT\nEND:VCALENDAR"
    static let pixel =
        "Content-Type: image/gif\nContent-ID: <p@x>\nContent-Transfer-Encoding: base64\n\n"
        + "R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"
    static let stub = "Content-Type: text/plain\n\nYour mail client does not support HTML."
    static let longHTML =
        "Content-Type: text/html\n\n" + String(repeating: "<p>many words stand here</p>", count: 4)
    static let longText = Array(repeating: "many words stand here", count: 4).joined(separator: "\n\n")
    static let signedOpenPGP = "[Signed with OpenPGP; the signature was not checked]"
    static let openPGP =
        "[This mail is encrypted with OpenPGP; it can only be read in a mail program that has the key.]"

    static let alternatives = [
        Case("plain text alone", plain, "plain words"),
        Case("HTML alone", html, "words in *HTML*"),
        Case(
            "Outlook's plain links",
            "Content-Type: text/plain\n\na@b.c<mailto:a@b.c> www.b.c<http://www.b.c/> https://b.c/d<https://b.c/d> "
                + "here<https://b.c/e> [cid:x]<https://b.c/f>",
            "a@b.c www.b.c https://b.c/d here <https://b.c/e> <https://b.c/f>"),
        Case("plain text wins", multipart("alternative", plain, html), "plain words"),
        Case("the order does not matter", multipart("alternative", html, plain), "plain words"),
        Case(
            "empty plain text", multipart("alternative", "Content-Type: text/plain\n\n \n\n", html), "words in *HTML*"),
        Case("a stub", multipart("alternative", stub, html), "words in *HTML*"),
        Case("plain text that says less", multipart("alternative", "\nsee", longHTML), longText),
        Case("plain text that is HTML", multipart("alternative", "\n<p>words</p> in HTML", html), "words in *HTML*"),
        Case(
            "pictures of the HTML stay",
            multipart("alternative", plain, multipart("related", html, png, boundary: "B2")),
            "plain words", files: ["a.png image/png 3"]),
        Case(
            "Apple's pictures stay",
            multipart("alternative", plain, multipart("mixed", html, png, html, boundary: "B2")),
            "plain words", files: ["a.png image/png 3"]),
        Case(
            "an invitation", multipart("alternative", plain, html, calendar),
            "plain words\n\n[Invitation] Plan\nWhen: not given",
            files: ["attachment.ics text/calendar 66"]),
        Case(
            "an invitation twice",
            multipart(
                "mixed", multipart("alternative", plain, calendar, boundary: "B2"),
                calendar.replacing(
                    "Content-Type: text/calendar",
                    with: "Content-Disposition: attachment; filename=i.ics\nContent-Type: text/calendar")),
            "plain words\n\n[Invitation] Plan\nWhen: not given", files: ["attachment.ics text/calendar 66"]),
        Case(
            "unknown forms are left out",
            multipart("alternative", plain, "Content-Type: text/x-amp-html\n\n<html amp>"),
            "plain words"),
    ]

    static let files = [
        Case(
            "text, file, text", multipart("mixed", plain, png, plain), "plain words\n\nplain words",
            files: ["a.png image/png 3"]),
        Case("a file alone", png, "", files: ["a.png image/png 3"]),
        Case(
            "a text as a file", multipart("mixed", plain, "Content-Disposition: attachment; filename=n.txt\n\nnotes"),
            "plain words", files: ["n.txt text/plain 5"]),
        Case(
            "a named text behind another",
            multipart("mixed", plain, "Content-Disposition: inline; filename=n.txt\n\nnotes"),
            "plain words", files: ["n.txt text/plain 5"]),
        Case("a named text alone", "Content-Type: text/plain; name=body.txt\n\nwords", "words"),
        Case("counting pictures are nothing", multipart("related", html, pixel), "words in *HTML*"),
        Case(
            "an unnamed picture", multipart("mixed", plain, "Content-Type: image/jpg\n\nx"), "plain words",
            files: ["image.jpg image/jpeg 1"]),
        Case(
            "a hostile name", multipart("mixed", plain, "Content-Disposition: attachment; filename=\"../../x\"\n\ny"),
            "plain words", files: ["x.txt text/plain 1"]),
        Case(
            "an attached mail",
            multipart("mixed", plain, "Content-Type: message/rfc822\n\nFrom: Bob <b@e.org>\nSubject: Old/New\n\nx"),
            "plain words\n\n[Attached mail “Old/New” from Bob]", files: ["Old_New.eml message/rfc822 39"]),
        Case(
            "an attached mail without a header", multipart("mixed", plain, "Content-Type: message/rfc822\n\n\nx"),
            "plain words\n\n[Attached mail]", files: ["attachment.eml message/rfc822 2"]),
        Case(
            "a card", multipart("mixed", plain, "Content-Type: text/vcard\n\nBEGIN:VCARD"), "plain words",
            files: ["attachment.vcf text/vcard 11"]),
        Case(
            "winmail.dat", multipart("mixed", plain, "Content-Type: application/ms-tnef; name=winmail.dat\n\nx"),
            "plain words",
            files: ["winmail.dat application/ms-tnef 1"]),
        Case(
            "Apple's two forks", multipart("appledouble", "Content-Type: application/applefile\n\nx", png), "",
            files: ["a.png image/png 3"]),
        Case(
            "a digest", multipart("digest", "\nSubject: one\n\nx", "\nSubject: two\n\ny"),
            "[Attached mail “one”]\n\n[Attached mail “two”]",
            files: ["one.eml message/rfc822 15", "two.eml message/rfc822 15"]),
    ]

    static let protected = [
        Case(
            "signed", multipart("signed", plain, "Content-Type: application/pgp-signature; name=s.asc\n\nx"),
            "plain words\n\n" + signedOpenPGP, abridged: true),
        Case(
            "signed with S/MIME",
            multipart(
                "signed; protocol=\"application/pkcs7-signature\"", plain,
                "Content-Type: application/x-pkcs7-signature; name=smime.p7s\n\nx"),
            "plain words\n\n[Signed with S/MIME; the signature was not checked]", abridged: true),
        Case(
            "signed by a method unknown", multipart("signed; protocol=\"a/b\"", plain, "Content-Type: a/b\n\nx"),
            "plain words", abridged: true),
        Case("signed, and the signature was lost", multipart("signed", plain), "plain words", abridged: true),
        Case(
            "signed for the people of a list",
            multipart(
                "mixed",
                "Content-Type: multipart/signed; boundary=s\n\n--s\n\(plain)\n--s\n"
                    + "Content-Type: application/pgp-signature; name=s.asc\n\nx\n--s--", "\nthe list's footer"),
            "plain words\n\nthe list's footer\n\n" + signedOpenPGP, abridged: true),
        Case(
            "the signature of a file",
            multipart("mixed", plain, "Content-Type: application/pgp-signature; name=a.tar.gz.asc\n\nx"),
            "plain words", files: ["a.tar.gz.asc application/pgp-signature 1"]),
        Case(
            "encrypted",
            multipart(
                "encrypted; protocol=\"application/pgp-encrypted\"",
                "Content-Type: application/pgp-encrypted\n\nVersion: 1", "Content-Type: application/octet-stream\n\nx"),
            openPGP, abridged: true),
        Case(
            "encrypted with S/MIME",
            "Content-Type: application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m\n\nx",
            "[This mail is encrypted with S/MIME; it can only be read in a mail program that has the key.]",
            abridged: true),
        Case(
            "signed and closed", "Content-Type: application/x-pkcs7-mime; smime-type=signed-data\n\nx",
            "[This mail is signed with S/MIME in a form that only a mail program can open.]", abridged: true),
        Case(
            "encrypted within the text", "\nhello\n-----BEGIN PGP MESSAGE-----\n\nabc\n-----END PGP MESSAGE-----\nbye",
            "hello\nbye\n\n" + openPGP, abridged: true),
        Case(
            "signed within the text",
            "\n-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\nhello\n- -- dash\n-----BEGIN PGP SIGNATURE-----\n\nabc\n-----END PGP SIGNATURE-----",
            "hello\n-- dash\n\n" + signedOpenPGP, abridged: true),
        Case(
            "a report",
            multipart(
                "report; report-type=delivery-status", plain, "Content-Type: message/delivery-status\n\nX: y",
                "Content-Type: message/rfc822\n\nSubject: x\n\ny"), "plain words", abridged: true),
    ]

    @Test("a mail is read", arguments: alternatives + files + protected)
    func read(_ given: Case) {
        let reading = ChatReading(ParsedMail.parse(Array(given.mail.utf8)))
        #expect(reading.text == given.text)
        #expect(reading.attachments.map { "\($0.name) \($0.type) \($0.bytes.count)" } == given.files)
        #expect(reading.omission == (given.isAbridged ? .more : nil))
    }

    @Test func `pictures of the trimmed history are not sent again`() {
        let answer =
            "Content-Type: text/html\n\nnew <img src='cid:a@x'><blockquote type=cite>old <img src='cid:b@x'></blockquote>"
        let pictures = ["a", "b"].map { "Content-Type: image/png; name=\($0).png\nContent-ID: <\($0)@x>\n\nx" }
        let reading = ChatReading(
            ParsedMail.parse(Array(Self.multipart("related", answer, pictures[0], pictures[1]).utf8)))
        #expect(reading.text == "new")
        #expect(reading.attachments.map(\.name) == ["a.png"])
        #expect(reading.omission == .quotedText)
    }

    static let omissions: [(text: String, omission: Omission?)] = [
        ("new\n\n-- \nBob", nil), ("new\n\nSent from my iPhone", nil), ("new", nil),
        ("new\n\nOn 3 June 2025 Ann wrote:\n> old", .quotedText),
        ("new\n\n-- \nBob\n\nOn 3 June 2025 Ann wrote:\n> old", .quotedText),
        ("new\n\n> On 3 Jun 2025, at 10:00, Ann <a@example.org> wrote:\n>\n> old\n\n-- \nBob", .quotedText),
        (String(repeating: "new ", count: 20_000) + "\n\nOn 3 June 2025 Ann wrote:\n> old", .more),
    ]

    @Test("what is left out is named; a signature is not", arguments: omissions)
    func omission(_ text: String, _ omission: Omission?) {
        #expect(ChatReading(ParsedMail.parse(Array("Subject: Re: x\n\n\(text)".utf8))).omission == omission)
    }

    static let pages: [(page: String, omission: Omission?)] = [
        ("new<div class=gmail_signature>Bob</div>", nil),
        ("new<blockquote class=gmail_quote>old</blockquote>", .quotedText),
        ("new<div class=gmail_signature>Bob</div><blockquote class=gmail_quote>old</blockquote>", .quotedText),
        ("new<img src='https://example.com/a.png'><blockquote class=gmail_quote>old</blockquote>", .more),
    ]

    @Test("what is left out of a page is named; a signature is not", arguments: pages)
    func pageOmission(_ page: String, _ omission: Omission?) {
        let mail = "Subject: Re: x\nContent-Type: text/html\n\n\(page)"
        #expect(ChatReading(ParsedMail.parse(Array(mail.utf8))).omission == omission)
    }

    @Test(
        "a subject is one line",
        arguments: [
            ("Subject: a\n b\tc", "a b c"), ("Subject: =?utf-8?Q?a=0D=0Ab=00=E2=80=AEc?=", "a b c"),
            ("Subject:  ", nil),
            ("X: y", nil), ("Subject: =?utf-8?B?R3LDvMOfZQ==?=", "Grüße"),
        ])
    func subject(_ header: String, _ subject: String?) {
        #expect(ChatReading(ParsedMail.parse(Array("\(header)\n\ntext".utf8))).subject == subject)
    }

    @Test func `a text that is too long is cut, and says so`() {
        let mail = "\n" + String(repeating: "Wörter ", count: 20_000)
        let reading = ChatReading(ParsedMail.parse(Array(mail.utf8)))
        #expect(reading.text.utf8.count <= ChatReading.textBytes)
        #expect(reading.text.utf8.count > ChatReading.textBytes - 4)
        #expect(reading.omission == .more)
    }

    @Test func `our own words can be German`() {
        let mail = ParsedMail.parse(Array("Content-Type: application/pkcs7-mime\n\nx".utf8))
        #expect(ChatReading(mail, language: "de").text.hasPrefix("[Diese Mail ist mit S/MIME verschlüsselt;"))
    }

    @Test func `no text and no file is an empty reading`() {
        let reading = ChatReading(ParsedMail.parse([]))
        #expect(reading.text.isEmpty && reading.attachments.isEmpty && reading.subject == nil)
    }
}
