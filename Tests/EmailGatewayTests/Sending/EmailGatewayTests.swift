// SPDX-License-Identifier: Apache-2.0

import GatewayKit
import Logging
import MIME
import SMTP
import Support
import Testing

@testable import EmailGateway

/// The adapter's face: what it leaves to others is tested there.
@Suite struct EmailGatewayTests {
    private let gateway = EmailGateway(
        options: Receiving.options(), transport: ScriptedTransport(), time: ManualTime(Receiving.now),
        logger: Logger(label: "test"))

    private func message(to: String, text: String = "x") -> OutgoingMessage {
        OutgoingMessage(reference: "r1", from: Receiving.alice, to: Address(to), text: text)
    }

    @Test("what it is")
    func profile() {
        let profile = gateway.profile
        #expect(profile.name == "mail" && profile.identityType == "smtp")
        #expect(profile.reportsDelivery && profile.repeatsAreSafe && profile.threads != nil && profile.reportsFailures)
        #expect(profile.recipientLimit == 100 && profile.mediaLimit == 20)
    }

    @Test(
        "an address that is taken can be written in an envelope and in a header, and is its own contact",
        arguments: [
            "bob@example.com", "Bob@Example.COM", "o'brien+x@example.com", "\"a b\"@example.com",
            "\"a@b\"@example.com", "a..b@example.com", ".a@example.com", "jürgen@bücher.example", "a/b=c!d@example.com",
            "x_1@a-b.example.com",
        ])
    func addresses(typed: String) throws {
        let address = try gateway.address(typed: typed)
        #expect(EnvelopeAddress(address.text) != nil, "\(address)")
        #expect(Mailbox(displayName: nil, address: address.text) != nil, "\(address)")
        #expect(try gateway.address(localPart: address.text) == address)
        _ = try gateway.judge([message(to: address.text)])
    }

    @Test("nobody writes to the address of reports", arguments: ["bounces@example.org", "bounces+r1@example.org"])
    func ownReports(to: String) throws {
        let refusal = #expect(throws: Refusal.self) {
            try gateway.judge([message(to: "bob@example.com"), message(to: to)])
        }
        #expect(refusal?.reason == .recipient)
        _ = try gateway.judge([message(to: "bounces@example.com"), message(to: "bouncer@example.org")])
    }

    @Test("the Message-ID is the reference's")
    func networkID() {
        let ids = gateway.profile.threads?.ids
        #expect(ids?.id(for: "r1-A") == "<r1-A@example.org>")
        #expect(ids?.reference(in: "<r1-A@example.org>") == "r1-A")
        for other in ["<r1-A@example.com>", "r1-A@example.org", "<r1 A@example.org>", "<@example.org>", "<>", ""] {
            #expect(ids?.reference(in: other) == nil)
        }
    }

    @Test("two subjects about the same")
    func subjectsOfThread() throws {
        let subjects = try #require(gateway.profile.threads?.subjects)
        #expect(subjects.continues("Tea", with: "AW: tea") && !subjects.continues("Tea", with: "Green Tea"))
    }

    @Test("a subject: the person's, the thread's, the first words, the file's name")
    func subjects() throws {
        var message = message(to: "bob@example.com", text: "Shall we meet?")
        #expect(try subject(of: message) == "Shall we meet?")
        #expect(try subject(of: message, inThread: "Lunch") == "Re: Lunch")
        message.thread.subject = "Dinner"
        #expect(try subject(of: message, inThread: "Lunch") == "Dinner")
        let picture = OutgoingMessage(
            reference: "r1", from: Receiving.alice, to: Address("bob@example.com"), text: "",
            media: ["https://a.example/x/cat%20one.png?y"])
        #expect(try subject(of: picture) == "cat one.png")
        #expect(try subject(of: self.message(to: "bob@example.com", text: picture.media[0])) == "cat one.png")
    }

    private func subject(of message: OutgoingMessage, inThread thread: String? = nil) throws -> String? {
        try gateway.judge([message]).subject?.subject(inThread: thread, by: SubjectLine.rule)
    }

    @Test("a domain outside ASCII is written as the network writes it")
    func internationalDomain() throws {
        var options = Receiving.options()
        options.mailDomain = "bücher.example"
        let gateway = EmailGateway(
            options: options, transport: ScriptedTransport(), time: ManualTime(Receiving.now),
            logger: Logger(label: "test"))
        #expect(gateway.profile.threads?.ids?.id(for: "r1") == "<r1@xn--bcher-kva.example>")
        #expect(try gateway.ownAddress(typed: "alice@bücher.example").text == "alice@xn--bcher-kva.example")
    }

    @Test("the records that a domain needs, with its names")
    func hints() {
        #expect(gateway.hints.map { String($0.prefix { $0 != ":" }) }.prefix(4) == ["MX", "SPF", "DKIM", "DMARC"])
        #expect(gateway.hints.allSatisfy { $0.contains("example.org") })
    }
}
