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
        #expect(profile.reportsDelivery && profile.repeatsAreSafe && profile.hasThreads && profile.reportsFailures)
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
        #expect(try gateway.address(localPart: gateway.localPart(of: address)) == address)
        try gateway.check(message(to: address.text))
    }

    @Test("nobody writes to the address of reports", arguments: ["bounces@example.org", "bounces+r1@example.org"])
    func ownReports(to: String) throws {
        let refusal = #expect(throws: Refusal.self) { try gateway.check(message(to: to)) }
        #expect(refusal?.reason == .recipient)
        try gateway.check(message(to: "bounces@example.com"))
        try gateway.check(message(to: "bouncer@example.org"))
    }

    @Test("the Message-ID is the reference's")
    func networkID() {
        #expect(gateway.networkID(for: "r1-A") == "<r1-A@example.org>")
        #expect(gateway.reference(ofNetworkID: "<r1-A@example.org>") == "r1-A")
        for other in ["<r1-A@example.com>", "r1-A@example.org", "<r1 A@example.org>", "<@example.org>", "<>", ""] {
            #expect(gateway.reference(ofNetworkID: other) == nil)
        }
    }

    @Test("a server that replaced the Message-ID is noticed; one that repeats ours is not")
    func replacedID() {
        #expect(gateway.networkID(in: "250 2.6.0 <r1-A@example.org> [InternalId=1] Queued mail for delivery") == nil)
        #expect(gateway.networkID(in: "250 2.0.0 OK <AM0PR01@a.example.com> [Hostname=a]") == "<AM0PR01@a.example.com>")
        #expect(gateway.areWords("250 2.0.0 Ok: queued as 4XyzAbC123z2", about: "<4XyzAbC123z2@example.com>"))
        #expect(!gateway.areWords("250 2.0.0 Ok: queued as 4XyzAbC123z2", about: "<4XyzAbC123z3@example.com>"))
    }

    @Test("two subjects about the same")
    func readings() {
        #expect(gateway.reading(ofSubject: "AW: Tea") == SubjectReading(topic: "tea", isAnswer: true))
        #expect(gateway.reading(ofSubject: "Tea") == SubjectReading(topic: "tea", isAnswer: false))
    }

    @Test("a subject: the person's, the thread's, the first words, the file's name")
    func subjects() {
        var message = message(to: "bob@example.com", text: "Shall we meet?")
        #expect(gateway.subject(of: message) == "Shall we meet?")
        message.thread.threadSubject = "Lunch"
        #expect(gateway.subject(of: message) == "Re: Lunch")
        message.thread.subject = "Dinner"
        #expect(gateway.subject(of: message) == "Dinner")
        let picture = OutgoingMessage(
            reference: "r1", from: Receiving.alice, to: Address("bob@example.com"), text: "",
            media: ["https://a.example/x/cat%20one.png?y"])
        #expect(gateway.subject(of: picture) == "cat one.png")
        #expect(gateway.subject(of: self.message(to: "bob@example.com", text: picture.media[0])) == "cat one.png")
    }

    @Test("a domain outside ASCII is written as the network writes it")
    func internationalDomain() throws {
        var options = Receiving.options()
        options.mailDomain = "bücher.example"
        let gateway = EmailGateway(
            options: options, transport: ScriptedTransport(), time: ManualTime(Receiving.now),
            logger: Logger(label: "test"))
        #expect(gateway.networkID(for: "r1") == "<r1@xn--bcher-kva.example>")
        #expect(try gateway.ownAddress(typed: "alice@bücher.example").text == "alice@xn--bcher-kva.example")
    }

    @Test("the records that a domain needs, with its names")
    func hints() {
        #expect(gateway.hints.map { String($0.prefix { $0 != ":" }) }.prefix(4) == ["MX", "SPF", "DKIM", "DMARC"])
        #expect(gateway.hints.allSatisfy { $0.contains("example.org") })
    }
}
