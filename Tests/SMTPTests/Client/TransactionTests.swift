// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import SMTP

@Suite("A message's way through a connection")
struct TransactionTests {
    static func settings() -> SubmissionSettings {
        SubmissionSettings(host: "mail.test", port: 587, startTLS: .off, ehloName: "us")
    }

    static func envelope(_ recipients: String..., id: String? = nil, reports: Bool = false) -> SubmissionEnvelope {
        SubmissionEnvelope(
            from: Dialogue.address("a@us"), recipients: recipients.map(Dialogue.address), envelopeID: id,
            wantsReports: reports)
    }

    static func accepted(
        _ words: String, reports: Bool = false, _ recipients: [RecipientOutcome] = [.accepted]
    ) -> SubmissionOutcome {
        .accepted(SubmissionReceipt(words: words, promisesReports: reports, recipients: recipients))
    }

    static func refusal(
        _ words: String, _ status: EnhancedStatus? = nil, _ cause: SubmissionRefusal.Cause = .recipient,
        german: String? = nil
    ) -> SubmissionRefusal {
        SubmissionRefusal(status: status, cause: cause, words: words, german: german)
    }

    static let mail = "C: MAIL FROM:<a@us>\n"
    static let rcpt = "C: RCPT TO:<b@them>\n"
    static let plain = Dialogue.opening() + "-- submit\n" + mail + "S: 250 ok\n" + rcpt
    static let piped = Dialogue.opening("PIPELINING") + "-- submit\n" + mail + rcpt + "C: DATA\n"
    static let three =
        Dialogue.opening("PIPELINING") + "-- submit\n" + mail
        + "C: RCPT TO:<b@them>\nC: RCPT TO:<c@them>\nC: RCPT TO:<d@them>\nC: DATA\n"
    static let unknown = refusal("550 5.1.1 nobody", EnhancedStatus(5, 1, 1))

    static let journeys = [
        Dialogue(
            name: "one command after the other",
            script: plain + "S: 250 ok\nC: DATA\nS: 354 go\nC: <message>\nS: 250 2.0.0 queued as 1",
            outcomes: [accepted("250 2.0.0 queued as 1")]),
        Dialogue(
            name: "all at once, and a second message",
            script: piped + "S: 250 ok\nS: 250 ok\nS: 354 go\nC: <message>\nS: 250 1\n"
                + "-- submit\n\(mail)\(rcpt)C: DATA\nS: 250 ok\nS: 250 ok\nS: 354 go\nC: <message>\nS: 250 2",
            outcomes: [accepted("250 1"), accepted("250 2")]),
        Dialogue(
            name: "chunks only to accepted recipients",
            script: Dialogue.opening("CHUNKING", "PIPELINING") + "-- submit\n\(mail)\(rcpt)S: 250 ok\nS: 250 ok\n"
                + "C: <chunk 21>\nS: 250 1",
            outcomes: [accepted("250 1")]),
        Dialogue(
            name: "no chunk for a refused recipient, and a clean slate after it",
            script: Dialogue.opening("CHUNKING", "PIPELINING") + "-- submit\n\(mail)\(rcpt)S: 250 ok\n"
                + "S: 550 5.1.1 nobody\n"
                + "-- submit\nC: RSET\n\(mail)\(rcpt)S: 250 ok\nS: 250 ok\nS: 250 ok\nC: <chunk 21>\nS: 250 1",
            outcomes: [.permanent(unknown, recipients: [.permanent(unknown)]), accepted("250 1")]),
        Dialogue(
            name: "some recipients of three", envelope: envelope("b@them", "c@them", "d@them"),
            script: three + "S: 250 ok\nS: 550 5.1.1 nobody\nS: 250 ok\nS: 451 4.7.1 greylisted\nS: 354 go\n"
                + "C: <message>\nS: 250 1",
            outcomes: [
                accepted("250 1", [.permanent(unknown), .accepted, .temporary("451 4.7.1 greylisted")])
            ]),
        Dialogue(
            name: "the null sender",
            envelope: SubmissionEnvelope(from: nil, recipients: [Dialogue.address("b@them")]),
            script: Dialogue.opening() + "-- submit\nC: MAIL FROM:<>\nS: 250 ok\n\(rcpt)S: 251 forwarded\nC: DATA\n"
                + "S: 354 go\nC: <message>\nS: 250 1",
            outcomes: [accepted("250 1")]),
    ]

