// SPDX-License-Identifier: Apache-2.0

import NIOCore
import Testing

@testable import SMTP

@Suite("Replies")
struct ReplyTests {
    static func written(_ reply: Reply) -> String {
        var buffer = ByteBuffer()
        reply.write(into: &buffer)
        return String(buffer: buffer)
    }

    /// What the decoder makes of a text that comes in pieces of so many octets.
    static func decoded(_ text: String, pieces: Int = .max) throws(ReplyFault) -> [Reply] {
        var decoder = ReplyDecoder()
        var input = ByteBuffer()
        var replies: [Reply] = []
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            input.writeBytes(rest.prefix(pieces))
            rest = rest.dropFirst(pieces)
            while let reply = try decoder.next(&input) { replies.append(reply) }
        }
        return replies
    }

    static let wireForms: [(Reply, String)] = [
        (Reply(250, EnhancedStatus(2, 1, 0), "OK"), "250 2.1.0 OK\r\n"), (Reply(354, "Go on"), "354 Go on\r\n"),
        (Reply(250, "a", "SIZE 1", "DSN"), "250-a\r\n250-SIZE 1\r\n250 DSN\r\n"),
        (
            Reply(550, EnhancedStatus(5, 1, 1), ["No", "such", "user"]),
            "550-5.1.1 No\r\n550-5.1.1 such\r\n550 5.1.1 user\r\n"
        ),
        (Reply(250, nil, []), "250 \r\n"),
    ]

    @Test("are written and read", arguments: wireForms)
    func wire(reply: Reply, text: String) throws {
        #expect(Self.written(reply) == text)
        for pieces in 1...text.utf8.count { #expect(try Self.decoded(text + text, pieces: pieces) == [reply, reply]) }
    }

    @Test("cannot be split by their words")
    func oneReply() throws {
        let reply = Reply(550, EnhancedStatus(5, 0, 0), "a\r\n250 2.0.0 OK\r\n\u{0}\u{85}b")
        #expect(Self.written(reply).split(separator: "\r\n").count == 1)
        #expect(try Self.decoded(Self.written(reply)).map(\.code) == [550])
    }

    static let foreign: [(String, Reply)] = [
        ("250\r\n", Reply(250, "")), ("220-x\r\n220\r\n", Reply(220, "x", "")),
        ("250-2.0.0 a\r\n250 b\r\n", Reply(250, EnhancedStatus(2, 0, 0), ["a", "b"])),
        ("250 5.0.0 not its class\r\n", Reply(250, "5.0.0 not its class")),
        ("250 2.0.0\r\n", Reply(250, EnhancedStatus(2, 0, 0), "")),
        ("450 4.2.0  greylisted\r\n", Reply(450, EnhancedStatus(4, 2, 0), "greylisted")),
        ("550 h\u{e4}?\r\n", Reply(550, "hä?")),
    ]

    @Test("of other servers are understood", arguments: foreign)
    func lenient(text: String, reply: Reply) throws {
        #expect(try Self.decoded(text) == [reply])
    }

    static let faulty: [(String, ReplyFault)] = [
        ("hello\r\n", .malformed), ("25\r\n", .malformed), ("150 x\r\n", .malformed), ("650 x\r\n", .malformed),
        ("250x\r\n", .malformed), ("250-a\r\n251 b\r\n", .malformed), ("250 a\n", .line(.bareLF)),
        ("250 a\rb\r\n", .line(.bareCR)), ("250 \u{0}\r\n", .line(.nul)),
        (String(repeating: "250-x\r\n", count: 101), .tooManyLines),
        (String(repeating: "2", count: 2000), .line(.tooLong)),
    ]

    @Test("that are none are refused", arguments: faulty)
    func faults(text: String, fault: ReplyFault) {
        #expect(throws: fault) { try Self.decoded(text) }
    }

    @Test(
        "know what their code means",
        arguments: [(250, Reply.Kind.completed), (354, .intermediate), (421, .temporary), (550, .permanent)])
    func kinds(code: Int, kind: Reply.Kind) {
        #expect(Reply(code, "x").kind == kind)
    }

    @Test("are shown in one line")
    func shown() {
        #expect(Reply(550, EnhancedStatus(5, 1, 1), ["No", "user"]).description == "550 5.1.1 No user")
    }

    @Test(
        "have a status that is one",
        arguments: [
            ("2.0.0", true), ("5.7.26", true), ("4.123.999", true), ("3.0.0", false), ("5.1", false),
            ("5.1.1.1", false),
            ("5..1", false), ("5.1234.1", false), ("5.-1.1", false), ("", false), ("5.1.x", false),
        ])
    func statuses(text: String, isOne: Bool) {
        #expect(EnhancedStatus(text)?.description == (isOne ? text : nil))
    }

    @Test("to EHLO tell what is offered")
    func capabilities() throws {
        let text = "250-mx.example.org Hello\r\n250-size 1000\r\n250-PIPELINING\r\n250-AUTH PLAIN LOGIN\r\n"
        let more = "250-AUTH=LOGIN XOAUTH2\r\n250-8BITMIME\r\n250-DSN\r\n250-X-OTHER 1\r\n250 CHUNKING\r\n"
        let offered = Capabilities(reply: try #require(try Self.decoded(text + more).first))
        var expected = Capabilities()
        (expected.size, expected.sizeLimit, expected.pipelining) = (true, 1000, true)
        (expected.eightBitMIME, expected.dsn, expected.chunking) = (true, true, true)
        expected.mechanisms = ["PLAIN", "LOGIN", "XOAUTH2"]
        #expect(offered == expected)
        #expect(Capabilities(reply: Reply(250, nil, ["x"] + expected.lines)) == expected)
        #expect(Capabilities(reply: Reply(250, "SIZE 5")) == Capabilities())
        #expect(Capabilities(reply: Reply(250, "x", "SIZE 0")).sizeLimit == nil)
    }
}
