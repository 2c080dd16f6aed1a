// SPDX-License-Identifier: Apache-2.0

import Notation
import Testing

@Suite("Base 64")
struct Base64Tests {
    /// RFC 4648, section 10.
    static let pairs = [
        ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
        ("foobar", "Zm9vYmFy"),
    ]

    @Test("base 64 goes both ways", arguments: pairs)
    func base64(plain: String, text: String) {
        #expect(Base64.encode(Array(plain.utf8)) == text)
        #expect(Base64.decode(text, .strict) == Array(plain.utf8))
        let bare = String(text.prefix { $0 != "=" })
        #expect(Base64.encodeURLSafe(Array(plain.utf8)) == bare)
        #expect(Base64.decode(bare, .urlSafe) == Array(plain.utf8))
    }

    @Test("each alphabet has its own last two digits")
    func alphabets() {
        #expect(Base64.encode([0xFB, 0xFF]) == "+/8=")
        #expect(Base64.decode("+/8=", .strict) == [0xFB, 0xFF])
        #expect(Base64.decode("-_8=", .strict) == nil)
        #expect(Base64.encodeURLSafe([0xFB, 0xFF]) == "-_8")
        #expect(Base64.decode("-_8", .urlSafe) == [0xFB, 0xFF])
        #expect(Base64.decode("+/8", .urlSafe) == nil)
    }

    @Test("base 64 goes both ways for every length")
    func everyLength() {
        let bytes = (0..<256).map { UInt8($0) }
        for count in 0...256 {
            let part = Array(bytes.prefix(count))
            #expect(Base64.decode(Base64.encode(part), .strict) == part)
            #expect(Base64.decode(Base64.encodeURLSafe(part), .urlSafe) == part)
        }
    }

    @Test(
        "base 64 that is not exact is refused",
        arguments: [
            "Zg", "Zg=", "Zg===", "=", "==", "====", "Z===", "Zm9v=", "Zm9v====", "Zg==Zg==", "Z=g=", "Zm 9v", "Zm9v\n",
            " Zm9v", "Zm9-", "Zm9ü", "Zh==", "Zm9=", "Zm9vZ",
        ])
    func refusesBase64(text: String) {
        #expect(Base64.decode(text, .strict) == nil)
    }

    @Test(
        "base 64 for URLs has no padding and no loose bits",
        arguments: ["Zg==", "Zh", "Z", "Zm9", "Zm9vZ", "Zm 9v", "Zg="])
    func refusesURLSafe(text: String) {
        #expect(Base64.decode(text, .urlSafe) == nil)
    }

    @Test(
        "what senders of files write is read",
        arguments: [
            ("Zm9v", "foo"), ("Zg", "f"), ("Zg=", "f"), ("Zg==", "f"), ("Zg====", "f"), ("Z g\r\n=\t= ", "f"),
            ("Zh==", "f"),
            ("Pz8_", "???"), ("Pz8/", "???"), ("fn5-", "~~~"), ("fn5+", "~~~"), ("", ""), ("=", ""), (" \n", ""),
        ])
    func lenient(text: String, plain: String) {
        #expect(Base64.decode(text, .lenient) == Array(plain.utf8))
    }

    @Test(
        "what is no base 64 at all is refused all the same",
        arguments: ["Z", "Zm9vZ", "Zm9ü", "Zg==Zg==", "Zm9v.", "Z=g"])
    func refusesLenient(text: String) {
        #expect(Base64.decode(text, .lenient) == nil)
    }

    @Test(
        "mail is read whatever stands between",
        arguments: [
            ("Zm9v", "foo"), ("Zm9v\r\nZm9v", "foofoo"), ("Z!m 9v", "foo"), ("Zg", "f"), ("Zg==", "f"), ("Zm8", "fo"),
            ("Zg==Zm9v", "f"), ("Zm9vZ", "foo"), ("", ""), ("=", ""), ("Zm9-v", "foo"),
        ])
    func mail(text: String, plain: String) {
        #expect(Base64.decodeMail(Array(text.utf8)[...]) == Array(plain.utf8))
    }
}
