// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import SMSGateway

@Suite struct DescriptorJSONTests {
    @Test(
        "a document is read as it is, and written without white space",
        arguments: [
            ("null", "null"), (" true ", "true"), ("false\n", "false"), ("0", "0"), ("-0.50e+10", "-0.50e+10"),
            ("12345678901234567890123", "12345678901234567890123"), ("\"\"", "\"\""), ("[]", "[]"), ("{}", "{}"),
            ("[1, [2 ,{\"a\":3}] ]", "[1,[2,{\"a\":3}]]"), ("{\"b\":1,\"a\":2}", "{\"a\":2,\"b\":1}"),
            ("{\"a\":1,\"a\":2}", "{\"a\":2}"), (#""\u00fc\n\t\"\\\/\b\f\r""#, "\"ü\\n\\t\\\"\\\\/\\u0008\\u000c\\r\""),
            (#""\ud83d\udc4b""#, "\"👋\""), (#""\ud83dx""#, "\"\u{FFFD}x\""), (#""\ud83d\u0041""#, "\"\u{FFFD}A\""),
            (#""\udc4b""#, "\"\u{FFFD}\""), (#""\u0000""#, "\"\\u0000\""), ("\"👋\"", "\"👋\""),
        ])
    func roundTrip(_ text: String, _ written: String) throws {
        let value = try JSONValue(parsing: Array(text.utf8))
        var writer = JSONWriter()
        writer.value(value)
        #expect(String(decoding: writer.bytes, as: UTF8.self) == written)
        #expect(try JSONValue(parsing: writer.bytes) == value)
    }

    @Test(
        "what is no JSON is refused",
        arguments: [
            "", " ", "nul", "truex", "01", "-", "1.", ".5", "1e", "+1", "\"", "\"a", "\"\\x\"", "\"\\u12g4\"",
            "\"\\u12",
            "\"a\nb\"", "[", "[1", "[1,", "[1,]", "[,]", "[1 2]", "{", "{a:1}", "{\"a\"}", "{\"a\":}", "{\"a\":1,}",
            "{\"a\":1", "{}x", "1 2", "'a'", "NaN", "Infinity", "\u{FEFF}{}", "//x\n1",
            String(repeating: "[", count: 100_000), String(repeating: "{\"a\":", count: 100_000),
        ])
    func refused(_ text: String) {
        #expect(throws: JSONProblem.self) { try JSONValue(parsing: Array(text.utf8)) }
    }

    @Test("64 levels are read and 65 are not")
    func depth() throws {
        func nested(_ levels: Int) -> [UInt8] {
            Array((String(repeating: "[", count: levels) + String(repeating: "]", count: levels)).utf8)
        }
        #expect(throws: Never.self) { try JSONValue(parsing: nested(65)) }
        #expect(throws: JSONProblem.self) { try JSONValue(parsing: nested(66)) }
    }

    @Test("bytes that are no UTF-8 are refused", arguments: [[0xFF], [0xC3], [0xED, 0xA0, 0x80], [0xC0, 0xAF]])
    func notUTF8(_ bytes: [UInt8]) {
        #expect(throws: JSONProblem.self) { try JSONValue(parsing: [0x22] + bytes + [0x22]) }
        #expect(throws: JSONProblem.self) { try JSONValue(parsing: [0x22, 0x5C, 0x6E] + bytes + [0x22]) }
    }

    @Test("no beginning of a document and no changed byte of it crashes the parser")
    func fuzz() {
        let document = Array(#"{"a":[1,-2.5e3,"x\u00fc\ud83d\udc4b",true,null],"b":{"c":""}}"#.utf8)
        for count in 0..<document.count {
            #expect(throws: JSONProblem.self) { try JSONValue(parsing: Array(document.prefix(count))) }
        }
        for position in document.indices {
            for byte in [0x00, 0x22, 0x5C, 0x7B, 0x5D, 0x2C, 0x80, 0xFF] as [UInt8] {
                var changed = document
                changed[position] = byte
                _ = try? JSONValue(parsing: changed)
            }
        }
    }

    @Test(
        "a pointer leads to its value (RFC 6901 section 5)",
        arguments: [
            ("/foo/0", "bar"), ("/", "0"), ("/a~1b", "1"), ("/c%d", "2"), ("/m~0n", "8"), ("/k\"l", "6"), ("/ ", "7"),
            ("^/foo/1", "baz"), ("/foo/01", nil), ("/foo/2", nil), ("/foo/-", nil), ("/foo/0/x", nil), ("/none", nil),
            ("/foo", nil), ("", nil), ("/foo/99999999999999999999", nil), ("/nothing", nil), ("/yes", "true"),
        ] as [(String, String?)])
    func pointer(_ text: String, _ expected: String?) throws {
        let document = #"{"foo":["bar","baz"],"":0,"a/b":1,"c%d":2,"k\"l":6," ":7,"m~n":8,"nothing":null,"yes":true}"#
        let value = try JSONValue(parsing: Array(document.utf8))
        #expect(try value.value(at: Pointer(text))?.text == expected)
    }

    @Test("a pointer that is none is refused", arguments: ["a", "a/b", "^a", "/~", "/~2", "/a~", "^^/a", " /a"])
    func noPointer(_ text: String) {
        #expect(throws: PointerProblem.self) { try Pointer(text) }
    }

    @Test("a pointer of one step names a field")
    func field() throws {
        #expect(try Pointer("/From").field == "From")
        #expect(try Pointer("/a/b").field == nil)
        #expect(try Pointer("").field == nil)
        #expect(try Pointer("^/id").isFromRoot)
    }
}
