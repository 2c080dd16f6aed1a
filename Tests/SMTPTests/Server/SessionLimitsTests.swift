// SPDX-License-Identifier: Apache-2.0

import NIOCore
import Testing

@testable import SMTP

@Suite("The limits of a session")
struct SessionLimitsTests {
    static let envelope = ServerSessionTests.envelope

    @Test("a command line")
    func commandLine() {
        let played = PlayedSession()
        played.send("NOOP " + String(repeating: "x", count: 993) + "\r\n")
        played.send("NOOP " + String(repeating: "x", count: 994) + "\r\n")
        played.send("NOOP " + String(repeating: "x", count: 100_000), pieces: 1000)
        #expect(played.session.room < 2000)
        played.send("\r\nNOOP\r\n")
        #expect(played.statuses == ["250 2.0.0", "500 5.5.2", "500 5.5.2", "250 2.0.0"])
    }

    @Test("a line of the text", arguments: [1, 999, Int.max])
    func textLine(pieces: Int) {
        for (length, code) in [(1998, 250), (1999, 554), (10_000, 554)] {
            let played = PlayedSession()
            let line = String(repeating: "x", count: length)
            played.send(
                Self.envelope + "DATA\r\n\(line)\r\n.\r\n..\r\n".replacing("\r\n.\r\n..", with: "\r\n..\r\n."),
                pieces: pieces)
            #expect(played.codes == [250, 250, 354, code], "\(length)")
            #expect(played.mails.count == (code == 250 ? 1 : 0))
            #expect(played.ending == nil)
        }
    }

