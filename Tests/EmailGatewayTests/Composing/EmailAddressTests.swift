// SPDX-License-Identifier: Apache-2.0

import EmailGateway
import GatewayKit
import MIME
import Testing

@Suite struct EmailAddressTests {
    @Test(
        "what people type, as it is sent and as the one canonical address",
        arguments: [
            ("bob@example.com", "bob@example.com", "bob@example.com"),
            (" Bob@Example.COM ", "Bob@example.com", "bob@example.com"),
            ("mailto:bob@example.com?subject=x", "bob@example.com", "bob@example.com"),
            ("Bob Smith <bob@example.com>", "bob@example.com", "bob@example.com"),
            ("<bob@example.com>,", "bob@example.com", "bob@example.com"),
            ("\"bob\"@example.com", "bob@example.com", "bob@example.com"),
            ("\"bob smith\"@example.com", "\"bob smith\"@example.com", "\"bob smith\"@example.com"),
            ("\"a@b\"@example.com", "\"a@b\"@example.com", "\"a@b\"@example.com"),
            ("bob+tag@example.com", "bob+tag@example.com", "bob+tag@example.com"),
            (
                "o'hara!#$%&*/=?^_`{|}~-@example.com", "o'hara!#$%&*/=?^_`{|}~-@example.com",
                "o'hara!#$%&*/=?^_`{|}~-@example.com"
            ),
            ("bob@münchen.example", "bob@xn--mnchen-3ya.example", "bob@xn--mnchen-3ya.example"),
            ("bob@XN--MNCHEN-3YA.example", "bob@xn--mnchen-3ya.example", "bob@xn--mnchen-3ya.example"),
            ("Jürgen@example.com", "Jürgen@example.com", "jürgen@example.com"),
            ("ju\u{308}rgen@example.com", "ju\u{308}rgen@example.com", "jürgen@example.com"),
            (
                "reply+" + String(repeating: "a1", count: 40) + "@reply.example.com",
                "reply+" + String(repeating: "a1", count: 40) + "@reply.example.com",
                "reply+" + String(repeating: "a1", count: 40) + "@reply.example.com"
            ),
            ("bob.@example.com", "\"bob.\"@example.com", "\"bob.\"@example.com"),
            ("bob@example.com.", "bob@example.com", "bob@example.com"),
        ])
    func typed(text: String, sent: String, canonical: String) throws {
        let address = try EmailAddress(typed: text)
        #expect(address.text == sent)
        #expect(Array(address.address.text.utf8) == Array(canonical.utf8))
        let again = try EmailAddress(address.address.text)
        #expect(again.address == address.address)
    }

    @Test(
        "what is no address, and what to do about it",
        arguments: [
            ("", "like name@"), ("bob", "like name@"), ("@example.com", "like name@"), ("bob@", "not a mail domain"),
            ("bob@example", "not complete"), ("bob@192.0.2.1", "not complete"),
            ("bob@[192.0.2.1]", "number in brackets"),
            ("bob smith@example.com", "before the @"), ("bob,x@example.com", "before the @"),
            ("a@b@example.com", "before the @"), ("bob\r\nBcc: x@example.com", "before the @"),
            ("bob\u{0}@example.com", "before the @"), ("bob\u{2028}@example.com", "before the @"),
            ("bob\u{85}@example.com", "before the @"), ("bob\u{202E}@example.com", "before the @"),
            ("\"a\r\nb\"@example.com", "before the @"), ("bob@exa mple.com", "not a mail domain"),
            ("bob@example..com", "not a mail domain"), ("bob@example.com\r\nX: y.com", "not a mail domain"),
            (String(repeating: "x", count: 255) + "@example.com", "too long"),
            (
                String(repeating: "x", count: 64) + "@" + String(repeating: "abcdefg.", count: 24) + "example",
                "too long"
            ),
        ])
    func refused(text: String, hint: String) {
        let problem = #expect(throws: AddressProblem.self) { try EmailAddress(typed: text) }
        #expect(problem?.sentence.english.contains(hint) == true, "\(problem?.sentence.english ?? "")")
        #expect(problem?.sentence.german.isEmpty == false)
        #expect(problem?.sentence.english.contains { $0.isNewline } == false)
    }

    @Test("for a header")
    func mailbox() throws {
        let mailbox = try EmailAddress(typed: "Bob@Example.com").mailbox(displayName: "Bob")
        #expect(mailbox?.address == "Bob@example.com")
        #expect(mailbox?.displayName == "Bob")
    }

    @Test(
        "who typed it learns what is wrong, in one line",
        arguments: [
            ("bob@❤.ws", "no domain can have"), ("bob@1א.example", "stands where"), ("bob@xn--zzzz.example", "xn--"),
            ("bob@" + String(repeating: "ü", count: 64) + ".example", "too long"), ("bob@ü..de", "behind the @"),
        ])
    func sentences(typed: String, hint: String) {
        let problem = #expect(throws: AddressProblem.self) { try EmailAddress(typed: typed) }
        let sentence = problem?.sentence
        #expect(sentence?.english.contains(hint) == true, "\(sentence?.english ?? "")")
        #expect(sentence?.german != sentence?.english)
        #expect([sentence?.english, sentence?.german].allSatisfy { $0?.contains(where: \.isNewline) == false })
    }
}
