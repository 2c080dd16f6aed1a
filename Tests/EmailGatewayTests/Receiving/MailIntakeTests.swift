// SPDX-License-Identifier: Apache-2.0

import GatewayKit
import SMTP
import Support
import Testing

@testable import EmailGateway

@Suite struct MailIntakeTests {
    private static let directory = StaticDirectory(holders: [
        "alice@example.org": [:], "o'brien@example.org": [:], "\"a b\"@example.org": [:], "jürgen@example.org": [:],
        "picky@example.org": ["spam": "drop"],
    ])

    private func intake(
        _ inbox: RecordingInbox = RecordingInbox(), directory: StaticDirectory = Self.directory,
        domain: String = "example.org", dialect: SessionSettings.Dialect = .lmtp
    ) -> MailIntake {
        var options = Receiving.options(dialect: dialect)
        options.mailDomain = domain
        return MailIntake(
            options: options, identity: MessageIdentity(mailDomain: domain, secret: Receiving.secret), inbox: inbox,
            directory: directory, time: ManualTime(Receiving.now))
    }

    private func address(_ text: String) throws -> EnvelopeAddress { try #require(EnvelopeAddress(text), "\(text)") }

    @Test(
        "who is taken at RCPT",
        arguments: [
            ("alice@example.org", .accepted), ("ALICE@Example.ORG", .accepted), ("alice+shop@example.org", .accepted),
            ("alice+a+b@example.org", .accepted), ("alice+@example.org", .accepted),
            ("o'brien+x@example.org", .accepted), ("\"a b\"@example.org", .accepted),
            ("\"a b+x\"@example.org", .accepted), ("JÜRGEN@example.org", .accepted),
            ("postmaster@example.org", .accepted), ("PostMaster+list@example.org", .accepted),
            ("abuse@example.org", .accepted), ("bounces+mb3k-q1_w-140fefc411254019@example.org", .accepted),
            ("Bounces+MB3K-Q1_W-140FEFC411254019@example.org", .accepted), ("bounces@example.org", .unknown),
            ("bounces+mb3k-q1_w@example.org", .unknown), ("bounces+mb3k-q1_x-140fefc411254019@example.org", .unknown),
            ("bounces+mb3k-q1_w-0123456789abcdef@example.org", .unknown),
            ("bounces+@example.org", .unknown), ("\"bounces+a b\"@example.org", .unknown),
            ("bounces+12345678901234567890123456789012345678901@example.org", .unknown),
            ("nobody@example.org", .unknown), ("+shop@example.org", .unknown), ("alice.@example.org", .unknown),
            ("alice..@example.org", .unknown), (".alice@example.org", .unknown), ("ali ce@example.org", nil),
            ("alice%example.net@example.org", .unknown), ("alice@example.com", .wrongDomain),
            ("alice@sub.example.org", .wrongDomain), ("alice@[127.0.0.1]", .wrongDomain),
            ("postmaster@example.com", .wrongDomain), ("bounces+mb3k-q1_w-140fefc411254019@example.com", .wrongDomain),
        ] as [(String, RecipientVerdict?)])
    func verdicts(text: String, expected: RecipientVerdict?) async throws {
        guard let recipient = EnvelopeAddress(text) else {
            #expect(expected == nil, "is no address for an envelope")
            return
        }
        let inbox = RecordingInbox()
        #expect(await intake(inbox).verdict(on: recipient, from: nil) == expected)
        #expect(inbox.batches.isEmpty, "a question stores nothing")
    }

    @Test(
        "a domain outside ASCII is one domain in both spellings",
        arguments: ["bücher.example", "xn--bcher-kva.example"])
    func internationalDomain(domain: String) async throws {
        let directory = StaticDirectory(holders: ["alice@xn--bcher-kva.example": [:]])
        let intake = intake(directory: directory, domain: "xn--bcher-kva.example")
        #expect(await intake.verdict(on: try address("alice+x@\(domain)"), from: nil) == .accepted)
        let identity = MessageIdentity(mailDomain: "xn--bcher-kva.example", secret: Receiving.secret)
        let bounces = identity.bounceAddress(for: "r1").prefix { $0 != "@" }
        #expect(await intake.verdict(on: try address("\(bounces)@\(domain)"), from: nil) == .accepted)
        #expect(await intake.verdict(on: try address("alice@example.org"), from: nil) == .wrongDomain)
    }

    @Test("while the accounts cannot be read, nobody is turned away for good")
    func busyDirectory() async throws {
        let intake = intake(directory: StaticDirectory(failure: .busy))
        for recipient in ["alice@example.org", "nobody@example.org"] {
            guard case .temporary = await intake.verdict(on: try address(recipient), from: nil) else {
                Issue.record("\(recipient) is not told to try again")
                continue
            }
        }
    }

    @Test("one transaction for all recipients; two sub-addresses of one account are one")
    func deliver() async throws {
        let inbox = RecordingInbox()
        let mail = Receiving.mail(
            "From: bob@example.com\n\nhello", to: "alice+a@example.org", "Alice+b@example.org",
            "postmaster@example.org",
            "o'brien@example.org")
        #expect(await intake(inbox).deliver(mail) == [.stored, .stored, .stored, .stored])
        #expect(inbox.batches.count == 1)
        let messages = inbox.batches.joined().compactMap(\.message)
        #expect(
            messages.map { $0.to.map(\.text) } == [
                ["alice@example.org", "o'brien@example.org"], ["postmaster@example.org"],
            ])
        #expect(messages.map(\.isForOperators) == [false, true])
    }

