// SPDX-License-Identifier: Apache-2.0

import NIOCore
import Notation
import SMTP
import Synchronization
import Testing

@testable import postern_simulator

@Suite struct SubmissionSessionTests {
    /// A session with what it took.
    final class Server: Sendable {
        let taken = Mutex<[SubmittedMail]>([])
        private let network = MailNetwork(keep: 10)

        func session(login: Bool = false) -> SubmissionSession {
            SubmissionSession(
                SubmissionPolicy(
                    name: "mx.example", login: login ? .init(username: "postern", password: "secret") : nil,
                    fate: { [network] in network.fate(of: $0, from: $1) },
                    take: { [self] mail in
                        taken.withLock {
                            $0.append(mail)
                            return "mail-\($0.count)"
                        }
                    }))
        }

        /// Codes of the replies, `pause` and `hang up`, for each piece that comes.
        func play(_ pieces: [String], login: Bool = false) -> [String] {
            var session = session(login: login)
            var input = ByteBuffer()
            return pieces.flatMap { piece in
                input.writeString(piece)
                return session.receive(&input).map { action in
                    switch action {
                    case .say(let reply): "\(reply.code)"
                    case .pause: "pause"
                    case .hangUp: "hang up"
                    }
                }
            }
        }
    }

    static let mail = "MAIL FROM:<romeo@example.org>\r\nRCPT TO:<bob@outside.example>\r\nDATA\r\n"
    static let text = "Subject: hi\r\n\r\n..dots\r\n.\r\n"
    static func encoded(_ text: String) -> String { Base64.encode(Array(text.utf8)) }

    static let journeys: [(String, [String], [String], Int)] = [
        ("a mail", ["EHLO a\r\n", mail, text], ["250", "250", "250", "354", "250"], 1),
        (
            "pipelined, and another behind it", ["EHLO a\r\n" + mail + text + mail + text + "QUIT\r\n"],
            ["250", "250", "250", "354", "250", "250", "250", "354", "250", "221", "hang up"], 2
        ),
        (
            "out of turn", ["DATA\r\nRCPT TO:<b@c.example>\r\nMAIL FROM:<>\r\nMAIL FROM:<>\r\nDATA\r\n"],
            ["503", "503", "250", "503", "554"], 0
        ),
        ("nonsense", ["HULLO\r\nMAIL\r\nSTARTTLS\r\nLHLO a\r\nNOOP\r\n"], ["500", "501", "502", "502", "250"], 0),
        ("bare LF", ["EHLO a\n"], ["500", "hang up"], 0),
        ("reset", [mail.replacing("DATA\r\n", with: "RSET\r\nDATA\r\n")], ["250", "250", "250", "503"], 0),
        ("too large", ["MAIL FROM:<> SIZE=99999999\r\n"], ["552"], 0),
        ("needs SMTPUTF8", ["MAIL FROM:<ü@example.org>\r\nMAIL FROM:<ü@example.org> SMTPUTF8\r\n"], ["553", "250"], 0),
        ("nobody is there", [mail.replacing("bob@", with: "reject@")], ["250", "550", "554"], 0),
        ("greylisted", [mail.replacing("bob@", with: "greylist@")], ["250", "450", "554"], 0),
        (
            "dropped while it is sent", [mail.replacing("bob@", with: "drop-before@"), "S"],
            ["250", "250", "354", "hang up"], 0
        ),
        (
            "dropped before the answer", [mail.replacing("bob@", with: "drop-after@"), text],
            ["250", "250", "354", "hang up"], 1
        ),
        ("slow", [mail.replacing("bob@", with: "slow@"), text], ["250", "250", "354", "pause", "250"], 1),
    ]

    @Test("a session answers as RFC 5321 and its faults say", arguments: journeys)
    func plays(name: String, lines: [String], replies: [String], count: Int) {
        let server = Server()
        #expect(server.play(lines) == replies, "\(name)")
        #expect(server.taken.withLock { $0.count } == count, "\(name)")
    }

