// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import SMTP

@Suite("SMTP smuggling")
struct SmugglingTests {
    static let envelope = ServerSessionTests.envelope
    /// What some server takes for the end of a message, and we do not (SEC Consult 2023, CVE-2023-51764 to 51766).
    static let ends = [
        "\n.\n", "\n.\r\n", "\r\n.\n", "\r.\r", "\r.\r\n", "\r\n.\r", "\n.\r", "\r.\n", "\r\n\u{0}.\r\n",
        "\r\n.\u{0}\r\n",
        "\r\n.\r\r\n", "\r\r\n.\r\n", "\n\n.\r\n", "\r\u{0}\n.\r\n", "\r\n\u{0}\u{0}.\u{0}\r\n", "\n", "\r",
        "\r\n.\n\r\n",
    ]

    @Test(
        "is refused in every form, wherever the packets are cut, and nothing of it is stored or executed",
        arguments: ends)
    func refused(end: String) {
        let smuggled = "MAIL FROM:<evil@x>\r\nRCPT TO:<me@example.org>\r\nDATA\r\nevil\r\n.\r\n"
        let text = Self.envelope + "DATA\r\nSubject: x\r\n\r\ntext" + end + smuggled
        for pieces in 1...text.utf8.count {
            let played = PlayedSession()
            played.send(text, pieces: pieces)
            #expect(played.statuses == ["250 2.1.0", "250 2.1.5", "354 End", "554 5.6.0"], "\(end.debugDescription)")
            #expect(played.mails.isEmpty)
            #expect(played.ending == .smuggling)
        }
    }

    @Test("is noticed before the line is complete, where it can be", arguments: ["\rx", "\n"])
    func early(text: String) {
        let played = PlayedSession()
        played.send(Self.envelope + "DATA\r\nx" + text)
        #expect(played.ending == .smuggling)
    }

    @Test("is refused at the head of the text too", arguments: [".\n", ".\r", "\n", "\r\r\n"])
    func first(text: String) {
        let played = PlayedSession()
        played.send(Self.envelope + "DATA\r\n" + text + "QUIT\r\n.\r\n")
        #expect(played.codes == [250, 250, 354, 554])
        #expect(played.mails.isEmpty)
    }

    @Test("is refused behind a line that is too long", arguments: [1, 700, Int.max])
    func behindLongLine(pieces: Int) {
        for end in ["\n.\r\n", "\r.\r\n", "\r\u{0}\n"] {
            let played = PlayedSession()
            played.send(Self.envelope + "DATA\r\n" + String(repeating: "x", count: 5000) + end, pieces: pieces)
            #expect(played.codes == [250, 250, 354, 554], "\(end.debugDescription)")
            #expect(played.ending == .smuggling)
        }
    }

    @Test(
        "is not what a NUL within a line is: it is dropped",
        arguments: [
            ("Subject: a\u{0}b\r\n\r\nthe \u{0}mat\r\n", "Subject: ab\r\n\r\nthe mat\r\n"),
            ("\u{0}\r\n", "\r\n"), ("..\u{0}\r\n", ".\r\n"), ("\u{0}a.\r\n", "a.\r\n"),
        ])
    func nul(text: String, stored: String) {
        let wire = Self.envelope + "DATA\r\n" + text + ".\r\nNOOP\r\n"
        for pieces in 1...wire.utf8.count {
            let played = PlayedSession()
            played.send(wire, pieces: pieces)
            #expect(played.codes == [250, 250, 354, 250, 250])
            #expect(played.mails.map { String(decoding: $0.bytes, as: UTF8.self) } == [stored])
        }
    }

    @Test("is refused among commands", arguments: ["NOOP\nQUIT\r\n", "NOOP\rQUIT\r\n", "NO\u{0}OP\r\n", "NOOP\r\r\n"])
    func commands(text: String) {
        let played = PlayedSession()
        played.send(text)
        #expect(played.statuses == ["500 5.5.2"])
        #expect(played.ending == .smuggling)
    }

    @Test("by a text that does not wait for 354 is refused where DATA is")
    func impatience() {
        let played = PlayedSession()
        played.send("MAIL FROM:<a@b>\r\nRCPT TO:<nobody@example.org>\r\nDATA\r\nRSET\r\n.\r\n")
        #expect(played.statuses == ["250 2.1.0", "550 5.1.1", "554 5.5.1"])
        #expect(played.ending == .pipelining)
    }

    @Test("into TLS is refused: nothing that follows STARTTLS in plain text survives", arguments: [1, 5, Int.max])
    func startTLS(pieces: Int) {
        let played = PlayedSession()
        played.send(Self.envelope + "STARTTLS\r\n")
        #expect(played.codes == [250, 250, 220])
        #expect(played.startedTLS == 1 && played.ending == nil)
        // What was said in plain text is forgotten.
        played.forget()
        played.send("RCPT TO:<me@example.org>\r\n", pieces: pieces)
        played.send("MAIL FROM:<a@b>\r\nSTARTTLS\r\n", pieces: pieces)
        #expect(played.codes == [503, 503, 503])
        played.forget()
        played.send("EHLO x\r\n")
        #expect(!played.replies.contains { $0.hasSuffix("STARTTLS") })
        played.send(Self.envelope + "DATA\r\nx\r\n.\r\n")
        #expect(played.mails.map(\.isTLS) == [true])

        let injected = PlayedSession()
        injected.send("STARTTLS\r\nNOOP\r\n")
        #expect(injected.statuses == ["501 5.5.1"])
        #expect(injected.startedTLS == 0 && injected.ending == .pipelining)
    }

    @Test("STARTTLS is offered only where there is a certificate")
    func noTLS() {
        let played = PlayedSession(tls: false)
        played.send("STARTTLS\r\n")
        #expect(played.statuses == ["502 5.5.1"])
        played.send("EHLO x\r\n")
        #expect(!played.replies.contains { $0.contains("STARTTLS") })
    }
}
