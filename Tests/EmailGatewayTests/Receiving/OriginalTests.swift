// SPDX-License-Identifier: Apache-2.0

import GatewayKit
import MIME
import SMTP
import Testing

@testable import EmailGateway

/// The original that is kept has our `Received` on top (RFC 5321 section 4.4).
@Suite struct OriginalTests {
    private static let sample = """
        Authentication-Results: mx.example.org; dmarc=pass header.from=example.com
        Received: from them by mx.example.org; Tue, 14 Nov 2023 22:00:00 +0000
        From: Bob <bob@example.com>
        In-Reply-To: <m0@example.org>

        hello
        > an old mail
        > of many lines

        """

    private func original(
        _ mail: ReceivedMail, trusting: String? = nil, dialect: SessionSettings.Dialect = .lmtp
    ) throws -> (message: IncomingMessage, bytes: [UInt8]) {
        var recipients = MailRecipients()
        recipients.add(Receiving.alice, AddressHolder())
        let reader = MailReader(
            options: Receiving.options(trusting: trusting, dialect: dialect), identity: Receiving.identity,
            now: Receiving.now)
        let message = try #require(reader.events(of: mail, for: recipients).first?.message)
        return (message, try #require(message.original).content)
    }

    private static func mail(
        helo: String = "them.example.com", isExtended: Bool = true, peer: String? = "192.0.2.1", isTLS: Bool = false,
        isSMTPUTF8: Bool = false, to recipients: [String] = ["alice@example.org"], text: String = sample
    ) -> ReceivedMail {
        ReceivedMail(
            sender: EnvelopeAddress("bob@example.com"), recipients: recipients.compactMap { EnvelopeAddress($0) },
            bytes: Array(text.replacing("\n", with: "\r\n").utf8), isSMTPUTF8: isSMTPUTF8, helo: helo,
            isExtended: isExtended, peer: peer, isTLS: isTLS, receivedAt: Receiving.now)
    }

    /// Our field alone, unfolded, and that nothing else was added.
    private func trace(_ mail: ReceivedMail, dialect: SessionSettings.Dialect = .lmtp) throws -> String {
        let (_, bytes) = try original(mail, dialect: dialect)
        #expect(bytes.suffix(mail.bytes.count) == mail.bytes[...], "the mail itself is as it came")
        let added = ParsedMail.parse(Array(bytes.dropLast(mail.bytes.count)) + [0x0D, 0x0A]).root.fields
        #expect(added.count == 1)
        #expect(ParsedMail.parse(bytes).root.fields.count == ParsedMail.parse(mail.bytes).root.fields.count + 1)
        return try #require(added["Received"])
    }

    @Test("from whom, by whom, how, for whom and when")
    func everything() throws {
        let trace = try trace(Self.mail(isTLS: true))
        let id = try #require(trace.split(separator: " ").drop { $0 != "id" }.dropFirst().first)
        #expect(id.count == 16 && id.allSatisfy(\.isHexDigit))
        #expect(
            trace == "from them.example.com ([192.0.2.1]) by us.example.org with LMTPS id \(id) "
                + "for <alice@example.org>; Tue, 14 Nov 2023 22:13:20 +0000")
    }

    @Test(
        "how it came, as RFC 3848 and RFC 6531 say it",
        arguments: [
            (SessionSettings.Dialect.smtp, true, false, false, "ESMTP"), (.smtp, true, true, false, "ESMTPS"),
            (.smtp, false, false, false, "SMTP"), (.smtp, true, false, true, "UTF8SMTP"),
            (.smtp, true, true, true, "UTF8SMTPS"), (.lmtp, true, false, false, "LMTP"),
            (.lmtp, true, true, false, "LMTPS"), (.lmtp, true, false, true, "UTF8LMTP"),
        ])
    func passage(
        dialect: SessionSettings.Dialect, isExtended: Bool, isTLS: Bool, isUTF8: Bool, expected: String
    ) throws {
        let mail = Self.mail(isExtended: isExtended, isTLS: isTLS, isSMTPUTF8: isUTF8)
        #expect(try trace(mail, dialect: dialect).contains(" with \(expected) id "))
    }

    @Test("of several recipients none learns of the others; nor does a header get what it cannot have")
    func recipients() throws {
        #expect(try !trace(Self.mail(to: ["alice@example.org", "carol@example.org"])).contains(" for "))
        #expect(try !trace(Self.mail(to: ["jürgen@example.org"])).contains(" for "))
        #expect(try trace(Self.mail(to: ["\"a b\"@example.org"])).contains(" for <\"a b\"@example.org>; "))
    }

    @Test(
        "whatever a client calls itself, it is a name or it is not there",
        arguments: [
            ("[192.0.2.7]", "192.0.2.1", "from [192.0.2.7] ([192.0.2.1]) by"),
            ("[IPv6:2001:db8::1]", "2001:db8::1", "from [IPv6:2001:db8::1] ([IPv6:2001:db8::1]) by"),
            ("bücher.example", "fe80::1%eth0", "from xn--bcher-kva.example ([IPv6:fe80::1]) by"),
            ("", nil, "from unknown by"), ("a b", nil, "from unknown by"),
            ("x (by mx.example.org", nil, "from unknown by"),
            ("x\r\nAuthentication-Results: mx.example.org; dmarc=pass", nil, "from unknown by"),
            ("x\nFrom: eve@example.com\n\nhello", "192.0.2.1\r\nX: y", "from unknown by"),
            ("x;", nil, "from unknown by"), ("\u{2028}", "::1", "from unknown ([IPv6:::1]) by"),
            (String(repeating: "a", count: 10_000), nil, "from unknown by"),
        ] as [(String, String?, String)])
    func injection(helo: String, peer: String?, expected: String) throws {
        let trace = try trace(Self.mail(helo: helo, peer: peer))
        #expect(trace.hasPrefix(expected + " us.example.org with LMTP id "), "\(trace)")
    }

    @Test("our field stands on top of what is kept, and never on top of what is judged")
    func authenticity() throws {
        let (message, bytes) = try original(Self.mail(), trusting: "mx.example.org")
        #expect(!message.isUnproven && message.marks.isEmpty)
        // Below two `Received` nothing counts: had ours been there when it was judged, a field in the usual place would.
        let below = """
            Received: from them by mx.example.org; Tue, 14 Nov 2023 22:00:00 +0000
            Authentication-Results: mx.example.org; dmarc=pass header.from=example.com
            Received: from evil by them; Tue, 14 Nov 2023 21:00:00 +0000
            """
        let forged = """
            Received: from them by mx.example.org; Tue, 14 Nov 2023 22:00:00 +0000
            Received: from evil by them; Tue, 14 Nov 2023 21:00:00 +0000
            Authentication-Results: mx.example.org; dmarc=pass header.from=example.com
            """
        let rest = Self.sample.drop { $0 != "F" }
        #expect(try !original(Self.mail(text: below + "\n" + rest), trusting: "mx.example.org").message.isUnproven)
        #expect(try original(Self.mail(text: forged + "\n" + rest), trusting: "mx.example.org").message.isUnproven)
        let names = ParsedMail.parse(bytes).root.fields.list.map(\.name)
        #expect(names.prefix(3) == ["Received", "Authentication-Results", "Received"])
    }
}
