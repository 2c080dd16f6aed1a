// SPDX-License-Identifier: Apache-2.0

import Foundation
import GatewayKit
import Testing

@testable import EmailGateway

/// Mails with one thing wrong, of the same kinds as the public cases and as the test mails of other programs.
@Suite struct OddMailTests {
    struct OddMail: Sendable, CustomTestStringConvertible {
        let testDescription: String
        /// Lines end with LF here.
        let mail: String
        var author = "rob@example.net"
        var nickname: String?
        var subject: String? = "Hi"
        var text = "the words"
        var files: [String] = []
    }

    private static let rest = "Subject: Hi\n\nthe words"
    private static let top = "From: rob@example.net\nSubject: Hi\n"

    static let headers: [OddMail] = [
        OddMail(testDescription: "a byte order mark", mail: "\u{FEFF}From: rob@example.net\n\(rest)"),
        OddMail(testDescription: "an empty line in front", mail: "\nFrom: rob@example.net\n\(rest)"),
        OddMail(testDescription: "lines of blanks in front", mail: " \n\t\n\nFrom: rob@example.net\n\(rest)"),
        OddMail(testDescription: "a first field with a blank in front", mail: " From: rob@example.net\n\(rest)"),
        OddMail(testDescription: "a request's line", mail: "POST /send HTTP/1.1\nFrom: rob@example.net\n\(rest)"),
        OddMail(testDescription: "a folded line of nothing", mail: "to be\n sent\nFrom: rob@example.net\n\(rest)"),
        OddMail(testDescription: "a name outside ASCII", mail: "Fröm: x\nFrom: rob@example.net\n\(rest)"),
        OddMail(
            testDescription: "an empty line below what servers wrote",
            mail: "Received: from a by b\nX-Spam: no\n\nFrom: rob@example.net\n\(rest)"),
        OddMail(
            testDescription: "an empty line and a broken one",
            mail: "Received: from a by b\n\nbroken line\nFrom: rob@example.net\n\(rest)"),
        OddMail(
            testDescription: "a text that looks like a header, below a header", mail: "\(top)\nFrom: a\nTo: b\n\nend",
            text: "From: a\nTo: b\n\nend"),
        OddMail(
            testDescription: "a text that looks like one field",
            mail: "Received: a\nFrom: rob@example.net\n\nTo: b\n\nend",
            subject: nil, text: "To: b\n\nend"),
    ]

    private static func from(_ field: String, _ name: String?, _ address: String = "rob@example.net") -> OddMail {
        OddMail(testDescription: field, mail: "From: \(field)\n\(rest)", author: address, nickname: name)
    }

    static let authors: [OddMail] = [
        from("'rob@example.net'", nil), from("\"Rob\" <'rob@example.net'>", "Rob"),
        from("'Rob' <rob@example.net>", "'Rob'"), from("o'rob@example.net", nil, "o'rob@example.net"),
        from("Rob \\<rob@example.net\\>", "Rob"), from("Rob &lt;rob@example.net&gt;", "Rob"),
        from("=?utf-8?q?rob?=@example.net", nil), from("=?utf-8?q?Rob?= <=?utf-8?q?rob=40example.net?=>", "Rob"),
        from("\"Rob <rob@example.net>", "Rob"), from("Rob [rob@example.net]", "Rob"),
    ]

    private static func part(_ type: String, _ body: String, _ more: String = "") -> String {
        "\(top)Content-Type: \(type)\n\(more)\n\(body)"
    }

    private static let reaction = "text/vnd.google.email-reaction+json; charset=utf-8"
    private static let attached = "Content-Type: message/rfc822\n\nFrom: al@example.net\nSubject: 34/2 \\ 5\n\nx"

    static let bodies: [OddMail] = [
        OddMail(testDescription: "text of an unknown kind", mail: part("text/x-notes", "the words")),
        OddMail(testDescription: "text that is no type", mail: part("application/text", "the words")),
        OddMail(testDescription: "no type at all", mail: part("unknown/unknown", "the words")),
        OddMail(testDescription: "octets that are a text", mail: part("application/octet-stream", "the words")),
        OddMail(
            testDescription: "octets that a person named",
            mail: part("application/octet-stream; name=Plan.txt", "the words"), files: ["Plan.txt"]),
        OddMail(
            testDescription: "octets that are none", mail: part("application/octet-stream", "the\u{1}words"),
            text: "", files: ["attachment"]),
        OddMail(
            testDescription: "a table", mail: part("text/csv", "a,b"), text: "", files: ["attachment.csv"]),
        OddMail(
            testDescription: "a reaction in JSON alone", mail: part(reaction, "{\"version\":1,\"emoji\":\"👍\"}"),
            text: "👍"),
        OddMail(
            testDescription: "other JSON", mail: part("application/ld+json", "{\"emoji\":1}"), text: "",
            files: ["attachment"]),
        OddMail(
            testDescription: "UTF-16 that says it is UTF-8",
            mail: part(
                "text/plain; charset=utf-8", "//50AGgAZQAgAHcAbwByAGQAcwA=", "Content-Transfer-Encoding: base64\n")),
        OddMail(
            testDescription: "a picture in front of the text that shows it",
            mail: part(
                "multipart/related; boundary=b",
                "--b\nContent-Type: image/png; name=a.png\n\nx\n--b\nContent-Type: text/html\n\n<p>the words</p>\n--b--"
            ),
            files: ["a.png"]),
        OddMail(
            testDescription: "a carrier's two texts",
            mail: part(
                "multipart/mixed; boundary=b",
                "--b\nContent-Type: text/plain; name=text_0.txt\nContent-Disposition: attachment\n\nthe\n"
                    + "--b\nContent-Type: application/octet-stream; name=text_1.txt\n\nwords\n--b\n"
                    + "Content-Type: image/png; name=a.png\n\nx\n--b--"),
            text: "the\n\nwords", files: ["a.png"]),
        OddMail(
            testDescription: "a multipart that is encoded as a whole",
            mail: part(
                "multipart/mixed; boundary=b", "LS1iDQpDb250ZW50LVR5cGU6IHRleHQvcGxhaW4NCg0KdGhlIHdvcmRzDQotLWItLQ0K",
                "Content-Transfer-Encoding: base64\n")),
        OddMail(
            testDescription: "an encoded word for the encoding",
            mail: part(
                "text/plain", "the=20words", "Content-Transfer-Encoding: =?utf-8?q?quoted-printable?=\n")),
        OddMail(
            testDescription: "uuencode without a name",
            mail: part("text/plain", "the words\nbegin 644\n%:&5L;&\\`\n`\nend"),
            files: ["attachment"]),
        OddMail(
            testDescription: "a sentence that begins like uuencode",
            mail: part("text/plain", "begin 644\nTHE WORDS\nend"),
            text: "begin 644\nTHE WORDS\nend"),
        OddMail(
            testDescription: "an attached mail with a path for a subject",
            mail: part("multipart/mixed; boundary=b", "--b\n\nthe words\n--b\n\(attached)\n--b--"),
            text: "the words\n\n[Attached mail “34/2 \\ 5” from al@example.net]", files: ["34_2 _ 5.eml"]),
    ]

    @Test("one thing wrong costs that thing", arguments: headers + authors + bodies)
    func reads(_ given: OddMail) throws {
        let message = try DoorCaseTests.message(Array(given.mail.replacing("\n", with: "\r\n").utf8))
        #expect(message.from?.text == given.author)
        #expect(message.nickname == given.nickname)
        #expect(message.subject == given.subject)
        #expect(message.text == given.text)
        #expect(message.attachments.map(\.name) == given.files)
    }
}
