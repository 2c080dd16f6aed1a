// SPDX-License-Identifier: Apache-2.0

import PosternCrypto
import Testing

@Suite("Base 64 and hex")
struct EncodingTests {
    /// RFC 4648, section 10.
    static let pairs = [
        ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
        ("foobar", "Zm9vYmFy"),
    ]

    @Test("base 64 goes both ways", arguments: pairs)
    func base64(plain: String, text: String) {
        #expect(Base64.encode(Array(plain.utf8)) == text)
        #expect(Base64.decode(text) == Array(plain.utf8))
        let bare = String(text.prefix { $0 != "=" })
        #expect(Base64.encodeURLSafe(Array(plain.utf8)) == bare)
        #expect(Base64.decodeURLSafe(bare) == Array(plain.utf8))
    }

    @Test("each alphabet has its own last two digits")
    func alphabets() {
        #expect(Base64.encode([0xFB, 0xFF]) == "+/8=")
        #expect(Base64.decode("+/8=") == [0xFB, 0xFF])
        #expect(Base64.decode("-_8=") == nil)
        #expect(Base64.encodeURLSafe([0xFB, 0xFF]) == "-_8")
        #expect(Base64.decodeURLSafe("-_8") == [0xFB, 0xFF])
        #expect(Base64.decodeURLSafe("+/8") == nil)
    }

    @Test("base 64 goes both ways for every length")
    func everyLength() {
        let bytes = (0..<256).map { UInt8($0) }
        for count in 0...256 {
            let part = Array(bytes.prefix(count))
            #expect(Base64.decode(Base64.encode(part)) == part)
            #expect(Base64.decodeURLSafe(Base64.encodeURLSafe(part)) == part)
            #expect(Hex.decode(Hex.encode(part)) == part)
        }
    }

    @Test(
        "base 64 that is not exact is refused",
        arguments: [
            "Zg", "Zg=", "Zg===", "=", "==", "====", "Z===", "Zm9v=", "Zm9v====", "Zg==Zg==", "Z=g=", "Zm 9v", "Zm9v\n",
            " Zm9v", "Zm9-", "Zm9ü", "Zh==", "Zm9=", "Zm9vZ",
        ])
    func refusesBase64(text: String) {
        #expect(Base64.decode(text) == nil)
    }

    @Test(
        "base 64 for URLs has no padding and no loose bits",
        arguments: ["Zg==", "Zh", "Z", "Zm9", "Zm9vZ", "Zm 9v", "Zg="])
    func refusesURLSafe(text: String) {
        #expect(Base64.decodeURLSafe(text) == nil)
    }

    @Test("hex is written in lower case and read in either")
    func hex() {
        #expect(Hex.encode([0x00, 0x0F, 0xA5, 0xFF]) == "000fa5ff")
        #expect(Hex.decode("000fA5Ff") == [0x00, 0x0F, 0xA5, 0xFF])
    }

    @Test("hex that is not exact is refused", arguments: ["0", "000", "0g", " 00", "00 ", "0x00", "+1", "ü0"])
    func refusesHex(text: String) {
        #expect(Hex.decode(text) == nil)
    }
}