    @Test("a message that did not say how large it is")
    func size() {
        let line = String(repeating: "x", count: 98) + "\r\n"
        for (count, code) in [(1000, 250), (1001, 552), (5000, 552)] {
            let played = PlayedSession()
            played.send(Self.envelope + "DATA\r\n" + String(repeating: line, count: count), pieces: 5000)
            #expect(played.codes == [250, 250, 354])
            if code == 552 { #expect(played.session.room < 5000) }
            played.send(".\r\nNOOP\r\n")
            #expect(played.codes == [250, 250, 354, code, 250], "\(count)")
            #expect(played.mails.count == (code == 250 ? 1 : 0))
        }
    }

    @Test("what is dropped of a message that is too large")
    func discarded() {
        let played = PlayedSession(maxSize: 70_000)
        played.send(Self.envelope + "DATA\r\n")
        let line = String(repeating: String(repeating: "x", count: 998) + "\r\n", count: 1000)
        for _ in 0..<67 { played.send(line) }
        #expect(played.ending == nil)
        played.send(line)
        #expect(played.statuses.last == "552 5.3.4")
        #expect(played.ending == .tooLarge)
    }

    @Test("recipients: 10,000 at once, one hundred are taken")
    func recipients() {
        let played = PlayedSession()
        let commands = (0..<150).map { "RCPT TO:<r\($0)@example.org>\r\n" }.joined()
        played.send("MAIL FROM:<a@b>\r\n" + commands + "DATA\r\nx\r\n.\r\n")
        #expect(played.statuses.count { $0 == "250 2.1.5" } == 100)
        #expect(played.statuses.count { $0 == "452 4.5.3" } == 50)
        #expect(played.mails.map(\.recipients.count) == [100])

        let flood = PlayedSession()
        let many = (0..<10_000).map { "RCPT TO:<r\($0)@example.org>\r\n" }.joined()
        flood.send("MAIL FROM:<a@b>\r\n" + many)
        #expect(flood.codes.count == 1101 && flood.codes.last == 421)
        #expect(flood.ending == .tooManyErrors)
    }

    @Test("errors, and a message that pays for them")
    func errors() {
        let played = PlayedSession()
        for _ in 0..<9 { played.send("FOO\r\n") }
        played.send(Self.envelope + "DATA\r\nx\r\n.\r\n")
        for _ in 0..<9 { played.send("FOO\r\n") }
        #expect(played.ending == nil)
        played.send("MAIL\r\n")
        #expect(played.codes.last == 421)
        #expect(played.ending == .tooManyErrors)
    }

    @Test("guesses of recipients, but not over LMTP")
    func guesses() {
        let guesses = "MAIL FROM:<a@b>\r\n" + String(repeating: "RCPT TO:<nobody@example.org>\r\n", count: 20)
        let played = PlayedSession()
        played.send(guesses)
        #expect(played.codes == [250] + Array(repeating: 550, count: 19) + [421])
        let lmtp = PlayedSession(.lmtp)
        lmtp.send(guesses)
        #expect(lmtp.ending == nil)
    }

    @Test("commands that lead nowhere")
    func idleCommands() {
        let played = PlayedSession()
        played.send(String(repeating: "NOOP\r\n", count: 99))
        #expect(played.codes.last == 421)
    }

    @Test("words of a browser")
    func browser() {
        let played = PlayedSession()
        played.send("POST / HTTP/1.1\r\nHost: mx.example.org\r\n\r\nMAIL FROM:<a@b>\r\n")
        #expect(played.codes == [421])
    }

    @Test("hops")
    func hops() {
        for (count, code) in [(30, 250), (31, 554)] {
            let played = PlayedSession()
            played.send(Self.envelope + "DATA\r\n" + String(repeating: "Received: x\r\n", count: count) + "\r\n.\r\n")
            #expect(played.codes == [250, 250, 354, code])
            if code == 554 { #expect(played.statuses.last == "554 5.4.6") }
        }
    }

    @Test("memory")
    func memory() {
        let played = PlayedSession()
        played.send(Self.envelope + "DATA\r\ntext\r\n")
        played.handle(.memoryRefused)
        #expect(played.session.room == 0)
        played.send("text\r\n.\r\nMAIL FROM:<a@b>\r\n")
        #expect(played.statuses == ["250 2.1.0", "250 2.1.5", "354 End", "452 4.3.1", "250 2.1.0"])
        #expect(played.mails.isEmpty)
    }

    @Test("a refusal of a message is told to each recipient over LMTP")
    func lmtp() {
        let played = PlayedSession(.lmtp, maxSize: 100)
        let text = String(repeating: "text\r\n", count: 50)
        played.send(Self.envelope + "RCPT TO:<you@example.org>\r\nDATA\r\n" + text + ".\r\n")
        #expect(played.codes == [250, 250, 250, 354, 552, 552])
    }

    struct Silence: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let text: String
        let seconds: Int
        let code: Int?
        let ending: SessionEnding
    }

    static let silences = [
        Silence(testDescription: "between commands", text: "NOOP\r\n", seconds: 300, code: 421, ending: .idle),
        Silence(testDescription: "within a command", text: "NOO", seconds: 300, code: 421, ending: .idle),
        Silence(testDescription: "after STARTTLS", text: "STARTTLS\r\n", seconds: 60, code: nil, ending: .idle),
        Silence(
            testDescription: "within a text",
            text: envelope + "DATA\r\n" + String(repeating: "text\r\n", count: 15_000), seconds: 180, code: 421,
            ending: .idle),
        Silence(
            testDescription: "within a chunk",
            text: envelope + "BDAT 90001\r\n" + String(repeating: "x", count: 90_000), seconds: 180, code: 421,
            ending: .idle),
    ]

    @Test("silence", arguments: silences)
    func silence(_ silence: Silence) {
        let played = PlayedSession()
        played.send(silence.text, pieces: 30_000)
        let before = played.codes.count
        // What came in the packet of DATA itself is not counted as text.
        played.tick(silence.seconds - 1)
        #expect(played.ending == nil)
        played.tick(1)
        #expect(played.ending == silence.ending)
        #expect(played.codes.dropFirst(before).first == silence.code)
        #expect(played.mails.isEmpty)
    }

    @Test("a command that comes byte by byte is silence")
    func drip() {
        let played = PlayedSession()
        for _ in 0..<299 {
            played.send("N")
            played.tick(1)
        }
        #expect(played.ending == nil)
        played.tick(1)
        #expect(played.ending == .idle)
    }

    @Test("a text that comes too slowly, and one that is just fast enough")
    func slow() {
        let slow = PlayedSession()
        slow.send(Self.envelope + "DATA\r\n")
        for _ in 0..<70 {
            slow.send("x\r\n")
            slow.tick(1)
        }
        #expect(slow.ending == .tooSlow)
        #expect(slow.codes.last == 421)
        let steady = PlayedSession(maxSize: 1_000_000)
        steady.send(Self.envelope + "DATA\r\n")
        let line = String(repeating: "x", count: 254) + "\r\n"
        for _ in 0..<1799 {
            steady.send(line)
            steady.tick(1)
        }
        #expect(steady.ending == nil)
        steady.tick(1)
        #expect(steady.ending == .tooSlow)
    }

    @Test("much at first, and then next to nothing: what counts is what came lately")
    func burst() {
        let played = PlayedSession(maxSize: 4_000_000)
        played.send(Self.envelope + "DATA\r\n")
        let line = String(repeating: "x", count: 998) + "\r\n"
        played.send(String(repeating: line, count: 3000))
        for _ in 0..<300 where played.ending == nil {
            played.send("x\r\n")
            played.tick(1)
        }
        #expect(played.ending == .tooSlow, "on average it would last for three hours")
    }

    @Test("whose memory others may have: a message that is slow now", arguments: [false, true])
    func isSlow(inChunks: Bool) {
        let played = PlayedSession(maxSize: 4_000_000)
        let text = String(repeating: String(repeating: "x", count: 998) + "\r\n", count: 164)
        let begin = inChunks ? "BDAT 2000000\r\n" : "DATA\r\n"
        #expect(!played.session.isSlow)
        played.send(Self.envelope + begin)
        played.tick(9)
        #expect(!played.session.isSlow, "it has had no chance")
        played.tick(1)
        #expect(played.session.isSlow)
        played.send(text)
        played.tick(1)
        #expect(!played.session.isSlow, "164,000 octets in ten seconds are 16 KiB a second")
        played.tick(9)
        #expect(!played.session.isSlow)
        played.tick(1)
        #expect(played.session.isSlow)
        played.handle(.memoryRefused)
        #expect(played.session.room == 0)
    }

    @Test("while we store it, a message is not slow")
    func notSlowWhileStoring() {
        let played = PlayedSession()
        played.verdicts = nil
        played.send(Self.envelope + "DATA\r\nx\r\n")
        played.tick(20)
        #expect(played.session.isSlow)
        played.send(".\r\n")
        #expect(!played.session.isSlow)
        played.handle(.delivered([.stored]))
        #expect(!played.session.isSlow)
    }

    struct Chunks: CustomTestStringConvertible, Sendable {
        let testDescription: String
        /// What is sent each second, behind the envelope.
        let each: String
        let ending: SessionEnding
        /// Until then at the latest, in seconds.
        let within: Int
    }

    static let chunks = [
        Chunks(testDescription: "of one octet a second", each: "BDAT 1\r\nx", ending: .tooSlow, within: 61),
        Chunks(testDescription: "of nothing", each: "BDAT 0\r\n", ending: .tooSlow, within: 61),
        Chunks(
            testDescription: "just fast enough", each: "BDAT 300\r\n" + String(repeating: "x", count: 300),
            ending: .tooSlow, within: 1800),
        Chunks(testDescription: "that never come", each: "", ending: .tooSlow, within: 61),
    ]

    @Test("chunks have one clock together", arguments: chunks)
    func chunkClock(_ chunks: Chunks) {
        let played = PlayedSession(maxSize: 1_000_000)
        played.send(Self.envelope + "BDAT 10\r\n0123456789")
        for _ in 0..<chunks.within where played.ending == nil {
            played.send(chunks.each)
            played.tick(1)
        }
        #expect(played.ending == chunks.ending)
        #expect(played.mails.isEmpty)
    }

    @Test("a message in chunks that is given up leaves no clock behind")
    func chunkReset() {
        let played = PlayedSession()
        played.send(Self.envelope + "BDAT 10\r\n0123456789RSET\r\n")
        played.tick(200)
        #expect(played.ending == nil)
        played.send(Self.envelope + "BDAT 4 LAST\r\nxx\r\n")
        #expect(played.mails.count == 1)
        played.tick(299)
        #expect(played.ending == nil)
    }

    @Test("the age of a connection, whatever it does")
    func age() {
        let played = PlayedSession()
        for _ in 0..<60 {
            played.send("NOOP\r\n")
            played.tick(60)
        }
        #expect(played.ending == .tooOld)
    }

    @Test("time that we need ourselves is nobody's fault")
    func patience() {
        let played = PlayedSession()
        played.verdicts = nil
        played.send(Self.envelope + "DATA\r\nx\r\n.\r\n")
        played.tick(3000)
        #expect(played.ending == nil)
        played.handle(.delivered([.stored]))
        #expect(played.codes.last == 250)
        played.tick(299)
        #expect(played.ending == nil)
    }
}
