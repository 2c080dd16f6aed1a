// SPDX-License-Identifier: Apache-2.0

import Foundation
import GatewayKit
import Logging
import MIME
import SMTP
import Support
import Testing

@testable import EmailGateway

/// Wherever addresses are made or compared, two spellings of a domain are one address.
@Suite struct DomainSpellingTests {
    static let ascii = "xn--bcher-kva.example"
    static let spellings = [
        "bücher.example", "BÜCHER.example", "bu\u{308}cher.example", "ｂücher．example", "XN--BCHER-KVA.Example", ascii,
    ]

    private func gateway(_ domain: String) -> EmailGateway {
        var options = Receiving.options(trusting: "mx.example.org")
        options.mailDomain = domain
        return EmailGateway(
            options: options, transport: ScriptedTransport(), time: ManualTime(Receiving.now),
            logger: Logger(label: "test"))
    }

    private func message(_ header: String) throws -> IncomingMessage {
        let options = Receiving.options(trusting: "mx.example.org")
        let reader = MailReader(options: options, identity: Receiving.identity, now: Receiving.now)
        var recipients = MailRecipients()
        recipients.add(Receiving.alice, AddressHolder())
        let mail = Receiving.mail(header + "\n\nhello\n", to: "alice@example.org")
        return try #require(reader.events(of: mail, for: recipients).first?.message)
    }

    @Test("what is typed, and the contact's JID", arguments: spellings)
    func contacts(_ domain: String) throws {
        let gateway = gateway("example.org")
        let expected = Address("bob@\(Self.ascii)")
        #expect(try gateway.address(typed: "Bob@\(domain)") == expected)
        #expect(try gateway.address(typed: "mailto:bob@\(domain)?subject=x") == expected)
        #expect(try gateway.address(localPart: "bob@\(domain)") == expected)
        #expect(EmailAddress.canonical("Bob@\(domain)") == expected.text)
    }

    @Test("the domain of the gateway", arguments: spellings)
    func ownDomain(_ domain: String) throws {
        let gateway = gateway(domain)
        #expect(gateway.profile.threads?.ids?.id(for: "r1") == "<r1@\(Self.ascii)>")
        for other in Self.spellings {
            let choice = try gateway.registration(["username": "Alice@\(other)"], taken: [], current: nil)
            #expect(choice.address.text == "alice@\(Self.ascii)", "\(other)")
            #expect(try gateway.ownAddress(typed: "alice@\(other)") == choice.address, "\(other)")
            #expect(throws: RegistrationProblem.self) {
                try gateway.registration(["username": "alice@\(other)"], taken: [choice.address], current: nil)
            }
            let kept = try gateway.registration(
                ["username": "alice@\(other)"], taken: [choice.address], current: choice.address)
            #expect(kept.address == choice.address, "\(other)")
        }
    }

    @Test("failures that come back", arguments: spellings)
    func bounces(_ domain: String) {
        let identity = MessageIdentity(mailDomain: Self.ascii, secret: Receiving.secret)
        let local = identity.bounceAddress(for: "r1").prefix { $0 != "@" }
        #expect(identity.reference(inBounceAddress: "\(local)@\(domain)") == "r1")
        #expect(identity.reference(inBounceAddress: "\(local)@bücher2.example") == nil)
    }

    @Test("the author of a mail, and those whom it names", arguments: spellings)
    func received(_ domain: String) throws {
        let message = try message(
            """
            From: Bob <bob@\(domain)>
            Reply-To: bob@\(Self.spellings[0])
            To: alice@example.org, carol@\(domain), carol@\(Self.ascii), bob@\(Self.spellings[1])
            """)
        #expect(message.from?.text == "bob@\(Self.ascii)")
        #expect(message.answerTo == nil, "it is the author's own")
        #expect(message.others.map(\.address.text) == ["alice@example.org", "carol@\(Self.ascii)"])
    }

    @Test("who was found to be the author, in one spelling and the other", arguments: spellings)
    func authenticated(_ domain: String) throws {
        for judged in Self.spellings {
            for result in ["dmarc=pass header.from=\(judged)", "spf=pass smtp.mailfrom=bob@\(judged)"] {
                let message = try message(
                    "Authentication-Results: mx.example.org; \(result)\nFrom: bob@\(domain)")
                #expect(!message.isUnproven && message.marks.isEmpty, "\(domain), \(result)")
            }
        }
        let other = try message(
            "Authentication-Results: mx.example.org; dmarc=pass header.from=bucher.example\nFrom: bob@\(domain)")
        #expect(other.isUnproven)
    }

    @Test("whom a report is about", arguments: spellings)
    func reported(_ domain: String) throws {
        let identity = Receiving.identity
        let bounce = identity.bounceAddress(for: "r1")
        let mail = Receiving.mail(
            """
            From: MAILER-DAEMON@mx.example.com
            To: \(bounce)
            Content-Type: multipart/report; report-type=delivery-status; boundary=b

            --b
            Content-Type: message/delivery-status

            Reporting-MTA: dns; mx.example.com

            Final-Recipient: rfc822; bob@\(domain)
            Action: failed
            Status: 5.1.1

            --b--

            """, from: nil, to: bounce)
        var recipients = MailRecipients()
        recipients.references = ["r1"]
        let reader = MailReader(options: Receiving.options(), identity: identity, now: Receiving.now)
        let reports = reader.events(of: mail, for: recipients).compactMap(\.report)
        #expect(reports.map(\.recipient?.text) == ["bob@\(Self.ascii)"])
    }
}