    static let refusals = [
        Dialogue(
            name: "greylisting", script: plain + "S: 450 4.7.1 come back\n-- submit\nC: RSET",
            outcomes: [.temporary("450 4.7.1 come back", recipients: [.temporary("450 4.7.1 come back")])]),
        Dialogue(
            name: "a refused sender", script: Dialogue.opening() + "-- submit\n\(mail)S: 553 5.7.1 not yours",
            outcomes: [.permanent(refusal("553 5.7.1 not yours", EnhancedStatus(5, 7, 1), .policy), recipients: [])]),
        Dialogue(
            name: "a refused sender, with everything sent",
            script: piped + "S: 451 4.3.0 busy\nS: 503 no\nS: 503 no\n-- submit\nC: RSET\n\(mail)\(rcpt)C: DATA",
            outcomes: [.temporary("451 4.3.0 busy", recipients: [])]),
        Dialogue(
            name: "all recipients refused, and DATA with them",
            script: piped + "S: 250 ok\nS: 550 5.1.1 nobody\nS: 554 5.5.1 no valid recipients",
            outcomes: [.permanent(unknown, recipients: [.permanent(unknown)])]),
        Dialogue(
            name: "all recipients refused, and DATA accepted: a lone dot, and no message",
            script: piped + "S: 250 ok\nS: 550 5.1.1 nobody\nS: 354 go\nC: .\nS: 554 5.5.1 nothing\n-- submit\n"
                + "\(mail)\(rcpt)C: DATA",
            outcomes: [.permanent(unknown, recipients: [.permanent(unknown)])]),
        Dialogue(
            name: "one refused for now, the others for good", envelope: envelope("b@them", "c@them", "d@them"),
            script: three + "S: 250 ok\nS: 550 5.1.1 nobody\nS: 452 4.5.3 too many\nS: 550 5.1.1 nobody\nS: 554 no",
            outcomes: [
                .temporary(
                    "452 4.5.3 too many",
                    recipients: [.permanent(unknown), .temporary("452 4.5.3 too many"), .permanent(unknown)])
            ]),
        Dialogue(
            name: "relaying denied", script: plain + "S: 554 5.7.1 <b@them>: Relay access denied",
            outcomes: [.account("554 5.7.1 <b@them>: Relay access denied")]),
        Dialogue(
            name: "a login that is missing", script: Dialogue.opening() + "-- submit\n\(mail)S: 530 5.7.0 log in",
            outcomes: [.account("530 5.7.0 log in")]),
        Dialogue(
            name: "content refused at the end",
            script: piped + "S: 250 ok\nS: 250 ok\nS: 354 go\nC: <message>\nS: 554 5.6.0 bad\n-- submit\n"
                + "\(mail)\(rcpt)C: DATA",
            outcomes: [.permanent(refusal("554 5.6.0 bad", EnhancedStatus(5, 6, 0), .content), recipients: [.accepted])]
        ),
        Dialogue(
            name: "the disk is full at the end",
            script: piped + "S: 250 ok\nS: 250 ok\nS: 354 go\nC: <message>\nS: 452 4.3.1 full",
            outcomes: [.temporary("452 4.3.1 full", recipients: [.accepted])]),
        Dialogue(
            name: "a refused sender whose recipients are accepted: no empty message",
            script: piped + "S: 451 4.3.0 busy\nS: 250 ok\nS: 354 go",
            outcomes: [.temporary("451 4.3.0 busy", recipients: [])], closes: true),
        Dialogue(
            name: "DATA answered as if it were done", script: piped + "S: 250 ok\nS: 250 ok\nS: 250 ok",
            outcomes: [.temporary("250 ok", recipients: [.accepted])], closes: true),
        Dialogue(
            name: "an answer before the message is out",
            script: piped + "S: 250 ok\nS: 250 ok\nS: 354 go\nC: <message…>\nS: 552 5.3.4 too much",
            outcomes: [
                .permanent(refusal("552 5.3.4 too much", EnhancedStatus(5, 3, 4), .size), recipients: [.accepted])
            ], closes: true),
        Dialogue(
            name: "no recipients", envelope: envelope(), script: Dialogue.opening() + "-- submit",
            outcomes: [
                .permanent(
                    refusal(
                        "The message has no recipients.", EnhancedStatus(5, 5, 1), .other,
                        german: "Die Nachricht hat keine Empfänger."), recipients: [])
            ]),
        Dialogue(
            name: "larger than announced", script: Dialogue.opening("SIZE 20") + "-- submit",
            outcomes: [
                .permanent(
                    refusal(
                        "The mail server takes at most 20 bytes, and the message has 21.", EnhancedStatus(5, 3, 4),
                        .size, german: "Der Mailserver nimmt höchstens 20 Bytes an, und die Nachricht hat 21."),
                    recipients: [])
            ]),
    ]

