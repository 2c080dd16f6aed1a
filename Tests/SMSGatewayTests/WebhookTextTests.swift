// SPDX-License-Identifier: Apache-2.0

import Foundation
import GatewayKit
import Notation
import Testing

@testable import SMSGateway

@Suite("Texts and times of webhooks")
struct WebhookTextTests {
    @Test(
        "bytes become text by their character set",
        arguments: [
            ("UTF-8", [0x47, 0xC3, 0xBC], "Gü"), ("us-ascii", [0x47], "G"),
            ("ISO-8859-1", [0x47, 0xFC, 0x80], "Gü\u{80}"),
            ("latin1", [0xE9], "é"), ("windows-1252", [0x80, 0xE4, 0x99, 0x81], "€ä™\u{FFFD}"), ("CP1252", [0x8C], "Œ"),
            ("UTF-16BE", [0x04, 0x1F, 0xD8, 0x3D, 0xDC, 0x4B], "П👋"), ("UCS-2", [0x00, 0x41], "A"),
            ("UTF-16LE", [0x1F, 0x04], "П"), ("UTF-16", [0xFF, 0xFE, 0x41, 0x00], "A"),
            ("utf-16be", [0xFE, 0xFF, 0x00, 0x41], "A"),
            ("UTF-16BE", [0x00, 0x41, 0x00], "A"), ("UTF-16BE", [0xD8, 0x3D], "\u{FFFD}"), ("UTF-16BE", [], ""),
            ("UTF-16BE", [1], ""),
        ] as [(String, [UInt8], String)])
    func charset(name: String, bytes: [UInt8], text: String) throws {
        #expect(try #require(TextEncoding(name: name)).decode(bytes) == text)
    }

    @Test("an unknown character set is none", arguments: ["", "GSM", "8-BIT", "EBCDIC", "UTF-7"])
    func unknownCharset(name: String) {
        #expect(TextEncoding(name: name) == nil)
    }

    @Test(
        "times are read in every form that providers write",
        arguments: [
            ("2023-11-14T22:13:20Z", 1_700_000_000), ("2023-11-14t22:13:20z", 1_700_000_000),
            ("2023-11-14T23:13:20.500+01:00", 1_700_000_000.5), ("2023-11-14 22:13:20", 1_700_000_000),
            ("2023-11-14T17:43:20-0430", 1_700_000_000), ("1700000000", 1_700_000_000),
            ("1700000000123", 1_700_000_000.123),
            ("1970-01-01T00:00:00Z", 0), ("2000-02-29T00:00:00Z", 951_782_400),
            ("9999-12-31T23:59:59Z", 253_402_300_799),
            ("2016-12-31T23:59:60Z", 1_483_228_800),
        ])
    func time(text: String, seconds: Double) throws {
        let date = try #require(ProviderTime.parse(text))
        #expect(abs(date.timeIntervalSince1970 - seconds) < 0.001)
    }

    @Test(
        "what is no time is none",
        arguments: [
            "", "now", "-1", "nan", "inf", "1e300", "2023-13-01T00:00:00Z", "2023-00-01T00:00:00Z",
            "2023-01-32T00:00:00Z",
            "2023-01-01T24:00:00Z", "2023-01-01T00:60:00Z", "2023-01-01", "2023-01-01T00:00:00X",
            "2023-01-01T00:00:00.Z",
            "2023-01-01T00:00:00+1:00", "2023-01-01T00:00:00ZZ", "1969-12-31T23:59:59Z", "0000-00-00T00:00:00Z",
            "２０２３-11-14T22:13:20Z",
        ])
    func noTime(text: String) {
        #expect(ProviderTime.parse(text) == nil)
    }

    @Test(
        "an operator sees code and words in one line, and never the message",
        arguments: [
            ("30003", nil, "30003"), ("30003", "Unreachable", "30003: Unreachable"), (nil, "a\r\nb\u{0}c", "a  b c"),
            (nil, "stat:UNDELIV err:1 text:hello you", "stat:UNDELIV err:1"), (nil, "Text:all of it", nil),
            (nil, nil, nil),
            ("", "  ", nil), (nil, String(repeating: "x", count: 999), String(repeating: "x", count: 200)),
        ] as [(String?, String?, String?)])
    func detail(code: String?, words: String?, text: String?) {
        #expect(ReportDetail.text(code: code, words: words) == text)
    }

    @Test(
        "links are kept only where a reader may follow them",
        arguments: [
            ("https://m.example/a?b=1#c", true), ("HTTP://m.example/a", true), ("ftp://m.example/a", false),
            ("https:/x", false),
            ("javascript:alert(1)", false), ("https://m.example/a b", false), ("https://m.example/\u{202E}", false),
            ("", false),
            ("https://m.example/" + String(repeating: "x", count: 9_000), false), ("data:text/html,x", false),
        ])
    func link(text: String, isKept: Bool) throws {
        let event = EventDocument(.json(.object(["m": .array([.string(text)])])))
        let source = MediaSource.links(FieldPath(pointers: [try Pointer("/m")]))
        #expect(source.items(in: event) == (isKept ? [.link(text)] : text.isEmpty ? [] : [.missing(nil)]))
    }

    @Test(
        "content inside a webhook becomes a file, under a name that does no harm",
        arguments: [
            ("AAAA", "image/png", nil, "image.png", [0, 0, 0]),
            ("AA\r\nAA\n", "image/png", "", "image.png", [0, 0, 0]),
            (" A A\tAA ", "IMAGE/PNG; x=y", "Katze 1.png", "Katze 1.png", [0, 0, 0]), ("AAE", nil, "a", "a", [0, 1]),
            ("-_8=", "x/y", "../../etc/passwd", "passwd", [0xFB, 0xFF]),
            ("+/8", "x/y", "C:\\a\\b.c", "b.c", [0xFB, 0xFF]),
            ("AAAA", "application/vnd.x+y", "\u{0}\r\n", "application.vndxy", [0, 0, 0]),
            ("A", "image/png", "a.png", "a.png.txt", [0x41]),
            ("AA=A", "image/png", nil, "image.png.txt", Array("AA=A".utf8)),
        ] as [(String, String?, String?, String, [UInt8])])
    func file(data: String, type: String?, name: String?, named: String, content: [UInt8]) {
        let file = InlineFile.attachment(base64: data, type: type, name: name)
        #expect(file.name == named && file.content == content)
    }

    @Test("a data: URL is the file that it holds")
    func dataURL() {
        let file = Attachment(name: "image.png", type: "image/png", content: [0, 1, 2])
        #expect(MediaItem(link: "data:image/png;base64,AAEC") == .file(file))
    }

    @Test("long lines of base 64 cost what they are long", arguments: [1, 4])
    func longLines(times: Int) {
        let data = String(repeating: String(repeating: "AAEC", count: 19) + "\r\n", count: 20_000 * times)
        #expect(Base64.decode(data, .lenient)?.count == 57 * 20_000 * times)
    }

    @Test("no message has more than fifty attachments, whatever it counts", arguments: ["51", "999999999", "-1", "x"])
    func mediaCount(count: String) throws {
        let fields = (0..<60).map { "M\($0)=https://m/\($0)" }.joined(separator: "&") + "&N=\(count)"
        let event = EventDocument(.form(try FormData(parsing: Array(fields.utf8))))
        let pointer = try #require(try NumberedPointer("/M{n}", first: 0))
        let links = MediaSource.numbered(pointer, first: 0, count: try Pointer("/N")).items(in: event)
        #expect(links.count == (Int(count).map { $0 > 0 ? 50 : 0 } ?? 0))
    }
}
