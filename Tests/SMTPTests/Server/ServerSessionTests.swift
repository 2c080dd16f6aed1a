// SPDX-License-Identifier: Apache-2.0

import NIOCore
import Testing

@testable import SMTP

@Suite("A session")
struct ServerSessionTests {
    static let envelope = "MAIL FROM:<a@b>\r\nRCPT TO:<me@example.org>\r\n"

    @Test("greets, offers, takes a message and says goodbye")
    func journey() throws {
        let played = PlayedSession(greets: false)
        #expect(played.replies == ["220 mx.example.org ESMTP Postern"])
        played.forget()
        played.send("EHLO client.example\r\n")
        #expect(
            played.replies == [
                "250-mx.example.org", "250-PIPELINING", "250-SIZE 100000", "250-STARTTLS", "250-ENHANCEDSTATUSCODES",
                "250-8BITMIME", "250-SMTPUTF8", "250 CHUNKING",
            ])
        played.forget()
        played.send("MAIL FROM:<a@b> SIZE=20 BODY=8BITMIME\r\n")
        played.send("RCPT TO:<me@example.org>\r\n")
        played.send("RCPT TO:<You@Example.ORG>\r\n")
        played.send("DATA\r\n")
        played.send("Subject: x\r\n\r\n..text\r\n")
        #expect(played.mails.isEmpty)
        played.send(".\r\n")
        played.send("QUIT\r\n")
        #expect(played.statuses == ["250 2.1.0", "250 2.1.5", "250 2.1.5", "354 End", "250 2.0.0", "221 2.0.0"])
        let mail = ReceivedMail(
            sender: EnvelopeAddress("a@b"),
            recipients: ["me@example.org", "You@example.org"].compactMap { EnvelopeAddress($0) },
            bytes: Array("Subject: x\r\n\r\n.text\r\n".utf8), helo: "client.example", peer: "192.0.2.7",
            receivedAt: PlayedSession.time)
        #expect(played.mails == [mail])
        #expect(played.ending == .quit)
        played.send("NOOP\r\n")
        #expect(played.replies.count == 6)
    }

    @Test("what the client called itself, and how, goes with the mail", arguments: ["HELO", "EHLO"])
    func greeting(_ verb: String) {
        let played = PlayedSession(greets: false)
        for line in ["\(verb) x", "MAIL FROM:<a@b>", "RCPT TO:<me@example.org>", "DATA", "x", "."] {
            played.send(line + "\r\n")
        }
        #expect(played.mails.map(\.helo) == ["x"] && played.mails.map(\.isExtended) == [verb == "EHLO"])
    }

    struct Dialogue: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let lines: [String]
        let replies: [String]
        let mails: Int
        init(_ name: String, _ lines: [String], _ replies: [String], mails: Int = 0) {
            (testDescription, self.lines, self.replies, self.mails) = (name, lines, replies, mails)
        }
    }

    static let dialogues = [
        Dialogue(
            "null sender", ["MAIL FROM:<>", "RCPT TO:<me@example.org>", "DATA", "x", "."],
            ["250 2.1.0", "250 2.1.5", "354 End", "250 2.0.0"], mails: 1),
        Dialogue(
            "empty message", ["MAIL FROM:<>", "RCPT TO:<me@example.org>", "DATA", "."],
            ["250 2.1.0", "250 2.1.5", "354 End", "250 2.0.0"], mails: 1),
        Dialogue("nothing in front of MAIL", ["RCPT TO:<me@example.org>", "DATA"], ["503 5.5.1", "503 5.5.1"]),
        Dialogue("a second MAIL", ["MAIL FROM:<a@b>", "MAIL FROM:<c@d>"], ["250 2.1.0", "503 5.5.1"]),
        Dialogue("no recipient", ["MAIL FROM:<a@b>", "DATA"], ["250 2.1.0", "554 5.5.1"]),
        Dialogue(
            "unknown only", ["MAIL FROM:<a@b>", "RCPT TO:<nobody@example.org>", "DATA"],
            ["250 2.1.0", "550 5.1.1", "554 5.5.1"]),
        Dialogue(
            "one of two",
            ["MAIL FROM:<a@b>", "RCPT TO:<nobody@example.org>", "RCPT TO:<me@example.org>", "DATA", "x", "."],
            ["250 2.1.0", "550 5.1.1", "250 2.1.5", "354 End", "250 2.0.0"], mails: 1),
        Dialogue(
            "relaying",
            [
                "MAIL FROM:<me@example.org>", "RCPT TO:<a@other.example>", "RCPT TO:<\"a@other.example\"@example.com>",
                "RCPT TO:<@example.org:a@other.example>",
            ], ["250 2.1.0", "550 5.7.1", "550 5.7.1", "550 5.7.1"]),
        Dialogue(
            "temporary and refused", ["MAIL FROM:<a@b>", "RCPT TO:<later@example.org>", "RCPT TO:<never@example.org>"],
            ["250 2.1.0", "451 4.3.0", "550 5.7.1"]),
        Dialogue(
            "an address with dots in the wrong places, as Japanese carriers gave out (smtp-in--sm-from-double-dot)",
            [
                "MAIL FROM:<bob..b.@docomo.example>", "RCPT TO:<.me.@example.org>", "RCPT TO:<me@example.org>", "DATA",
                "x", ".",
            ], ["250 2.1.0", "250 2.1.5", "250 2.1.5", "354 End", "250 2.0.0"], mails: 1),
        Dialogue(
            "NULs in the text (nul-refused--nul-in-text)",
            ["MAIL FROM:<a@b>", "RCPT TO:<me@example.org>", "DATA", "Subject: Key", "", "under \0 the mat\0", "."],
            ["250 2.1.0", "250 2.1.5", "354 End", "250 2.0.0"], mails: 1),
        Dialogue("postmaster", ["MAIL FROM:<a@b>", "RCPT TO:<Postmaster>"], ["250 2.1.0", "250 2.1.5"]),
        Dialogue(
            "RSET", ["MAIL FROM:<a@b>", "RCPT TO:<me@example.org>", "RSET", "DATA"],
            ["250 2.1.0", "250 2.1.5", "250 2.0.0", "503 5.5.1"]),
        Dialogue(
            "EHLO in between", ["MAIL FROM:<a@b>", "RCPT TO:<me@example.org>", "HELO x", "RCPT TO:<me@example.org>"],
            ["250 2.1.0", "250 2.1.5", "250 mx.example.org", "503 5.5.1"]),
        Dialogue(
            "too large, announced", ["MAIL FROM:<a@b> SIZE=100001", "MAIL FROM:<a@b> SIZE=99999999999999999999"],
            ["552 5.3.4", "552 5.3.4"]),
        Dialogue(
            "not ours to offer",
            ["MAIL FROM:<a@b> RET=HDRS", "MAIL FROM:<a@b> BODY=BINARYMIME", "AUTH PLAIN AA==", "EXPN x", "LHLO x"],
            ["555 5.5.4", "555 5.5.4", "502 5.5.1", "502 5.5.1", "500 5.5.2"]),
        Dialogue(
            "DSN on RCPT", ["MAIL FROM:<a@b>", "RCPT TO:<me@example.org> NOTIFY=NEVER"], ["250 2.1.0", "555 5.5.4"]),
        Dialogue(
            "UTF-8",
            [
                "MAIL FROM:<ä@b>", "MAIL FROM:<a@b>", "RCPT TO:<ä@example.org>", "RSET", "MAIL FROM:<ä@b> SMTPUTF8",
                "RCPT TO:<ä@example.org>",
            ], ["553 5.6.7", "250 2.1.0", "553 5.6.7", "250 2.0.0", "250 2.1.0", "250 2.1.5"]),
        Dialogue(
            "words that lead nowhere", ["NOOP x", "VRFY me", "HELP", "FOO"],
            ["250 2.0.0", "252 2.1.5", "214 2.0.0", "500 5.5.2"]),
        Dialogue(
            "bad arguments", ["MAIL FROM:a@b", "MAIL FROM:<a@b> X=1", "RCPT", "DATA x", "EHLO"],
            ["501 5.1.7", "555 5.5.4", "501 5.5.4", "501 5.5.4", "501 5.5.4"]),
        Dialogue(
            "nothing is left for the next",
            [
                "MAIL FROM:<a@b> SMTPUTF8", "RCPT TO:<me@example.org>", "DATA", "x", ".", "DATA", "MAIL FROM:<c@d>",
                "DATA",
            ], ["250 2.1.0", "250 2.1.5", "354 End", "250 2.0.0", "503 5.5.1", "250 2.1.0", "554 5.5.1"], mails: 1),
    ]

    @Test("answers each command, one by one and all at once", arguments: dialogues)
    func dialogue(_ dialogue: Dialogue) {
        let oneByOne = PlayedSession()
        for line in dialogue.lines { oneByOne.send(line + "\r\n") }
        #expect(oneByOne.statuses == dialogue.replies)
        #expect(oneByOne.mails.count == dialogue.mails)
        #expect(oneByOne.ending == nil)
        // A text that follows a refused DATA at once ends the connection; all else is as before.
        let text = dialogue.lines.map { $0 + "\r\n" }.joined()
        guard !dialogue.replies.dropLast().contains(where: { ["554", "503"].contains($0.prefix(3)) }) else { return }
        for pieces in [1, 7, .max] {
            let atOnce = PlayedSession()
            atOnce.send(text, pieces: pieces)
            #expect(atOnce.statuses == dialogue.replies, "in pieces of \(pieces)")
            #expect(atOnce.mails == oneByOne.mails)
        }
    }

    @Test("wants a greeting first")
    func noGreeting() {
        let played = PlayedSession(greets: false)
        played.forget()
        for line in ["MAIL FROM:<a@b>", "RCPT TO:<me@example.org>", "DATA", "BDAT 0"] { played.send(line + "\r\n") }
        #expect(played.statuses == Array(repeating: "503 5.5.1", count: 4))
        played.send("HELO x\r\nMAIL FROM:<a@b>\r\n")
        #expect(played.codes.suffix(2) == [250, 250])
    }

    @Test("asks only for what has to be asked, and takes a repeated recipient once")
    func lookups() {
        let played = PlayedSession()
        played.send(Self.envelope + "RCPT TO:<me@EXAMPLE.org>\r\nRCPT TO:<ä@example.org>\r\nDATA\r\nx\r\n.\r\n")
        #expect(played.lookedUp == ["me@example.org"])
        #expect(played.mails.map(\.recipients) == [[EnvelopeAddress("me@example.org")].compactMap(\.self)])
    }

    @Test("executes nothing behind a message before that is answered")
    func order() {
        let played = PlayedSession()
        played.verdicts = nil
        played.send(Self.envelope + "DATA\r\nx\r\n.\r\nRSET\r\nFOO\r\nQUIT\r\n")
        #expect(played.codes == [250, 250, 354])
        #expect(played.session.isWaiting)
        played.handle(.delivered([.busy]))
        #expect(played.codes == [250, 250, 354, 451, 250, 500, 221])
    }

    @Test("writes replies to commands of one packet together")
    func together() {
        var session = PlayedSession().session
        let text = Self.envelope + "DATA\r\n"
        let asked = session.handle(.received(ByteBuffer(string: text)))
        guard case .lookUp? = asked.first, asked.count == 1 else {
            Issue.record("\(asked)")
            return
        }
        let answered = session.handle(.verdict(.accepted))
        guard case .write(let bytes)? = answered.first, answered.count == 1 else {
            Issue.record("\(answered)")
            return
        }
        #expect(String(buffer: bytes).split(separator: "\r\n").map { $0.prefix(3) } == ["250", "250", "354"])
    }

    static let mixtures: [([DeliveryVerdict], String, [String])] = [
        ([.stored, .stored], "250 2.0.0", ["250 2.0.0", "250 2.0.0"]),
        ([.stored, .busy], "451 4.3.0", ["250 2.0.0", "451 4.3.0"]),
        ([.full, .stored], "452 4.3.1", ["452 4.3.1", "250 2.0.0"]),
        ([.stored, .refused("no")], "554 5.7.1", ["250 2.0.0", "554 5.7.1"]),
        ([.refused("no"), .full], "452 4.3.1", ["554 5.7.1", "452 4.3.1"]),
        ([.stored], "451 4.3.0", ["250 2.0.0", "451 4.3.0"]),
    ]

    @Test("answers a message once over SMTP, and for each recipient over LMTP", arguments: mixtures)
    func mixed(verdicts: [DeliveryVerdict], smtp: String, lmtp: [String]) {
        let text = "MAIL FROM:<a@b>\r\nRCPT TO:<me@example.org>\r\nRCPT TO:<you@example.org>\r\nDATA\r\nx\r\n.\r\n"
        for (dialect, replies) in [(SessionSettings.Dialect.smtp, [smtp]), (.lmtp, lmtp)] {
            let played = PlayedSession(dialect)
            played.verdicts = verdicts
            played.send(text)
            #expect(Array(played.statuses.dropFirst(4)) == replies)
        }
    }

    @Test("answers each accepted RCPT of LMTP, a repeated one too, and only those")
    func lmtpSlots() {
        let played = PlayedSession(.lmtp)
        let recipients = ["me", "nobody", "you", "me"].map { "RCPT TO:<\($0)@example.org>\r\n" }.joined()
        played.verdicts = [.busy, .stored]
        played.send("MAIL FROM:<a@b>\r\n" + recipients + "DATA\r\nx\r\n.\r\n")
        #expect(played.codes == [250, 250, 550, 250, 250, 354, 451, 250, 451])
    }

    @Test("speaks LMTP only where it is LMTP")
    func dialects() {
        let played = PlayedSession(.lmtp, greets: false)
        #expect(played.replies == ["220 mx.example.org LMTP Postern"])
        played.send("HELO x\r\nEHLO x\r\nMAIL FROM:<a@b>\r\nLHLO x\r\n")
        #expect(played.codes == [220, 500, 500, 503, 250])
        played.forget()
        played.send("MAIL FROM:<a@b>\r\nRCPT TO:<nobody@example.org>\r\nDATA\r\n")
        #expect(played.statuses == ["250 2.1.0", "550 5.1.1", "503 5.5.1"])
    }

    @Test("tells a client that there is no room for it")
    func overLimit() {
        let session = PlayedSession(greets: false)
        var fresh = ServerSession(session.session.settings, peer: nil)
        let actions = fresh.handle(.connectedBeyondLimit)
        #expect(actions.count == 2)
        guard case .write(let bytes)? = actions.first else { return }
        #expect(String(buffer: bytes).hasPrefix("421 4.3.2 "))
        #expect(actions.last == .close(.overLimit))
    }

    @Test("finishes the message in hand when the listener stops, and no more")
    func shutdown() {
        let text = PlayedSession()
        text.send(Self.envelope + "DATA\r\nx\r\n")
        text.handle(.shutdown)
        #expect(text.ending == nil)
        text.send(".\r\nNOOP\r\n")
        #expect(text.codes == [250, 250, 354, 250, 421])
        #expect(text.mails.count == 1 && text.ending == .shutdown)

        let delivering = PlayedSession()
        delivering.verdicts = nil
        delivering.send(Self.envelope + "DATA\r\nx\r\n.\r\n")
        delivering.handle(.shutdown)
        delivering.handle(.delivered([.stored]))
        #expect(delivering.codes.suffix(2) == [250, 421])

        let idle = PlayedSession()
        idle.send(Self.envelope)
        idle.handle(.shutdown)
        #expect(idle.codes == [250, 250, 421])
        #expect(idle.mails.isEmpty && idle.ending == .shutdown)
    }
}
