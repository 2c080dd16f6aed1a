// SPDX-License-Identifier: Apache-2.0

import Foundation
import GatewayKit
import PosternCrypto
import SMTP
import Testing

@testable import EmailGateway

/// Mail to people.
@Suite struct MailReaderTests {
    private static let plain = "From: Bob <bob@example.com>\nMessage-ID: <m1@example.com>\n\nhello\n"

    private func read(
        _ text: String, sender: String? = "bob@example.com", for accounts: [(String, [String: String])] = [],
        trusting authservID: String? = nil, spam: SpamPolicy = .mark
    ) -> [WebhookEvent] {
        var recipients = MailRecipients()
        for (address, settings) in accounts.isEmpty ? [("alice@example.org", [:])] : accounts {
            recipients.add(Address(address), AddressHolder(settings: settings))
        }
        return MailReader(
            options: Receiving.options(trusting: authservID, spam: spam), identity: Receiving.identity,
            now: Receiving.now
        ).events(of: Receiving.mail(text, from: sender), for: recipients)
    }

    private func message(
        _ text: String, sender: String? = "bob@example.com", trusting authservID: String? = nil
    ) throws -> IncomingMessage {
        let events = read(text, sender: sender, trusting: authservID)
        #expect(events.count == 1, "\(events)")
        return try #require(events.first?.message)
    }

    @Test("a plain mail, and nothing besides")
    func everything() throws {
        let text = "Date: Tue, 14 Nov 2023 20:00:00 +0000\nSubject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=\n" + Self.plain
        let bytes = Array(text.replacing("\n", with: "\r\n").utf8)
        var expected = IncomingMessage(
            eventID: "<m1@example.com> \(HashAlgorithm.sha256.hexDigest(of: bytes))",
            from: Address("bob@example.com"), nickname: "Bob", to: [Receiving.alice], text: "hello",
            sentAt: Date(timeIntervalSince1970: 1_699_992_000))
        expected.firstMarks = ["[not authenticated]"]
        expected.isUnproven = true
        expected.subject = "Grüße"
        expected.networkID = "<m1@example.com>"
        expected.returnAddress = Address("bob@example.com")
        #expect(try message(text) == expected)
    }

    @Test(
        "whom the mail server did not find to be the author is marked; who was found not to be it has no name",
        arguments: [
            ("mx.example.org", "mx.example.org; dmarc=pass header.from=example.com", true, "Bob"),
            ("mx.example.org", "mx.example.org; dmarc=fail header.from=example.com", false, nil),
            ("mx.example.org", "mx.example.com; dmarc=pass header.from=example.com", false, "Bob"),
            ("mx.example.org", nil, false, "Bob"),
            (nil, "mx.example.org; dmarc=pass header.from=example.com", false, "Bob"),
        ] as [(String?, String?, Bool, String?)])
    func authentication(authservID: String?, results: String?, isAuthentic: Bool, name: String?) throws {
        let field = results.map { "Authentication-Results: \($0)\n" } ?? ""
        let message = try message(field + Self.plain, trusting: authservID)
        #expect(message.marks == (isAuthentic || authservID == nil ? [] : ["[not authenticated]"]))
        #expect(message.firstMarks == (authservID == nil ? ["[not authenticated]"] : []))
        #expect(message.isUnproven == !isAuthentic)
        #expect(message.nickname == name)
    }

