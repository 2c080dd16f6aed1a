// SPDX-License-Identifier: Apache-2.0

import Support
import Testing

@testable import SMTP

@Suite("Commands")
struct CommandTests {
    static func address(_ text: String) throws -> EnvelopeAddress { try #require(EnvelopeAddress(text)) }

    static func parse(_ line: String) throws(CommandProblem) -> Command { try Command(line: Array(line.utf8)) }

    static let simple: [(String, Command)] = [
        ("HELO example.org", .helo("example.org")), ("ehlo [192.0.2.1]", .ehlo("[192.0.2.1]")),
        ("Lhlo x", .lhlo("x")), ("EHLO  two.blanks ", .ehlo("two.blanks")), ("DATA", .data), ("data  ", .data),
        ("RSET", .rset), ("NOOP", .noop), ("NOOP anything at all", .noop), ("QUIT", .quit), ("HELP DATA", .help),
        ("STARTTLS", .starttls), ("VRFY someone", .vrfy("someone")), ("EXPN list", .expn("list")),
        ("BDAT 0", .bdat(0, last: false)), ("BDAT 86 LAST", .bdat(86, last: true)),
        ("bdat 86 last", .bdat(86, last: true)), ("BDAT 99999999999999999999", .bdat(.max, last: false)),
        ("AUTH plain AGEAYg==", .auth(mechanism: "PLAIN", initial: "AGEAYg==")),
        ("AUTH SCRAM-SHA-256", .auth(mechanism: "SCRAM-SHA-256", initial: nil)),
        ("AUTH EXTERNAL =", .auth(mechanism: "EXTERNAL", initial: "=")), ("MAIL FROM:<>", .mail(nil)),
        ("RCPT TO:<postmaster>", .rcpt(.postmaster)), ("rcpt to: <PostMaster>", .rcpt(.postmaster)),
    ]

    @Test("are read", arguments: simple)
    func plain(line: String, command: Command) throws {
        #expect(try Self.parse(line) == command)
    }

    static let senders: [(String, String, MailParameters)] = [
        ("MAIL FROM:<a@b>", "a@b", .init()), ("mail from: <a@b>", "a@b", .init()),
        ("MAIL FROM : <a@b>", "a@b", .init()), ("MAIL FROM:<@x,@y:a@b>", "a@b", .init()),
        ("MAIL FROM:<\"a b\"@c> SIZE=1000", "\"a b\"@c", .init(size: 1000)),
        ("MAIL FROM:<\"a>b\"@c>", "\"a>b\"@c", .init()),
        ("MAIL FROM:<a@b> SIZE=99999999999999999999", "a@b", .init(size: .max)),
        ("MAIL FROM:<ä@b> BODY=8bitmime SMTPUTF8", "ä@b", .init(body: .eightBitMIME, smtpUTF8: true)),
        ("MAIL FROM:<a@b>  ret=hdrs  envid=a+2Bb+3D", "a@b", .init(returned: .headers, envelopeID: "a+b=")),
        ("MAIL FROM:<a@b> BODY=BINARYMIME", "a@b", .init(body: .binaryMIME)),
    ]

    @Test("MAIL is read with its parameters", arguments: senders)
    func mail(line: String, sender: String, parameters: MailParameters) throws {
        #expect(try Self.parse(line) == .mail(try Self.address(sender), parameters))
    }

    static let recipients: [(String, String, RecipientParameters)] = [
        ("RCPT TO:<a@b>", "a@b", .init()), ("RCPT TO:<a@b> NOTIFY=NEVER", "a@b", .init(notify: [])),
        (
            "RCPT TO:<a@b> NOTIFY=success,DELAY ORCPT=rfc822;a+2Bb@c", "a@b",
            .init(notify: [.success, .delay], originalRecipient: "a+b@c")
        ),
        ("RCPT TO:<@x:a@b>", "a@b", .init()),
    ]

    @Test("RCPT is read with its parameters", arguments: recipients)
    func rcpt(line: String, recipient: String, parameters: RecipientParameters) throws {
        #expect(try Self.parse(line) == .rcpt(.mailbox(try Self.address(recipient)), parameters))
    }

    static let broken: [(String, CommandProblem)] = [
        ("", .unknownVerb("")), ("   ", .unknownVerb("")), ("FOO bar", .unknownVerb("FOO")),
        ("DATAX", .unknownVerb("DATAX")), ("EHLO", .badSyntax(usage: "EHLO <your name>")),
        ("EHLO a b", .badSyntax(usage: "EHLO <your name>")), ("HELO \u{1}", .badSyntax(usage: "HELO <your name>")),
        ("EHLO " + String(repeating: "x", count: 256), .badSyntax(usage: "EHLO <your name>")),
        ("DATA now", .badSyntax(usage: "DATA")), ("STARTTLS x", .badSyntax(usage: "STARTTLS")),
        ("MAIL", .badSyntax(usage: "MAIL FROM:<address>")), ("MAIL TO:<a@b>", .badSyntax(usage: "MAIL FROM:<address>")),
        ("MAIL FROM:a@b", .badSender), ("MAIL FROM:<a@b", .badSender), ("MAIL FROM:<a@b>x", .badSender),
        ("MAIL FROM:<a@b>SIZE=1", .badSender), ("MAIL FROM:<a b@c>", .badSender), ("MAIL FROM:<a>", .badSender),
        ("MAIL FROM:<@x a@b>", .badSender), ("MAIL FROM:<@x:>", .badSender),
        ("RCPT TO:<>", .badRecipient), ("RCPT TO:<a@b", .badRecipient), ("RCPT TO:", .badRecipient),
        ("RCPT FROM:<a@b>", .badSyntax(usage: "RCPT TO:<address>")),
        ("MAIL FROM:<a@b> SIZE", .badParameter("SIZE")), ("MAIL FROM:<a@b> SIZE=x", .badParameter("SIZE")),
        ("MAIL FROM:<a@b> SIZE=-1", .badParameter("SIZE")), ("MAIL FROM:<a@b> SIZE=1 SIZE=2", .badParameter("SIZE")),
        ("MAIL FROM:<a@b> BODY=9BIT", .badParameter("BODY")), ("MAIL FROM:<a@b> SMTPUTF8=1", .badParameter("SMTPUTF8")),
        ("MAIL FROM:<a@b> X-FOO=1", .unknownParameter("X-FOO")),
        ("MAIL FROM:<a@b> ENVID=a+0Ab", .badParameter("ENVID")),
        ("MAIL FROM:<a@b> ENVID=a+zz", .badParameter("ENVID")), ("RCPT TO:<a@b> SIZE=1", .unknownParameter("SIZE")),
        ("RCPT TO:<a@b> NOTIFY=NEVER,DELAY", .badParameter("NOTIFY")),
        ("RCPT TO:<a@b> NOTIFY=", .badParameter("NOTIFY")), ("RCPT TO:<a@b> ORCPT=a@b", .badParameter("ORCPT")),
        ("BDAT", .badChunk), ("BDAT x", .badChunk), ("BDAT -1", .badChunk), ("BDAT 1 LASTLY", .badChunk),
        ("BDAT 1 2", .badChunk), ("BDAT 0x10", .badChunk), ("BDAT 1LAST", .badChunk),
        ("AUTH", .badSyntax(usage: "AUTH <mechanism> [<initial response>]")),
        ("AUTH PLAIN a b", .badSyntax(usage: "AUTH <mechanism> [<initial response>]")),
    ]

    @Test("that are none are told what is wrong", arguments: broken)
    func problems(line: String, problem: CommandProblem) {
        #expect(throws: problem, "\(line)") { try Self.parse(line) }
    }

    @Test("no bytes at all crash the reader")
    func bytes() {
        var random = SplitMix(state: 42)
        for length in 0..<2000 {
            let line = (0..<(length % 80)).map { _ in UInt8(random.roll(256)) }
            _ = try? Command(line: Array("RCPT TO:<".utf8) + line)
            _ = try? Command(line: line)
        }
    }

    @Test("are written as they are read")
    func written() throws {
        let sender = try Self.address("\"a > b\"@c")
        let commands: [Command] = [
            .helo("a"), .ehlo("a"), .lhlo("a"), .mail(nil), .mail(sender), .data, .bdat(7, last: false),
            .mail(
                sender,
                .init(size: 9, body: .eightBitMIME, smtpUTF8: true, returned: .headers, envelopeID: "a b+c=d\u{e4}")),
            .rcpt(.postmaster), .rcpt(.mailbox(sender)), .rcpt(.mailbox(sender), .init(notify: [])),
            .rcpt(.mailbox(sender), .init(notify: [.success, .failure, .delay], originalRecipient: "ä <x>@y")),
            .bdat(7, last: true), .starttls, .auth(mechanism: "PLAIN", initial: "AA=="),
            .auth(mechanism: "LOGIN", initial: nil), .rset, .noop, .quit, .vrfy("a"), .expn("a"), .help,
        ]
        for command in commands {
            #expect(try Self.parse(command.line) == command)
            #expect(command.wireLine == command.line + "\r\n")
        }
    }

    @Test("are one line, whatever was put into them")
    func oneLine() {
        let evil = "x\r\nRCPT TO:<y@z>\u{0}\n\u{85}\u{2028}"
        let commands: [Command] = [
            .helo(evil), .ehlo(evil), .lhlo(evil), .vrfy(evil), .expn(evil), .auth(mechanism: evil, initial: evil),
            .mail(nil, .init(envelopeID: evil)), .rcpt(.postmaster, .init(originalRecipient: evil)),
        ]
        for command in commands {
            let text = Array(command.wireLine.utf8)
            #expect(text.dropLast(2).allSatisfy { $0 >= 0x20 && $0 != 0x7F }, "\(command.line.debugDescription)")
            #expect(!command.line.contains(" TO:<y"), "\(command.line)")
        }
    }
}
