// SPDX-License-Identifier: Apache-2.0

import Bridge
import GatewayKit
import Testing
import XMPP

@Suite("Failure: what a sender is told")
struct FailureTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let failure: Failure
        let condition: String
        let type: String
        let english: String
        let german: String
        var testDescription: String { "\(failure)" }

        init(_ failure: Failure, _ condition: String, _ type: String, _ english: String, _ german: String) {
            self.failure = failure
            self.condition = condition
            self.type = type
            self.english = english
            self.german = german
        }
    }

    private static func refused(_ reason: Rejection) -> Failure {
        .refused(Refusal(reason, Sentence("Shorten it.", german: "Kürzen Sie sie.")))
    }

    /// Design section 8; a piece of each sentence in both languages.
    static let cases = [
        Case(
            .notRegistered(gateway: "sms.example.org"), "registration-required", "auth",
            "Register at sms.example.org first", "Registrieren Sie sich zuerst bei sms.example.org"),
        Case(.notAnAddress(FakeGateway.noNumber), "jid-malformed", "modify", "This is no number.", "keine Nummer"),
        Case(.encrypted, "not-acceptable", "modify", "end-to-end encryption", "Ende-zu-Ende-Verschlüsselung"),
        Case(.rejected(.recipient), "item-not-found", "cancel", "nobody at this address", "niemanden"),
        Case(.rejected(.full), "item-not-found", "cancel", "mailbox is full", "Postfach des Empfängers ist voll"),
        Case(.rejected(.optedOut), "forbidden", "auth", "asked not to get messages", "möchte"),
        Case(.rejected(.content), "policy-violation", "modify", "refused the content", "Inhalt"),
        Case(.rejected(.policy), "policy-violation", "modify", "rules do not allow", "Regeln"),
        Case(.rejected(.sender), "undefined-condition", "cancel", "from your address", "Ihrer Adresse"),
        Case(
            .rejected(.sender, words: Sentence(verbatim: "21606: no")), "undefined-condition", "cancel", "(21606: no)",
            "(21606: no)"),
        Case(
            .rejected(.full, words: Sentence("It is full.", german: "Es ist voll.")), "item-not-found", "cancel",
            "Try again later. (It is full.)", "noch einmal. (Es ist voll.)"),
        Case(
            .rejected(.unknown, words: Sentence("It is so.", german: "Es ist so.")), "undefined-condition", "cancel",
            "The reason given is: It is so.", "Als Grund wird genannt: Es ist so."),
        Case(.rejected(.unknown), "undefined-condition", "cancel", "no reason was given", "Grund wurde nicht genannt"),
        Case(
            .rejected(.unknown, words: Sentence(verbatim: "radio off")), "undefined-condition", "cancel",
            "The reason given is: radio off", "Als Grund wird genannt: radio off"),
        Case(refused(.recipient), "item-not-found", "cancel", "Shorten it.", "Kürzen Sie sie."),
        Case(refused(.full), "item-not-found", "cancel", "Shorten it.", "Kürzen Sie sie."),
        Case(refused(.optedOut), "forbidden", "auth", "Shorten it.", "Kürzen Sie sie."),
        Case(refused(.content), "policy-violation", "modify", "Shorten it.", "Kürzen Sie sie."),
        Case(refused(.policy), "policy-violation", "modify", "Shorten it.", "Kürzen Sie sie."),
        Case(refused(.sender), "undefined-condition", "cancel", "Shorten it.", "Kürzen Sie sie."),
        Case(
            .quotaReached(MessageQuota(count: 200, span: .seconds(86_400))), "resource-constraint", "wait",
            "200 messages in 1 day", "200 Nachrichten in 1 Tag"),
        Case(.queueFull, "resource-constraint", "wait", "waiting to be sent", "warten noch"),
        Case(.storeUnavailable, "resource-constraint", "wait", "cannot store", "nicht angenommen"),
        Case(.gaveUp(after: .seconds(4 * 3600)), "remote-server-timeout", "wait", "for 4 hours", "4 Stunden lang"),
        Case(.expiredAtProvider, "remote-server-timeout", "wait", "has expired", "verfallen"),
        Case(.uncertain, "remote-server-timeout", "wait", "may or may not have arrived", "oder auch nicht"),
        Case(.gatewayPaused, "service-unavailable", "cancel", "operator has been told", "Betreiber"),
        Case(.groupChat, "feature-not-implemented", "cancel", "no group chats", "keine Gruppenchats"),
    ]

    @Test("has a condition, a type and a sentence in both languages", arguments: cases)
    func error(_ example: Case) {
        let english = example.failure.error(language: nil)
        #expect(english.condition.rawValue == example.condition)
        #expect(english.action.rawValue == example.type)
        #expect(english.text?.contains(example.english) == true, "\(english.text ?? "no text")")
        #expect(english.language == "en")
        let german = example.failure.error(language: "de-AT")
        #expect(german.condition == english.condition)
        #expect(german.text?.contains(example.german) == true, "\(german.text ?? "no text")")
        #expect(german.language == "de")
    }

    @Test("speaks English to whom it does not understand", arguments: [nil, "fr", "den", "DE-ch"])
    func language(_ tag: String?) {
        let isGerman = tag == "DE-ch"
        #expect(Failure.queueFull.error(language: tag).language == (isGerman ? "de" : "en"))
    }

    @Test(
        "says a span in the largest unit that divides it",
        arguments: [
            (45, "45 seconds"), (60, "1 minute"), (90, "90 seconds"), (300, "5 minutes"), (3_600, "1 hour"),
            (5_400, "90 minutes"), (86_400, "1 day"), (172_800, "2 days"),
        ])
    func span(_ seconds: Int, _ words: String) {
        let sentence = Failure.gaveUp(after: .seconds(seconds)).sentence.english
        #expect(sentence == "The message could not be sent for \(words) and was given up.")
    }
}
