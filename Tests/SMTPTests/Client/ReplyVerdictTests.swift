// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import SMTP

@Suite("What a refusal means")
struct ReplyVerdictTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let reply: String
        let stage: ReplyVerdict.Stage
        /// nil: temporary.
        let cause: SubmissionRefusal.Cause?

        init(_ reply: String, _ stage: ReplyVerdict.Stage, _ cause: SubmissionRefusal.Cause?) {
            (self.reply, self.stage, self.cause) = (reply, stage, cause)
        }

        var testDescription: String { "\(reply), \(stage)" }
    }

    static func reply(_ text: String) -> Reply {
        let words = text.split(separator: " ", maxSplits: 2).map(String.init)
        let status = words.count > 1 ? EnhancedStatus(words[1]) : nil
        return Reply(Int(words[0]) ?? 0, status, words.dropFirst(status == nil ? 1 : 2).joined(separator: " "))
    }

    static let cases = [
        Case("450 4.2.0 greylisted", .recipient, nil),
        Case("452 too many", .recipient, nil),
        Case("552 too many recipients", .recipient, nil),
        Case("454 4.7.0 TLS not available", .sender, nil),
        Case("550 5.1.1 unknown", .recipient, .recipient),
        Case("550 5.1.2 no such host", .recipient, .recipient),
        Case("550 5.1.10 null MX", .recipient, .recipient),
        Case("556 5.1.10 null MX", .recipient, .recipient),
        Case("550 unknown", .recipient, .recipient),
        Case("551 not here", .recipient, .recipient),
        Case("553 no", .recipient, .recipient),
        Case("550 5.2.1 disabled", .recipient, .recipient),
        Case("552 5.2.2 full", .recipient, .mailboxFull),
        Case("552 5.2.3 too large", .message, .size),
        Case("552 5.3.4 too large", .sender, .size),
        Case("552 too large", .message, .size),
        Case("550 5.4.1 access denied", .recipient, .recipient),
        Case("550 5.1.8 bad sender", .sender, .policy),
        Case("550 5.5.3 too many", .recipient, .policy),
        Case("554 5.6.0 content", .message, .content),
        Case("550 5.6.7 UTF-8", .message, .content),
        Case("550 5.7.1 spam", .message, .policy),
        Case("550 5.7.26 unauthenticated", .message, .policy),
        Case("553 sender", .sender, .policy),
        Case("554 failed", .message, .other),
        Case("500 what?", .message, .other),
        Case("554 5.7.1 relay.them says: rejected as spam", .recipient, .policy),
        Case("550 5.1.1 relay access denied", .recipient, .recipient),
        Case("554 5.7.1 relay access denied", .message, .policy),
    ]

    @Test("is told from its code, and its enhanced code", arguments: cases)
    func means(_ given: Case) {
        let expected: ReplyVerdict
        let reply = Self.reply(given.reply)
        if let cause = given.cause {
            expected = .permanent(SubmissionRefusal(status: reply.status, cause: cause, words: given.reply))
        } else {
            expected = .temporary(given.reply)
        }
        #expect(ReplyVerdict(reply, at: given.stage) == expected)
    }

    @Test(
        "is about us",
        arguments: [
            "530 5.7.0 authenticate", "535 5.7.8 wrong", "534 5.7.9 weak", "538 5.7.11 encrypt",
            "554 5.7.1 <b@them>: Relay access denied", "550 5.7.1 Relaying denied", "550 relay not permitted",
            "550 5.7.54 SMTP; Unable to relay recipient",
        ])
    func aboutUs(_ text: String) {
        #expect(ReplyVerdict(Self.reply(text), at: .recipient) == .account(text))
    }

    @Test("is shown in one line, without what could hide in it, and not without end")
    func words() {
        let reply = Reply(550, EnhancedStatus(5, 1, 1), ["two\tlines", " of \u{202E}text\u{7}", "", "\u{1B}[31mred"])
        #expect(ServerWords.of(reply) == "550 5.1.1 two lines of text [31mred")
        let long = ServerWords.of(Reply(550, nil, String(repeating: "wörter ", count: 1_000)))
        #expect(long.count == ServerWords.limit)
        #expect(long.hasSuffix("…"))
        #expect(ServerWords.of(Reply(550, nil, String(repeating: "x", count: 2_000))).count == ServerWords.limit)
    }

    @Test(
        "the shape of a message",
        arguments: [
            ("", false, false), ("Subject: x\r\n\r\ny", false, false), ("Subject: x\r\n\r\n\u{E9}", true, false),
            ("Subject: \u{E9}\r\n\r\n", true, true), ("\r\n\u{E9}", true, false), ("A: x\n\n\u{E9}", true, false),
            ("A: x\r\n y\r\nB: \u{E9}", true, true),
        ])
    func shape(_ text: String, _ is8Bit: Bool, _ hasUTF8Header: Bool) {
        let shape = MessageShape(Array(text.utf8))
        #expect(shape.size == text.utf8.count)
        #expect(shape.is8Bit == is8Bit)
        #expect(shape.hasUTF8Header == hasUTF8Header)
    }
}

@Suite("RecipientAnswers: a server that relays for nobody, or not to one address")
struct RelayRefusalTests {
    @Test(
        "is the operator's to mend where we have not logged in; else it is about that address",
        arguments: [false, true])
    func relayDenied(hasLoggedIn: Bool) {
        var answers = RecipientAnswers(count: 1, hasLoggedIn: hasLoggedIn)
        let words = "554 5.7.1 <b@them>: Relay access denied"
        answers.take(ReplyVerdictTests.reply(words), at: 0)
        switch answers.refusal {
        case .account(let said): #expect(!hasLoggedIn && said == words)
        case .permanent(let refusal, _): #expect(hasLoggedIn && refusal.cause == .policy && refusal.words == words)
        default: Issue.record("\(String(describing: answers.refusal))")
        }
    }
}