    static let noUTF8 = SubmissionOutcome.permanent(
        refusal(
            "The mail server takes no addresses or headers beyond ASCII (SMTPUTF8).", EnhancedStatus(5, 6, 7), .content,
            german: "Der Mailserver nimmt keine Adressen und Kopfzeilen außerhalb von ASCII an (SMTPUTF8)."),
        recipients: [])

    static let parameters = [
        Dialogue(
            name: "size, and reports", envelope: envelope("b+x=y@them", id: "ref=1", reports: true),
            script: Dialogue.opening("SIZE", "DSN") + "-- submit\nC: MAIL FROM:<a@us> SIZE=21 RET=HDRS ENVID=ref+3D1\n"
                + "S: 250 ok\n"
                + "C: RCPT TO:<b+x=y@them> NOTIFY=SUCCESS,FAILURE,DELAY ORCPT=rfc822;b+2Bx+3Dy@them\nS: 250 ok\n"
                + "C: DATA\nS: 354 go\nC: <message>\nS: 250 1",
            outcomes: [accepted("250 1", reports: true)]),
        Dialogue(
            name: "reports that the server does not have", envelope: envelope("b@them", id: "x", reports: true),
            script: plain + "S: 250 ok\nC: DATA\nS: 354 go\nC: <message>\nS: 250 1", outcomes: [accepted("250 1")]),
        Dialogue(
            name: "8-bit text", message: "Subject: x\r\n\r\nh\u{E9}",
            script: Dialogue.opening("8BITMIME", "SMTPUTF8")
                + "-- submit\nC: MAIL FROM:<a@us> BODY=8BITMIME"),
        Dialogue(
            name: "8-bit text to a server of the old days", message: "Subject: x\r\n\r\nh\u{E9}",
            script: Dialogue.opening("SMTPUTF8") + "-- submit",
            outcomes: [
                .permanent(
                    refusal(
                        "The mail server takes no 8-bit text (8BITMIME).", EnhancedStatus(5, 6, 3), .content,
                        german: "Der Mailserver nimmt keinen 8-Bit-Text an (8BITMIME)."),
                    recipients: [])
            ]),
        Dialogue(
            name: "a header beyond ASCII", message: "Subject: \u{E9}\r\n\r\nx",
            script: Dialogue.opening("8BITMIME", "SMTPUTF8") + "-- submit\nC: MAIL FROM:<a@us> BODY=8BITMIME SMTPUTF8"),
        Dialogue(
            name: "a header beyond ASCII that nobody takes", message: "Subject: \u{E9}\r\n\r\nx",
            script: Dialogue.opening("8BITMIME") + "-- submit", outcomes: [noUTF8]),
        Dialogue(
            name: "an address beyond ASCII", envelope: envelope("b@ex\u{E4}mple.org"),
            script: Dialogue.opening("SMTPUTF8") + "-- submit\nC: MAIL FROM:<a@us> SMTPUTF8"),
        Dialogue(
            name: "an address beyond ASCII that nobody takes", envelope: envelope("b@ex\u{E4}mple.org"),
            script: Dialogue.opening() + "-- submit", outcomes: [noUTF8]),
        Dialogue(
            name: "an envelope id cannot add a command", envelope: envelope("b@them", id: "x\r\nRSET", reports: true),
            script: Dialogue.opening("DSN") + "-- submit\nC: MAIL FROM:<a@us> RET=HDRS ENVID=x+0D+0ARSET"),
        Dialogue(
            name: "a quoted address stays one",
            envelope: SubmissionEnvelope(
                from: Dialogue.address("\"a> x\"@us"), recipients: [Dialogue.address("b@them")]),
            script: Dialogue.opening() + "-- submit\nC: MAIL FROM:<\"a> x\"@us>"),
    ]

    static func silence(_ seconds: Int) -> SubmissionOutcome {
        SubmissionProblem.silent(.seconds(seconds)).outcome(settings())
    }

    static let closed = SubmissionProblem.closed.outcome(settings())
    static let unknowable = SubmissionOutcome.uncertain(SubmissionProblem.closed.sentence(settings()))
    static let sending = piped + "S: 250 ok\nS: 250 ok\nS: 354 go\n"
    static let leaving = [SubmissionOutcome.temporary("421 4.3.2 bye", recipients: [])]

