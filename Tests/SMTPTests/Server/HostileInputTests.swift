// SPDX-License-Identifier: Apache-2.0

import NIOCore
import Support
import Testing

@testable import SMTP

@Suite("Hostile input")
struct HostileInputTests {
    static let words = [
        "EHLO x\r\n", "LHLO x\r\n", "MAIL FROM:<a@b>\r\n", "RCPT TO:<me@example.org>\r\n", "DATA\r\n", "BDAT 7\r\n",
        "BDAT 3 LAST\r\n", "BDAT 99999999999999999999\r\n", "RSET\r\n", "STARTTLS\r\n", "NOOP\r\n", ".\r\n", "..\r\n",
        "\r\n",
        "text\r\n", "x", ".", "\r", "\n", "\u{0}", "QUIT\r\n", "MAIL FROM:<a@b> SIZE=1\r\n",
        "RCPT TO:<nobody@example.org>\r\n",
    ]

    @Test("ends no program, holds little, and leaves nothing half done", arguments: 0..<200)
    func anything(seed: Int) {
        var dice = SplitMix(state: UInt64(seed))
        let played = PlayedSession(seed % 2 == 0 ? .smtp : .lmtp, maxSize: 1000)
        for _ in 0..<300 where played.ending == nil {
            // What breaks a line ends most sessions at once, so it comes rarely.
            let common = [0, 1, 2, 3, 4, 5, 6, 8, 10, 11, 12, 13, 14, 21, 22]
            let word = dice.roll(40) == 0 ? dice.roll(Self.words.count) : common[dice.roll(common.count)]
            played.send(Self.words[word], pieces: 1 + dice.roll(12))
            #expect(played.session.room < 10_000)
        }
        for mail in played.mails {
            #expect(mail.recipients.count == 1 && mail.bytes.count <= 1000)
            #expect(MessageText.fault(in: mail.bytes) == nil)
        }
        // One reply for each message that was stored (LMTP: for each RCPT), and no reply without a code.
        #expect(played.replies.allSatisfy { Int($0.prefix(3)) != nil })
        let accepted = played.replies.count { $0.hasSuffix("Message accepted") }
        if seed % 2 == 0 { #expect(accepted == played.mails.count) } else { #expect(accepted >= played.mails.count) }
    }

    @Test("in one packet after the other does not make the buffer grow")
    func buffer() {
        let played = PlayedSession(maxSize: 10_000_000)
        played.send(ServerSessionTests.envelope + "DATA\r\n")
        let packet = String(repeating: "x", count: 70) + "\r\n" + String(repeating: "y", count: 11)
        let bytes = Array(String(repeating: packet, count: 100).utf8)
        for _ in 0..<1000 { played.send(bytes) }
        #expect(played.session.input.capacity <= 64 << 10)
        played.send("\r\n.\r\n")
        #expect(played.mails.map(\.bytes.count) == [bytes.count * 1000 + 2])
    }
}
