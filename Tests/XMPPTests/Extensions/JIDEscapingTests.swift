// SPDX-License-Identifier: Apache-2.0

import Testing
import XMPP

@Suite struct JIDEscapingTests {
    /// Text and its escaped form, from XEP-0106 sections 3, 4.2, 4.3 and 5 where it is not said otherwise.
    static let examples: [(String, String)] = [
        ("d'artagnan", #"d\27artagnan"#),
        ("tréville@musketeers.lit", #"tréville\40musketeers.lit"#),
        ("space cadet", #"space\20cadet"#),
        (#"call me "ishmael""#, #"call\20me\20\22ishmael\22"#),
        ("at&t guy", #"at\26t\20guy"#),
        ("/.fanboy", #"\2f.fanboy"#),
        ("::foo::", #"\3a\3afoo\3a\3a"#),
        ("<foo>", #"\3cfoo\3e"#),
        ("user@host", #"user\40host"#),
        (#"c:\5commas"#, #"c\3a\5c5commas"#),
        (#"\3and\2is\5cool"#, #"\5c3and\2is\5c5cool"#),
        (#"\2plus\2is\4"#, #"\2plus\2is\4"#),
        (#"foo\bar"#, #"foo\bar"#),
        (#"foob\41r"#, #"foob\41r"#),
        ("here's_a_wild_&_/cr%zy/_address@example.com", #"here\27s_a_wild_\26_\2fcr%zy\2f_address\40example.com"#),
        (#"here's_for:<wv>("IMPS")"#, #"here\27s_for\3a\3cwv\3e(\22IMPS\22)"#),
        // Ours: a backslash at the very end, two in a row, and one in front of a character that is escaped.
        (#"a\"#, #"a\"#),
        (#"\\27"#, #"\\5c27"#),
        (#"\@"#, #"\\40"#),
        (#"\5"#, #"\5"#),
        ("+15550100001", "+15550100001"),
        ("👋 é", #"👋\20é"#),
        ("", ""),
    ]

    @Test("text is escaped just as the XEP says, and comes back", arguments: examples)
    func escaped(_ text: String, _ escaped: String) {
        #expect(JIDEscaping.escape(text) == escaped)
        #expect(JIDEscaping.unescape(escaped) == text)
    }

    @Test(
        "a local part that others escaped more than they had to reads the same",
        arguments: [
            (#"c\3a\5cnet"#, #"c:\net"#), (#"c\3a\5c\5cnet"#, #"c:\\net"#),
            (#"c\3a\5ccool\20stuff"#, #"c:\cool stuff"#),
        ])
    func lenient(_ escaped: String, _ text: String) {
        #expect(JIDEscaping.unescape(escaped) == text)
    }

    @Test("only lower-case digits make an escape sequence, but what a server would fold into one is guarded")
    func upperCase() {
        #expect(JIDEscaping.unescape(#"a\2Fb"#) == #"a\2Fb"#)
        #expect(JIDEscaping.escape(#"a\2Fb"#) == #"a\5c2Fb"#)
    }

    @Test("a space at either end is never escaped, and makes no JID", arguments: [" a", "a ", " ", "  a"])
    func space(_ text: String) {
        let escaped = JIDEscaping.escape(text)
        #expect(!escaped.hasPrefix(#"\20"#) && !escaped.hasSuffix(#"\20"#))
        #expect(JID(local: escaped, domain: "sms.example.org") == nil)
    }

    @Test("an escaped space at either end is not unescaped", arguments: [#"\20a"#, #"a\20"#, #"\20"#, #"\20a\20"#])
    func escapedSpace(_ localPart: String) {
        #expect(JIDEscaping.unescape(localPart) == localPart)
    }

    @Test("an escaped address stands in a JID")
    func jid() {
        let jid = JID(local: JIDEscaping.escape("Bob@Example.com"), domain: "mail.example.org")
        #expect(jid?.description == #"bob\40example.com@mail.example.org"#)
        #expect(jid?.local.map(JIDEscaping.unescape) == "bob@example.com")
    }

    @Test("whatever is escaped comes back, and holds no character that a local part cannot")
    func roundTrip() {
        let alphabet: [Character] = ["\\", "2", "0", "5", "c", "7", "4", " ", "@", "'", "a", "é", "/"]
        var generator = SystemRandomNumberGenerator()
        for _ in 0..<2000 {
            let middle = (0..<6).compactMap { _ in alphabet.randomElement(using: &generator) }
            let text = "x" + String(middle) + "y"
            let escaped = JIDEscaping.escape(text)
            #expect(JIDEscaping.unescape(escaped) == text, "\(text)")
            #expect(JID(local: escaped, domain: "d") != nil, "\(text)")
        }
    }
}