    @Test("what came to the address of failures is about that message")
    func bounce() async throws {
        let inbox = RecordingInbox()
        let mail = Receiving.mail(
            "From: bob@example.com\nAuto-Submitted: auto-replied\nSubject: Away\n\nI am away.",
            to: "bounces+mb3k-q1_w-140fefc411254019@example.org")
        #expect(await intake(inbox).deliver(mail) == [.stored])
        let messages = inbox.batches.joined().compactMap(\.message)
        #expect(messages.map(\.answersReference) == ["mb3k-q1_w"])
    }

    @Test(
        "an account that is gone since RCPT: LMTP says so for that one alone; over SMTP nobody else may lose the mail",
        arguments: [
            (SessionSettings.Dialect.lmtp, ["gone@example.org"], [true], []),
            (.lmtp, ["gone@example.org", "alice@example.org"], [true, false], ["alice@example.org"]),
            (.lmtp, ["alice@example.org", "gone@example.org"], [false, true], ["alice@example.org"]),
            (.smtp, ["gone@example.org"], [true], []),
            (.smtp, ["gone@example.org", "away@example.org"], [true, true], []),
            (
                .smtp, ["gone@example.org", "alice@example.org"], [false, false],
                ["gone@example.org", "alice@example.org"]
            ),
        ])
    func removed(dialect: SessionSettings.Dialect, to: [String], isRefused: [Bool], stored: [String]) async throws {
        let inbox = RecordingInbox()
        let mail = Receiving.mail(bytes: Array("From: bob@example.com\r\n\r\nhello".utf8), to: to)
        let verdicts = await intake(inbox, dialect: dialect).deliver(mail)
        let refusal = DeliveryVerdict.refused("There is no such mailbox any more.")
        #expect(verdicts == isRefused.map { $0 ? refusal : .stored })
        #expect(inbox.batches.joined().compactMap(\.message).flatMap(\.to).map(\.text) == stored)
        #expect(inbox.batches.count == (stored.isEmpty ? 0 : 1))
    }

    @Test("mail that nobody wants to see is taken and nothing is stored")
    func dropped() async throws {
        let inbox = RecordingInbox()
        let mail = Receiving.mail("X-Spam: yes\nFrom: bob@example.com\n\nbuy", to: "picky@example.org")
        #expect(await intake(inbox).deliver(mail) == [.stored])
        #expect(inbox.batches.isEmpty)
    }

    @Test(
        "what cannot be stored is not taken, for any recipient",
        arguments: [(InboxFailure.busy, DeliveryVerdict.busy), (.full, .full)])
    func notStored(failure: InboxFailure, verdict: DeliveryVerdict) async throws {
        let mail = Receiving.mail("From: bob@example.com\n\nx", to: "alice@example.org", "postmaster@example.org")
        #expect(await intake(RecordingInbox(failure: failure)).deliver(mail) == [verdict, verdict])
        let blind = intake(directory: StaticDirectory(failure: failure))
        #expect(await blind.deliver(mail) == [verdict, verdict])
    }
}
