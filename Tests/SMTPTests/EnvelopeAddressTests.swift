// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import SMTP

@Suite("Envelope addresses")
struct EnvelopeAddressTests {
    @Test(
        "are read and written the same",
        arguments: [
            "a@b", "someone@example.com", "a.b+tag@example.com", "o'neil=x@example.com", "\"a b\"@example.com",
            "\"a\\\"b\"@example.com", "\"a\\\\b\"@example.com", "\"a@b\"@example.com", "\"\\\"<>\"@example.com",
            "a@[192.0.2.1]", "a@[ipv6:2001:db8::1]", "jörg@example.com", "a@bücher.example", "用户@例子.测试",
            "a@x_y.example",
        ])
    func written(text: String) throws {
        let address = try #require(EnvelopeAddress(text))
        #expect(address.description == text)
        #expect(EnvelopeAddress(address.description) == address)
    }

    @Test(
        "mean the same however they are written",
        arguments: [
            ("A@EXAMPLE.COM", "A", "example.com"), ("\"abc\"@example.com", "abc", "example.com"),
            ("\"a\\b\"@example.com", "ab", "example.com"), ("a@[IPv6:::1]", "a", "[ipv6:::1]"),
            ("a@example.com.", "a", "example.com"),
            ("\"a..b.\"@example.com", "a..b.", "example.com"), ("a..b.@example.com", "a..b.", "example.com"),
            (".a@example.com", ".a", "example.com"), ("..@example.com", "..", "example.com"),
        ])
    func meaning(text: String, local: String, domain: String) throws {
        let address = try #require(EnvelopeAddress(text))
        #expect(address.localPart == local)
        #expect(address.domain == domain)
    }

    @Test(
        "that are none are refused",
        arguments: [
            "", "@", "a", "a@", "@b", "a@b@c", "a b@c", "a@b c", "a@.b", "a@b..", "a@b..c",
            "a@-b", "a@b-", "\"a@b", "\"\"@b", "a\"b\"@c", "a@[300.0.0.1]", "a@[::1]", "a@[IPv6:192.0.2.1]", "a@[x",
            "a@b>",
            "a@b\r\nRCPT TO:<x@y>", "\"a\nb\"@c", "\"a\u{0}b\"@c", "a\u{7F}@b", "a\u{85}b@c", "a@b\u{2028}c", "<a@b>",
            "a@" + String(repeating: "x", count: 64), String(repeating: "x", count: 256) + "@b",
            "a@" + Array(repeating: "x", count: 129).joined(separator: "."),
        ])
    func refused(text: String) {
        #expect(EnvelopeAddress(text) == nil, "\(text.debugDescription)")
    }

    @Test("made of parts hold no character that breaks a line")
    func parts() {
        #expect(EnvelopeAddress(localPart: "a\r\nb", domain: "c") == nil)
        #expect(EnvelopeAddress(localPart: "a", domain: "c\r\nd") == nil)
        #expect(EnvelopeAddress(localPart: "a> SIZE=1", domain: "c")?.description == "\"a> SIZE=1\"@c")
        #expect(EnvelopeAddress(localPart: "a", domain: "c> x") == nil)
    }

    @Test("with dots in the wrong places are written in quotes", arguments: ["a..b", "a.", ".a"])
    func misplacedDots(local: String) throws {
        let address = try #require(EnvelopeAddress("\(local)@example.com"))
        #expect(address.description == "\"\(local)\"@example.com")
        #expect(EnvelopeAddress(address.description) == address)
    }

    @Test("say whether they need SMTPUTF8")
    func ascii() {
        #expect(EnvelopeAddress("a@b")?.isASCII == true)
        #expect(EnvelopeAddress("ä@b")?.isASCII == false)
        #expect(EnvelopeAddress("a@ä")?.isASCII == false)
    }
}
