// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import MIME

@Suite("A mailbox")
struct MailboxTests {
    static let good: [(address: String, local: String, domain: String)] = [
        ("john@example.com", "john", "example.com"),
        ("John.Doe+tag@EXAMPLE.com", "John.Doe+tag", "example.com"),
        ("john@example.com.", "john", "example.com"),
        ("jürgen@EXÄMPLE.de", "jürgen", "exämple.de"),
        ("\"john doe\"@example.com", "\"john doe\"", "example.com"),
        ("\"a@b\"@example.com", "\"a@b\"", "example.com"),
        ("\"a\\\"b\"@example.com", "\"a\\\"b\"", "example.com"),
        ("john@[192.0.2.1]", "john", "[192.0.2.1]"),
        ("john@[IPv6:2001:db8::1]", "john", "[IPv6:2001:db8::1]"),
        ("a..b.@localhost", "a..b.", "localhost"),
        ("o'neil/x=y@example.com", "o'neil/x=y", "example.com"),
    ]

    @Test("has two parts, the domain in lower case", arguments: good)
    func exists(_ item: (address: String, local: String, domain: String)) throws {
        let mailbox = try #require(Mailbox(displayName: nil, address: item.address), "\(item.address)")
        #expect(mailbox.localPart == item.local)
        #expect(mailbox.domain == item.domain)
        #expect(mailbox.address == item.local + "@" + item.domain)
    }

    static let bad = [
        "", "@", "john", "john@", "@example.com", "a b@example.com", "a@exam ple.com", "a\r\nb@example.com",
        "a@b\r\nBcc: c",
        "a@b\u{0}", "a<b@example.com", "a@b>", "a,b@example.com", "a;b@c", "a@b,c", "a@b:c", "a@.", "a@.b", "a@b..c",
        "\"a@example.com", "\"a\"b\"@example.com", "\"a\\\"@example.com", "\"\"@example.com", "\"a\nb\"@example.com",
        "a@[]",
        "a\u{202E}b@example.com", "a\u{2028}@example.com", "a@b\u{85}c", "a@exa\u{200B}mple.com", "a(b)@example.com",
        String(repeating: "a", count: 2000) + "@b",
    ]

    @Test("does not exist for what could leave its place in a header", arguments: bad)
    func refuses(_ address: String) {
        #expect(Mailbox(displayName: nil, address: address) == nil, "\(address.debugDescription)")
    }

    static let names: [(name: String?, kept: String?)] = [
        (nil, nil), ("", nil), ("  ", nil), ("John", "John"), (" John ", "John"), ("a\r\nBcc: b", "a Bcc: b"),
        ("a\u{0}b", "a b"), ("a\tb", "a b"),
    ]

    @Test("has a name in one line, or none", arguments: names)
    func isNamed(_ item: (name: String?, kept: String?)) {
        #expect(Mailbox(displayName: item.name, address: "a@b")?.displayName == item.kept)
    }
}
