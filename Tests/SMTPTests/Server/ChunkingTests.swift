// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import SMTP

@Suite("BDAT")
struct ChunkingTests {
    static let envelope = ServerSessionTests.envelope

    @Test("brings a message in chunks, however it is cut", arguments: [1, 3, 10, Int.max])
    func chunks(pieces: Int) {
        let played = PlayedSession()
        let text = "BDAT 4\r\na\r\n.BDAT 0\r\nBDAT 5\r\n\r\n.\r\nBDAT 3 LAST\r\nb\r\nNOOP\r\n"
        played.send(Self.envelope + text, pieces: pieces)
        #expect(played.codes == [250, 250, 250, 250, 250, 250, 250])
        #expect(played.mails.map { String(decoding: $0.bytes, as: UTF8.self) } == ["a\r\n.\r\n.\r\nb\r\n"])
    }

    @Test("counts octets and looks for no commands in them")
    func commands() {
        let played = PlayedSession()
        played.send(Self.envelope + "BDAT 8 LAST\r\nx\r\n.\r\n\r\nQUIT\r\n")
        #expect(played.mails.map { String(decoding: $0.bytes, as: UTF8.self) } == ["x\r\n.\r\n\r\n"])
        #expect(played.codes == [250, 250, 250, 221])
    }

    struct Dialogue: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let text: String
        let codes: [Int]
        var mails = 0
        var ending: SessionEnding?
        var dialect = SessionSettings.Dialect.smtp
    }

    static let dialogues = [
        Dialogue(testDescription: "without MAIL", text: "BDAT 6\r\nRSET\r\nNOOP\r\n", codes: [503, 250]),
        Dialogue(
            testDescription: "without a recipient", text: "MAIL FROM:<a@b>\r\nBDAT 6\r\nRSET\r\nNOOP\r\n",
            codes: [250, 554, 250]),
        Dialogue(
            testDescription: "without a recipient, LMTP", text: "MAIL FROM:<a@b>\r\nBDAT 6 LAST\r\nRSET\r\nNOOP\r\n",
            codes: [250, 503, 250], dialect: .lmtp),
        Dialogue(
            testDescription: "DATA behind it", text: envelope + "BDAT 3\r\nx\r\nDATA\r\n", codes: [250, 250, 250, 503]),
        Dialogue(
            testDescription: "RCPT behind it", text: envelope + "BDAT 3\r\nx\r\nRCPT TO:<you@example.org>\r\n",
            codes: [250, 250, 250, 503]),
        Dialogue(
            testDescription: "RSET behind it", text: envelope + "BDAT 3\r\nx\r\nRSET\r\nBDAT 3 LAST\r\ny\r\nNOOP\r\n",
            codes: [250, 250, 250, 250, 503, 250]),
        Dialogue(
            testDescription: "a size that is none", text: envelope + "BDAT x\r\nRSET\r\n", codes: [250, 250, 501],
            ending: .pipelining),
        Dialogue(
            testDescription: "a size beyond all", text: envelope + "BDAT 99999999999 LAST\r\nRSET\r\n",
            codes: [250, 250, 552], ending: .tooLarge),
        Dialogue(
            testDescription: "a chunk that is too large",
            text: envelope + "BDAT 100001\r\n" + String(repeating: "\r\n", count: 50_000)
                + "xBDAT 6 LAST\r\nRSET\r\nNOOP\r\n", codes: [250, 250, 552, 503, 250]),
        Dialogue(
            testDescription: "a bare LF", text: envelope + "BDAT 5 LAST\r\nx\ny\r\nNOOP\r\n", codes: [250, 250, 554],
            ending: .smuggling),
        Dialogue(
            testDescription: "a bare CR", text: envelope + "BDAT 2\r\nx\rBDAT 2 LAST\r\ny\rNOOP\r\n",
            codes: [250, 250, 250, 554], ending: .smuggling),
        Dialogue(
            testDescription: "a CRLF in two chunks", text: envelope + "BDAT 2\r\nx\rBDAT 2 LAST\r\n\nyNOOP\r\n",
            codes: [250, 250, 250, 250, 250], mails: 1),
        Dialogue(
            testDescription: "a NUL", text: envelope + "BDAT 2 LAST\r\nx\u{0}NOOP\r\n", codes: [250, 250, 250, 250],
            mails: 1),
        Dialogue(
            testDescription: "a CRLF with a NUL in it", text: envelope + "BDAT 5 LAST\r\nx\r\u{0}\nyNOOP\r\n",
            codes: [250, 250, 554], ending: .smuggling),
        Dialogue(
            testDescription: "a line that is too long",
            text: envelope + "BDAT 2002 LAST\r\n" + String(repeating: "x", count: 2000) + "\r\nNOOP\r\n",
            codes: [250, 250, 554, 250]),
        Dialogue(
            testDescription: "each recipient of LMTP",
            text: envelope + "RCPT TO:<you@example.org>\r\nBDAT 1\r\nxBDAT 1 LAST\r\ny",
            codes: [250, 250, 250, 250, 250, 250], mails: 1, dialect: .lmtp),
    ]

    @Test("is answered", arguments: dialogues)
    func dialogue(_ dialogue: Dialogue) {
        for pieces in [1, 1000, .max] {
            let played = PlayedSession(dialogue.dialect)
            played.send(dialogue.text, pieces: pieces)
            #expect(played.codes == dialogue.codes, "in pieces of \(pieces): \(played.replies)")
            #expect(played.mails.count == dialogue.mails)
            #expect(played.ending == dialogue.ending)
        }
    }
}
