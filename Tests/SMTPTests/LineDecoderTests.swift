// SPDX-License-Identifier: Apache-2.0

import NIOCore
import Support
import Testing

@testable import SMTP

@Suite("Lines")
struct LineDecoderTests {
    /// Lines as text and faults as `!fault`, from a text that comes in pieces of so many octets.
    static func decoded(_ text: String, pieces: Int, limit: Int = 20) -> [String] {
        var decoder = LineDecoder(limit: limit)
        var input = ByteBuffer()
        var found: [String] = []
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            input.writeBytes(rest.prefix(pieces))
            rest = rest.dropFirst(pieces)
            while true {
                do throws(LineFault) {
                    guard let line = try decoder.next(&input) else { break }
                    found.append(String(decoding: line, as: UTF8.self))
                } catch { found.append("!\(error)") }
            }
        }
        return found
    }

    static let cases: [(String, [String])] = [
        ("", []), ("a", []), ("a\r", []), ("a\r\n", ["a"]), ("\r\n\r\n", ["", ""]), ("a\r\nb\r\nc", ["a", "b"]),
        ("a\n", ["!bareLF"]), ("a\rb\r\n", ["!bareCR"]), ("a\r\r\n", ["!bareCR"]), ("a\u{0}\r\n", ["!nul"]),
        ("123456789012345678\r\n", ["123456789012345678"]),
        ("1234567890123456789\r\nnext\r\n", ["!tooLong", "next"]),
        (String(repeating: "x", count: 500) + "\r\nnext\r\n", ["!tooLong", "next"]),
    ]

    @Test("end with CRLF only, however they are cut", arguments: cases)
    func lines(text: String, lines: [String]) {
        for pieces in 1...max(1, text.utf8.count) {
            #expect(Self.decoded(text, pieces: pieces) == lines, "in pieces of \(pieces)")
        }
    }

    static let stuffed: [(String, String)] = [
        ("", ".\r\n"), ("a\r\n", "a\r\n.\r\n"), ("a", "a\r\n.\r\n"), (".", "..\r\n.\r\n"), (".\r\n", "..\r\n.\r\n"),
        ("..\r\n.a\r\n", "...\r\n..a\r\n.\r\n"), ("a\r\n\r\n.b.c\r\n", "a\r\n\r\n..b.c\r\n.\r\n"),
        ("a\n.\nb", "a\r\n..\r\nb\r\n.\r\n"), ("a\r.\rb", "a\r\n..\r\nb\r\n.\r\n"), ("a\r", "a\r\n.\r\n"),
        ("\n.\r\n", "\r\n..\r\n.\r\n"), ("a\r\r\n.", "a\r\n\r\n..\r\n.\r\n"), ("a.\r\nb", "a.\r\nb\r\n.\r\n"),
    ]

    @Test("of a message that begin with a dot get another, and no message ends itself", arguments: stuffed)
    func stuffing(message: String, wire: String) {
        var buffer = ByteBuffer()
        DotStuffing.write(Array(message.utf8), into: &buffer)
        #expect(String(buffer: buffer) == wire)
    }

    static let texts: [(String, String)] = [
        (".\r\n", ""), ("a\r\n.\r\n", "a\r\n"), ("..\r\n.\r\n", ".\r\n"), ("...a\r\n..\r\n.\r\n", "..a\r\n.\r\n"),
        (".a\r\n\r\n.\r\n", "a\r\n\r\n"), ("a.\r\nb\r\n.\r\n", "a.\r\nb\r\n"),
    ]

    @Test("of a message lose it again, however they are cut", arguments: texts)
    func unstuffing(wire: String, message: String) throws {
        for pieces in 1...wire.utf8.count {
            var decoder = DataDecoder()
            var collector = MessageCollector(limit: 1000, announced: nil)
            var input = ByteBuffer()
            var rest = Array((wire + "QUIT\r\n").utf8)[...]
            var isComplete = false
            while !isComplete, !rest.isEmpty {
                input.writeBytes(rest.prefix(pieces))
                rest = rest.dropFirst(pieces)
                isComplete = try decoder.decode(&input, into: &collector)
            }
            #expect(isComplete)
            #expect(String(decoding: collector.bytes, as: UTF8.self) == message, "in pieces of \(pieces)")
            #expect(String(buffer: input) + String(decoding: rest, as: UTF8.self) == "QUIT\r\n")
        }
    }

    @Test("of any text come back as they were")
    func roundTrip() throws {
        var random = SplitMix(state: 7)
        for _ in 0..<300 {
            let lines = (0..<20).map { _ in [".", "..", "", "text", ".text", "t.", "x"][random.roll(7)] }
            let message = lines.map { $0 + "\r\n" }.joined()
            var wire = ByteBuffer()
            DotStuffing.write(Array(message.utf8), into: &wire)
            var decoder = DataDecoder()
            var collector = MessageCollector(limit: 10_000, announced: nil)
            #expect(try decoder.decode(&wire, into: &collector))
            #expect(collector.bytes == Array(message.utf8))
            #expect(wire.readableBytes == 0)
        }
    }

    @Test(
        "in a header count the hops",
        arguments: [
            ("Received: a\r\n\tb\r\nreceived : c\r\nX-Received: d\r\nReceivedX: e\r\n\r\nReceived: body\r\n", 2),
            ("", 0), ("\r\nReceived: body\r\n", 0), ("RECEIVED:x", 1), ("Subject: a\r\n Received: folded\r\n", 0),
        ])
    func hops(message: String, count: Int) {
        #expect(MessageText.hops(in: Array(message.utf8)) == count)
    }
}
