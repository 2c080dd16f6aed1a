// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import XMPP

@Suite("A JID")
struct JIDTests {
    static let good: [(text: String, local: String?, domain: String, resource: String?)] = [
        ("example.org", nil, "example.org", nil),
        ("a@example.org", "a", "example.org", nil),
        ("a@example.org/r", "a", "example.org", "r"),
        ("example.org/r", nil, "example.org", "r"),
        ("A.B@EXAMPLE.org/Res", "a.b", "example.org", "Res"),
        ("ÄÖ@Exämple.org", "äö", "exämple.org", nil),
        ("a@example.org/x/y@z", "a", "example.org", "x/y@z"),
        ("a@example.org/ a <b> & \"c\"", "a", "example.org", " a <b> & \"c\""),
        ("example.org/a@b", nil, "example.org", "a@b"),
        ("a@example.org.", "a", "example.org", nil),
        ("+15550100001@sms.example.org", "+15550100001", "sms.example.org", nil),
        ("bob\\40example.com@mail.example.org", "bob\\40example.com", "mail.example.org", nil),
        ("a@127.0.0.1", "a", "127.0.0.1", nil),
        ("a@[::1]", "a", "[::1]", nil),
        (String(repeating: "a", count: 1023) + "@b", String(repeating: "a", count: 1023), "b", nil),
    ]

    @Test("is read from text and written back", arguments: good)
    func reads(_ item: (text: String, local: String?, domain: String, resource: String?)) throws {
        let jid = try #require(JID(item.text))
        #expect(jid.local == item.local)
        #expect(jid.domain == item.domain)
        #expect(jid.resource == item.resource)
        #expect(JID(jid.description) == jid)
        #expect(JID(local: item.local, domain: item.domain, resource: item.resource) == jid)
        #expect(jid.bare.resource == nil)
        #expect(jid.bare.description == String(jid.description.prefix { $0 != "/" }))
    }

    static let bad = [
        "", "@", "/", "@example.org", "a@", "a@/r", "example.org/", "a@example.org/", "a b@example.org",
        "a@exa mple.org", "a@b@example.org", "a'b@example.org", "a\"b@example.org", "a&b@example.org",
        "a<b@example.org", "a>b@example.org", "a:b@example.org", "a\u{0}@example.org", "a\u{7F}@example.org",
        "a\u{A0}b@example.org", "a@exam<ple.org", "a@exam'ple.org", "a@example.org/\u{1}", "a@example.org/\u{FFFF}",
        "a\n@example.org", "a@.",
        String(repeating: "a", count: 1024) + "@b", "a@" + String(repeating: "b", count: 1024),
        "a@b/" + String(repeating: "c", count: 1024), String(repeating: "ä", count: 512) + "@b",
    ]

    @Test("does not exist where text is no address", arguments: bad)
    func refuses(_ text: String) {
        #expect(JID(text) == nil)
    }

    @Test("is equal in any spelling of local part and domain, but not of the resource")
    func compares() {
        #expect(JID("A@B.org/x") == JID("a@b.ORG/x"))
        #expect(JID("A@B.org/x")?.hashValue == JID("a@b.ORG/x")?.hashValue)
        #expect(JID("a@b/x") != JID("a@b/X"))
        #expect(JID("a@b/x")?.bare == JID("a@b"))
        #expect(JID("a@b")?.with(resource: "x") == JID("a@b/x"))
        #expect(JID("a@b")?.with(resource: "") == nil)
    }
}
