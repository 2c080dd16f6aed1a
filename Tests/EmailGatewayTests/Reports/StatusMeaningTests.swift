// SPDX-License-Identifier: Apache-2.0

import EmailGateway
import GatewayKit
import SMTP
import Testing

@Suite struct StatusMeaningTests {
    @Test(
        "a reason in plain words, with the server's own behind it",
        arguments: [
            ("5.1.1", "User unknown", "There is no such mailbox (5.1.1 User unknown).", .recipient),
            ("5.1.10", nil, "This domain accepts no mail (5.1.10).", .recipient),
            (
                "5.1.10", "RESOLVER.ADR.RecipientNotFound",
                "There is no such mailbox (5.1.10 RESOLVER.ADR.RecipientNotFound).", .recipient
            ),
            ("5.2.2", "full", "The mailbox is full (5.2.2 full).", .full),
            ("5.2.3", nil, "The mail is larger than this mailbox accepts (5.2.3).", .content),
            ("5.7.1", "spam", "The recipient's server refused the mail by its rules (5.7.1 spam).", .policy),
            ("5.7.999", nil, "The recipient's server refused the mail by its rules (5.7.999).", .policy),
            ("4.4.7", nil, "The recipient's mail server did not take the mail in time (4.4.7).", nil),
            ("4.4.1", "timed out", "The recipient's mail server could not be reached (4.4.1 timed out).", nil),
            ("5.0.0", "User unknown", "There is no such mailbox (5.0.0 User unknown).", .recipient),
            (nil, "No such user here", "There is no such mailbox (No such user here).", .recipient),
            (
                nil, "554 blocked by RBL", "The recipient's server refused the mail by its rules (554 blocked by RBL).",
                .policy
            ),
            (nil, "mumble.", "The mail was not accepted (mumble).", nil), (nil, nil, "The mail was not accepted.", nil),
            ("5.6.1", nil, "The recipient's server does not accept this content (5.6.1).", .content),
        ] as [(String?, String?, String, Rejection?)])
    func sentences(status: String?, words: String?, expected: String, rejection: Rejection?) {
        let status = status.flatMap { EnhancedStatus($0) }
        let sentence = StatusMeaning.sentence(status, words: words)
        #expect(sentence.english == expected)
        #expect(sentence.german != sentence.english && sentence.german.hasSuffix("."))
        #expect(StatusMeaning.rejection(status, words: words) == rejection)
    }

    @Test(
        "a failure because time ran out says nothing about the address",
        arguments: [
            ("4.4.7", nil, true), ("4.2.2", "full", false), ("4.2.1", nil, true), ("4.7.1", "greylisted", true),
            ("5.4.7", "expired", true),
            ("5.4.1", "no answer from host", true), ("5.4.6", nil, true), ("5.0.0", "connection timed out", true),
            (nil, "mx.example.com: Connection refused", true), ("5.4.4", "Host or domain name not found", false),
            ("5.4.4", nil, false), ("5.4.1", "Recipient address rejected: Access denied", false),
            ("5.1.1", "timed out", false), ("5.2.2", "full", false), ("5.0.0", nil, false), ("2.0.0", nil, false),
            (nil, nil, false), (nil, "mumble", false),
        ] as [(String?, String?, Bool)])
    func expiry(status: String?, words: String?, expected: Bool) {
        #expect(StatusMeaning.isExpiry(status.flatMap { EnhancedStatus($0) }, words: words) == expected)
    }

    @Test("a delay says that it is one")
    func delay() {
        let sentence = StatusMeaning.sentence(nil, words: nil, isDelay: true)
        #expect(sentence.english == "The mail could not be delivered yet; its server keeps trying.")
    }
}