    @Test("wherever the bytes are cut, the mail is the same")
    func isIndifferentToCuts() {
        let whole = "EHLO a\r\n" + Self.mail + Self.text
        for cut in 1..<whole.utf8.count {
            let server = Server()
            let pieces = [String(whole.prefix(cut)), String(whole.dropFirst(cut))]
            #expect(server.play(pieces) == ["250", "250", "250", "354", "250"], "cut at \(cut)")
            #expect(server.taken.withLock { $0.map(\.bytes) } == [Array("Subject: hi\r\n\r\n.dots\r\n".utf8)])
        }
    }

    @Test("the envelope is kept with what was asked for")
    func keepsTheEnvelope() throws {
        let server = Server()
        _ = server.play([
            "MAIL FROM:<bounces+7@example.org> RET=HDRS ENVID=r+2B7\r\n"
                + "RCPT TO:<bob@outside.example> NOTIFY=SUCCESS,DELAY ORCPT=rfc822;bob@outside.example\r\nDATA\r\n.\r\n"
        ])
        let mail = try #require(server.taken.withLock { $0.first })
        #expect(mail.sender?.description == "bounces+7@example.org")
        #expect(mail.parameters.envelopeID == "r+7")
        #expect(mail.recipients.map(\.parameters.notify) == [[.success, .delay]])
        #expect(mail.recipients.map(\.parameters.originalRecipient) == ["bob@outside.example"])
        #expect(mail.bytes.isEmpty)
    }

    static let logins: [(String, [String], [String])] = [
        ("none", ["MAIL FROM:<>\r\n"], ["530"]),
        ("PLAIN at once", ["AUTH PLAIN \(encoded("\0postern\0secret"))\r\nMAIL FROM:<>\r\n"], ["235", "250"]),
        (
            "PLAIN when asked", ["AUTH PLAIN\r\n\(encoded("\0postern\0secret"))\r\nMAIL FROM:<>\r\n"],
            ["334", "235", "250"]
        ),
        (
            "LOGIN", ["AUTH LOGIN\r\n", encoded("postern") + "\r\n", encoded("secret") + "\r\nMAIL FROM:<>\r\n"],
            ["334", "334", "235", "250"]
        ),
        ("a wrong password", ["AUTH PLAIN \(encoded("\0postern\0wrong"))\r\nMAIL FROM:<>\r\n"], ["535", "530"]),
        ("given up", ["AUTH LOGIN\r\n*\r\nMAIL FROM:<>\r\n"], ["334", "501", "530"]),
        ("no base 64", ["AUTH PLAIN\r\n!\r\nNOOP\r\n"], ["334", "501", "250"]),
        ("another mechanism", ["AUTH GSSAPI\r\n"], ["504"]),
        ("twice", ["AUTH PLAIN \(encoded("\0postern\0secret"))\r\nAUTH LOGIN\r\n"], ["235", "503"]),
    ]

    @Test("mail is taken from those who are logged in", arguments: logins)
    func logsIn(name: String, lines: [String], replies: [String]) {
        #expect(Server().play(lines, login: true) == replies, "\(name)")
    }

    @Test("the greeting offers what the server has", arguments: [true, false])
    func offers(login: Bool) throws {
        var session = Server().session(login: login)
        #expect(session.greeting.code == 220)
        var input = ByteBuffer(string: "EHLO a\r\n")
        guard case .say(let reply)? = session.receive(&input).first else {
            Issue.record("no reply")
            return
        }
        for name in ["PIPELINING", "8BITMIME", "SMTPUTF8", "DSN", "ENHANCEDSTATUSCODES"] {
            #expect(reply.lines.contains(name))
        }
        #expect(reply.lines.contains("AUTH PLAIN LOGIN") == login)
    }

    @Test("what is too large is read and dropped, and the next mail is taken")
    func dropsTheTooLarge() {
        var text = MessageText()
        let line = String(repeating: "x", count: 998) + "\r\n"
        let chunk = String(repeating: line, count: 1024)
        var input = ByteBuffer()
        for _ in 0...(MessageText.limit / chunk.utf8.count) {
            input.writeString(chunk)
            #expect(text.take(&input) == nil)
        }
        #expect(text.isTooLarge)
        input.writeString(".\r\nNOOP\r\n")
        #expect(text.take(&input) != nil)
        #expect(String(buffer: input) == "NOOP\r\n")
    }
}