    static let losses = [
        Dialogue(
            name: "lost after MAIL", script: Dialogue.opening() + "-- submit\n\(mail)-- lost", outcomes: [closed],
            mayTryAfresh: true, closes: true),
        Dialogue(
            name: "lost after RCPT", script: plain + "-- lost", outcomes: [closed], mayTryAfresh: true, closes: true),
        Dialogue(
            name: "lost after DATA", script: plain + "S: 250 ok\nC: DATA\n-- lost", outcomes: [closed],
            mayTryAfresh: true, closes: true),
        Dialogue(
            name: "lost within the message", script: sending + "C: <message…>\n-- lost", outcomes: [closed],
            mayTryAfresh: true, closes: true),
        Dialogue(
            name: "lost after the message", script: sending + "C: <message>\n-- lost", outcomes: [unknowable],
            closes: true),
        Dialogue(
            name: "lost after the chunk",
            script: Dialogue.opening("CHUNKING")
                + "-- submit\n\(mail)S: 250 ok\n\(rcpt)S: 250 ok\nC: <chunk 21>\n-- lost",
            outcomes: [unknowable], closes: true),
        Dialogue(
            name: "lost after a lone dot", script: piped + "S: 250 ok\nS: 550 5.1.1 nobody\nS: 354 go\nC: .\n-- lost",
            outcomes: [closed], mayTryAfresh: true, closes: true),
        Dialogue(
            name: "no answer to MAIL", script: Dialogue.opening() + "-- submit\n\(mail)-- timeout",
            outcomes: [silence(300)], closes: true),
        Dialogue(name: "no answer to RCPT", script: plain + "-- timeout", outcomes: [silence(300)], closes: true),
        Dialogue(
            name: "no answer to DATA", script: plain + "S: 250 ok\nC: DATA\n-- timeout", outcomes: [silence(120)],
            closes: true),
        Dialogue(
            name: "a message that is not taken", script: sending + "C: <message…>\n-- timeout",
            outcomes: [silence(180)], closes: true),
        Dialogue(
            name: "no answer to the message", script: sending + "C: <message>\n-- timeout",
            outcomes: [.uncertain(SubmissionProblem.silent(.seconds(600)).sentence(settings()))], closes: true),
        Dialogue(
            name: "421 to MAIL", script: Dialogue.opening() + "-- submit\n\(mail)S: 421 4.3.2 bye", outcomes: leaving,
            mayTryAfresh: true, closes: true),
        Dialogue(
            name: "421 to RCPT", script: plain + "S: 421 4.3.2 bye\n-- lost", outcomes: leaving, mayTryAfresh: true,
            closes: true),
        Dialogue(
            name: "421 to DATA", script: plain + "S: 250 ok\nC: DATA\nS: 421 4.3.2 bye", outcomes: leaving,
            mayTryAfresh: true, closes: true),
        Dialogue(
            name: "421 to the message", script: sending + "C: <message>\nS: 421 4.3.2 bye", outcomes: leaving,
            closes: true),
        Dialogue(
            name: "stopped before the message", script: plain + "-- stopped",
            outcomes: [SubmissionProblem.stopped.outcome(settings())], closes: true),
        Dialogue(
            name: "stopped after the message", script: sending + "C: <message>\n-- stopped",
            outcomes: [.uncertain(SubmissionProblem.stopped.sentence(settings()))], closes: true),
        Dialogue(
            name: "a message for a connection that is gone", script: Dialogue.opening() + "-- lost\n-- submit",
            outcomes: [closed], mayTryAfresh: true, closes: true),
        Dialogue(
            name: "a message for a connection that is leaving",
            script: Dialogue.opening() + "-- timeout\nC: QUIT\n-- submit\nS: 221 bye", outcomes: [closed],
            mayTryAfresh: true, closes: true),
    ]

    @Test("gets through", arguments: journeys)
    func goes(_ dialogue: Dialogue) {
        dialogue.play()
    }

    @Test("is refused", arguments: refusals)
    func isRefused(_ dialogue: Dialogue) {
        dialogue.play()
    }

    @Test("takes what the server offers", arguments: parameters)
    func hasParameters(_ dialogue: Dialogue) {
        dialogue.play()
    }

    @Test("breaks off", arguments: losses)
    func breaksOff(_ dialogue: Dialogue) {
        dialogue.play()
    }
}
