// SPDX-License-Identifier: Apache-2.0

import Foundation
import GatewayKit
import Testing

@testable import EmailGateway

/// One bad line, octet or label costs that line, octet or label; and of several parts the one is shown that a person would
/// have read.
@Suite struct DoorCaseTests {
    static let cases = DoorCase.all(of: [
        "stray-header-line", "raw-8bit-header", "raw-utf8-one-bad", "from-encoded-whole", "from-broken", "date",
        "filename",
        "charset-name", "charset-wrong-label", "cesu8", "cte", "base64-label", "uu-inline", "nul-refused",
        "alternative-choice", "alternative-for-programs", "text-only-in-file",
    ])

    @Test func `there are cases`() { #expect(Self.cases.count >= 44) }

    @Test("a mail is read as its writer meant it", arguments: cases)
    func reads(_ given: DoorCase) throws {
        let message = try Self.message(given.mail)
        let shown = [message.subject ?? "", message.text].joined(separator: "\n")
        for expectation in given.expectations {
            switch expectation {
            case .holds(let words): for word in words { #expect(shown.contains(word), "\(shown)") }
            case .holdsNot(let words): for word in words { #expect(!shown.contains(word), "\(shown)") }
            case .subject(let text): #expect(message.subject == text)
            case .contact(let address): #expect(message.from?.text == address)
            case .nickname(let name): #expect(message.nickname == name)
            case .files(let names): #expect(message.attachments.map(\.name) == names)
            case .stamp(let time): #expect(message.sentAt.map { $0.ISO8601Format() } == time)
            case .unknown(let line): Issue.record("nobody knows what this expects: \(line)")
            }
        }
    }

    /// A mail of parts, of which `shown` is all that is read and `files` are files.
    struct Parts: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let subtype: String
        let parts: [String]
        let shown: String
        var files: [String] = []
    }

    private static let plain = "Content-Type: text/plain\n\nthe plain words"
    private static let smil = "Content-Type: application/smil; name=0.smil\n\n<smil/>"

    static let parts = [
        Parts(
            testDescription: "a watch and AMP", subtype: "alternative",
            parts: [plain, "Content-Type: text/watch-html\n\n<b>w</b>", "Content-Type: text/x-amp-html\n\n<html amp>"],
            shown: "the plain words"),
        Parts(
            testDescription: "a reaction in JSON", subtype: "alternative",
            parts: [
                "Content-Type: text/plain\n\n👍 Bob reacted", "Content-Type: text/vnd.google.email-reaction+json\n\n{}",
            ], shown: "👍 Bob reacted"),
        Parts(
            testDescription: "rich text", subtype: "alternative",
            parts: [plain, "Content-Type: application/rtf\n\n{\\rtf1}"], shown: "the plain words"),
        Parts(
            testDescription: "rich text as a file", subtype: "alternative",
            parts: [
                plain, "Content-Type: application/rtf\nContent-Disposition: attachment; filename=a.rtf\n\n{\\rtf1}",
            ], shown: "the plain words", files: ["a.rtf"]),
        Parts(
            testDescription: "JSON that is no form of a text", subtype: "mixed",
            parts: [plain, "Content-Type: application/json; name=a.json\n\n{}"], shown: "the plain words",
            files: ["a.json"]),
        Parts(
            testDescription: "enriched text alone", subtype: "mixed",
            parts: ["Content-Type: text/enriched\n\n<bold>bold</bold> words"], shown: "bold words"),
        Parts(
            testDescription: "a stub in a language that nobody listed", subtype: "alternative",
            parts: [
                "Content-Type: text/plain\n\nSähköpostiohjelmasi tarvitsee toisen muodon.",
                "Content-Type: text/html\n\n<p>Tilaus 4711 lähti tänään aamulla matkaan</p>",
            ], shown: "Tilaus 4711 lähti tänään aamulla matkaan"),
        Parts(
            testDescription: "two forms of which nobody knows", subtype: "alternative",
            parts: [
                "Content-Type: text/plain\n\nThe meeting moves to Friday, same room, bring the plans.",
                "Content-Type: text/html\n\n<p>Logo</p>",
            ], shown: "The meeting moves to Friday, same room, bring the plans.\n\nLogo"),
        Parts(
            testDescription: "a style sheet in several lines", subtype: "alternative",
            parts: [
                "Content-Type: text/plain\n\nbody {\n margin: 0;\n}\nYour order has left.",
                "Content-Type: text/html\n\n<p>Your order has left.</p>",
            ], shown: "Your order has left."),
        Parts(
            testDescription: "the same words in another form", subtype: "alternative",
            parts: [
                "Content-Type: text/plain\n\nYes, on Friday.",
                "Content-Type: text/html\n\n<p>Yes, on <b>Friday</b>.</p>",
            ], shown: "Yes, on Friday."),
        Parts(
            testDescription: "a multimedia message of two texts", subtype: "related",
            parts: [
                smil, "Content-Type: text/plain; name=text_0.txt\n\none",
                "Content-Type: text/plain; name=text_1.txt\nContent-ID: <t1>\n\ntwo",
                "Content-Type: image/png; name=a.png\n\nx",
            ], shown: "one\n\ntwo", files: ["a.png"]),
        Parts(
            testDescription: "a short text in a file that a person named", subtype: "mixed",
            parts: ["Content-Type: text/plain\nContent-Disposition: attachment; filename=Notes.txt\n\nmilk, bread"],
            shown: "milk, bread", files: ["Notes.txt"]),
        Parts(
            testDescription: "a text that is an attachment without a name", subtype: "mixed",
            parts: ["Content-Type: text/plain\nContent-Disposition: attachment\n\nmilk, bread"], shown: "milk, bread"),
        Parts(
            testDescription: "a text beside another in a file", subtype: "mixed",
            parts: [plain, "Content-Type: text/plain\nContent-Disposition: attachment; filename=text_0.txt\n\nmilk"],
            shown: "the plain words", files: ["text_0.txt"]),
    ]

    @Test("the part is shown that a person would have read", arguments: parts)
    func chooses(_ given: Parts) throws {
        let mail =
            "From: bob@example.com\nContent-Type: multipart/\(given.subtype); boundary=b\n\n"
            + given.parts.map { "--b\n\($0)\n" }.joined() + "--b--\n"
        let message = try Self.message(Array(mail.replacing("\n", with: "\r\n").utf8))
        #expect(message.text == given.shown)
        #expect(message.attachments.map(\.name) == given.files)
    }

    static func message(_ mail: [UInt8]) throws -> IncomingMessage {
        var recipients = MailRecipients()
        recipients.add(Address("user@example.org"), AddressHolder(settings: [:]))
        let reader = MailReader(
            options: Receiving.options(), identity: Receiving.identity,
            now: Date(timeIntervalSince1970: 1_800_000_000))
        let events = reader.events(of: Receiving.mail(bytes: mail, from: "bob@example.com"), for: recipients)
        return try #require(events.compactMap(\.message).first)
    }
}