    @Test("flagged mail: everybody as they chose, and who chose nothing as the operator did")
    func spam() {
        let accounts: [(String, [String: String])] = [
            ("a@example.org", ["spam": "drop"]), ("b@example.org", ["spam": "pass"]), ("c@example.org", [:]),
            ("d@example.org", ["spam": "nonsense"]),
        ]
        let flagged = "X-Spam-Flag: YES\n" + Self.plain
        let shown = { (events: [WebhookEvent]) in
            events.compactMap(\.message).map { [$0.marks.contains("[spam]") ? "marked" : "plain"] + $0.to.map(\.text) }
        }
        #expect(
            shown(read(flagged, for: accounts)) == [
                ["plain", "b@example.org"], ["marked", "c@example.org", "d@example.org"],
            ])
        #expect(shown(read(flagged, for: accounts, spam: .drop)) == [["plain", "b@example.org"]])
        #expect(
            shown(read(flagged, for: accounts, spam: .pass)) == [
                ["plain", "b@example.org", "c@example.org", "d@example.org"]
            ])
        #expect(shown(read(Self.plain, for: accounts)) == [["plain"] + accounts.map(\.0)])
        #expect(read(flagged, for: [accounts[0]]).isEmpty)
    }

    @Test("the others, each once, with their names; sub-addresses of ours mean their account")
    func others() throws {
        let fields = """
            To: alice+shop@Example.org, "Carol C." <carol@example.net>, ALICE@example.org, bob@example.com
            Cc: Dave <dave@example.net>, carol@EXAMPLE.net, undisclosed-recipients:;, nonsense

            """
        #expect(
            try message(fields + Self.plain).others == [
                Recipient(Receiving.alice, role: .to),
                Recipient(Address("carol@example.net"), name: "Carol C.", role: .to),
                Recipient(Address("dave@example.net"), name: "Dave", role: .cc),
            ])
        let crowd = "To: " + (1...300).map { "p\($0)@example.net" }.joined(separator: ",\n ") + "\n"
        #expect(try message(crowd + Self.plain).others.count == EmailGateway.mostRecipients)
    }

    @Test(
        "where an answer goes",
        arguments: [
            ("", nil), ("Reply-To: Bob <bob@example.com>\n", nil),
            ("Reply-To: Team=AbC@Example.com\n", "Team=AbC@example.com"), ("Reply-To: BOB@Example.com\n", nil),
            ("Reply-To: nonsense, x@example.com, y@example.com\n", "x@example.com"), ("Reply-To: nonsense\n", nil),
        ] as [(String, String?)])
    func answerTo(field: String, expected: String?) throws {
        #expect(try message(field + Self.plain).answerTo?.text == expected)
    }

    @Test(
        "who may be told that it did not arrive: the envelope's sender, unless a program or a list sent it",
        arguments: [
            ("", "Bounce-ID=AbC@Lists.example.com", "Bounce-ID=AbC@lists.example.com", false),
            ("", nil, nil, true), ("Auto-Submitted: auto-replied\n", "bob@example.com", nil, true),
            ("Auto-Submitted: no\n", "bob@example.com", "bob@example.com", false),
            ("List-Id: <cooks.example.com>\n", "bob@example.com", nil, true), ("", "root@localhost", nil, false),
        ] as [(String, String?, String?, Bool)])
    func returnAddress(fields: String, sender: String?, expected: String?, isAutomatic: Bool) throws {
        let message = try message(fields + Self.plain, sender: sender)
        #expect(message.returnAddress?.text == expected)
        #expect(message.isAutomatic == isAutomatic)
    }

    @Test(
        "the messages before it, oldest first, and what it answers last",
        arguments: [
            ("", []), ("In-Reply-To: <b@x>\n", ["<b@x>"]),
            ("References: <a@x> <b@x>\nIn-Reply-To: <b@x>\n", ["<a@x>", "<b@x>"]),
            ("References: <a@x> <b@x>\nIn-Reply-To: <a@x>\n", ["<b@x>", "<a@x>"]),
            // Ours come in the spelling in which we wrote them.
            ("In-Reply-To: <r1-A@EXAMPLE.org>\n", ["<r1-A@example.org>"]), ("In-Reply-To: <A@X.org>\n", ["<A@X.org>"]),
            ("References: <a@x> <b@x> <c@x>\nIn-Reply-To: <a@x> <d@x> <a@x>\n", ["<b@x>", "<c@x>", "<d@x>", "<a@x>"]),
        ] as [(String, [String])])
    func ancestors(fields: String, expected: [String]) throws {
        #expect(try message(fields + Self.plain).ancestors == expected)
    }

    @Test("of a long thread the first and the last are enough")
    func longThread() throws {
        let ids = (1...500).map { "<m\($0)@x>" }
        let found = try message("References: \(ids.joined(separator: "\n "))\n" + Self.plain).ancestors
        #expect(found == ["<m1@x>"] + ids.suffix(MailReader.mostAncestors - 1))
    }

    @Test("the same mail again is the same event; another text, or no Message-ID, is another one")
    func eventIDs() throws {
        let first = try message(Self.plain).eventID
        #expect(first != nil)
        #expect(try message(Self.plain).eventID == first)
        #expect(try message(Self.plain + "more").eventID != first)
        #expect(try message("From: bob@example.com\n\nhello").eventID == nil)
    }

    @Test(
        "a date in the future is a wrong clock",
        arguments: [
            ("Tue, 14 Nov 2023 22:13:20 +0000", 1_700_000_000), ("Tue, 14 Nov 2023 22:13:21 +0000", nil),
            ("nonsense", nil),
        ] as [(String, Double?)])
    func dates(date: String, expected: Double?) throws {
        #expect(try message("Date: \(date)\n" + Self.plain).sentAt?.timeIntervalSince1970 == expected)
    }

    @Test(
        "who wrote it: the From, else the Sender, else the envelope, else nobody",
        arguments: [
            ("From: Bob@Example.com\n", "x@example.net", "bob@example.com"),
            ("From: nonsense\nSender: carol@example.com\n", "x@example.net", "carol@example.com"),
            ("Subject: x\n", "x@example.net", "x@example.net"), ("Subject: x\n", nil, "mailer-daemon@example.org"),
        ] as [(String, String?, String)])
    func authors(fields: String, sender: String?, expected: String) throws {
        #expect(try message(fields + "\nhello", sender: sender).from?.text == expected)
    }

    @Test(
        "a From where nobody can write is named in the text",
        arguments: [
            ("From: root@host (Cron Daemon)\n", "cron@example.net", "cron@example.net", "From: root@host"),
            ("From: Cron <root@host>\n", nil, "mailer-daemon@example.org", "From: root@host"),
            ("From: root@host\nSender: carol@example.com\n", nil, "carol@example.com", "From: root@host"),
            ("From: root@host, bob@example.com\n", nil, "bob@example.com", nil),
            ("From: bob@example.com\n", nil, "bob@example.com", nil),
            ("Subject: x\n", nil, "mailer-daemon@example.org", nil),
        ] as [(String, String?, String, String?)])
    func localAuthors(fields: String, sender: String?, from: String, mark: String?) throws {
        let message = try message(fields + "\nhello", sender: sender)
        #expect(message.from?.text == from)
        #expect(message.marks == (mark.map { [$0] } ?? []))
    }

    @Test("what is not shown stays one link away; what is shown whole does not")
    func original() throws {
        let answer = "In-Reply-To: <m0@example.org>\n" + Self.plain + "\n> an old mail\n> of many lines\n\n-- \nBob\n"
        let message = try message(answer)
        #expect(message.text == "hello")
        let original = try #require(message.original)
        #expect(message.omission == .quotedText)
        #expect(original.name == "message.eml" && original.type == "message/rfc822")
        let came = Array(answer.replacing("\n", with: "\r\n").utf8)
        #expect(original.content.suffix(came.count) == came[...])
        #expect(try self.message(Self.plain).original == nil)
        let signed = try self.message("In-Reply-To: <m0@example.org>\n\(Self.plain)\n\n-- \nBob\n")
        #expect(signed.text == "hello" && signed.original == nil, "a cut signature leaves no link")
        let picture = "\n\n<img src='https://example.com/a.png'>hello"
        let page = "Content-Type: text/html\n" + answer.replacing("\n\nhello", with: picture)
        #expect(try self.message(page).omission == .more)
    }

    @Test("files come along with names that are safe")
    func attachments() throws {
        let text = """
            From: bob@example.com
            Content-Type: multipart/mixed; boundary=b

            --b

            see
            --b
            Content-Type: image/png
            Content-Disposition: attachment; filename="../../etc/a b.png"
            Content-Transfer-Encoding: base64

            AAEC
            --b--
            """
        let message = try message(text)
        #expect(message.attachments == [Attachment(name: "a b.png", type: "image/png", content: [0, 1, 2])])
        #expect(message.text == "see" && message.original == nil)
    }

    @Test("no name turns the direction of what is written behind it")
    func names() throws {
        let text =
            "To: =?utf-8?Q?=E2=80=AEEve?= <eve@example.com>\n"
            + Self.plain.replacing("Bob <", with: "=?utf-8?Q?=E2=80=AEBob?= <")
        let results = "Authentication-Results: mx.example.org; dmarc=pass header.from=example.com\n"
        let message = try message(results + text, trusting: "mx.example.org")
        #expect(message.nickname == "Bob")
        #expect(message.others.last?.name == "Eve")
    }

    @Test("mail to a role goes to the operators, whatever else it goes to")
    func operators() throws {
        var recipients = MailRecipients()
        recipients.add(Receiving.alice, AddressHolder())
        recipients.operators = [Address("postmaster@example.org")]
        let events = MailReader(options: Receiving.options(), identity: Receiving.identity, now: Receiving.now)
            .events(of: Receiving.mail(Self.plain), for: recipients)
        #expect(events.compactMap(\.message).map(\.isForOperators) == [false, true])
        #expect(events.last?.message?.to == [Address("postmaster@example.org")])
        #expect(events.last?.message?.marks.last == "[to postmaster@example.org]")
    }
}
