// SPDX-License-Identifier: Apache-2.0

package import GatewayKit
package import SMTP

/// Enhanced status codes (RFC 3463 and its registry) in plain words.
package enum StatusMeaning {
    /// One sentence: what the code means, then the code and the server's own words.
    ///
    /// - Parameter words: Of the server, one line; nil where it said nothing.
    /// - Parameter isDelay: The message is still under way.
    package static func sentence(_ status: EnhancedStatus?, words: String?, isDelay: Bool = false) -> Sentence {
        sentence(FailureEvidence(status: status, words: words).meaning, status, words: words, isDelay: isDelay)
    }

    /// - Parameter meaning: What is known to be meant; nil where nothing is.
    static func sentence(
        _ meaning: EnhancedStatus?, _ status: EnhancedStatus?, words: String?, isDelay: Bool
    ) -> Sentence {
        let known = meaning.flatMap { table[[$0.subject, $0.detail]] ?? table[[$0.subject, 0]] }
        let meaning = known ?? (isDelay ? late : refused)
        let proof = [status.map(\.description), words].compactMap { $0 }.joined(separator: " ")
        let trimmed = proof.hasSuffix(".") ? String(proof.dropLast()) : proof
        let suffix = trimmed.isEmpty ? "" : " (\(trimmed))"
        return Sentence("\(meaning.english)\(suffix).", german: "\(meaning.german)\(suffix).")
    }

    /// What the failure is about; nil where it is about none of these, such as a server that was never reached.
    package static func rejection(_ status: EnhancedStatus?, words: String?) -> Rejection? {
        rejection(FailureEvidence(status: status, words: words).meaning)
    }

    static func rejection(_ meaning: EnhancedStatus?) -> Rejection? {
        switch meaning.map({ ($0.subject, $0.detail) }) {
        case (1, 7)?, (1, 8)?, (7, _)?, (5, 3)?, (4, 5)?: .policy
        case (2, 2)?: .full
        case (1, _)?, (2, 1)?, (2, 4)?, (4, 4)?, (4, 310)?: .recipient
        case (2, 3)?, (3, 4)?, (6, _)?: .content
        default: nil
        }
    }

    /// Whether the code of a failure means that time ran out or that the way there is broken: everything that was
    /// transient, and what is about the network. But what says that there is no such domain, or whose words speak of the
    /// address as Exchange's 5.4.1 does, is about the address.
    package static func isExpiry(_ status: EnhancedStatus?, words: String?) -> Bool {
        isExpiry(FailureEvidence(status: status, words: words).meaning)
    }

    static func isExpiry(_ meaning: EnhancedStatus?) -> Bool {
        guard let meaning, meaning.class == 5 else { return meaning?.class == 4 }
        return meaning.subject == 4 && rejection(meaning) == nil
    }

    private static let late = Sentence(
        "The mail could not be delivered yet; its server keeps trying",
        german: "Die Mail konnte noch nicht zugestellt werden; ihr Server versucht es weiter")

    private static let refused = Sentence(
        "The mail was not accepted", german: "Die Mail wurde nicht angenommen")

    /// By subject and detail, without a full stop; detail 0 stands for every other of its subject.
    private static let table: [[Int]: Sentence] = [
        [1, 0]: Sentence("Something is wrong with the address", german: "Mit der Adresse stimmt etwas nicht"),
        [1, 1]: Sentence("There is no such mailbox", german: "Dieses Postfach gibt es nicht"),
        [1, 2]: Sentence("There is no such mail domain", german: "Diese Mail-Domain gibt es nicht"),
        [1, 3]: Sentence("This is not a valid address", german: "Das ist keine gültige Adresse"),
        [1, 6]: Sentence(
            "The mailbox has moved, and nobody knows where to",
            german: "Das Postfach ist umgezogen, und niemand weiß, wohin"),
        [1, 7]: Sentence("Your own address was refused", german: "Ihre eigene Adresse wurde abgelehnt"),
        [1, 8]: Sentence("Your own address was refused", german: "Ihre eigene Adresse wurde abgelehnt"),
        [1, 10]: Sentence(
            "This domain accepts no mail", german: "Diese Domain nimmt keine Mail an"),
        [2, 0]: Sentence(
            "Something is wrong with the mailbox", german: "Mit dem Postfach stimmt etwas nicht"),
        [2, 1]: Sentence(
            "The mailbox is closed and accepts no mail",
            german: "Das Postfach ist gesperrt und nimmt keine Mail an"),
        [2, 2]: Sentence("The mailbox is full", german: "Das Postfach ist voll"),
        [2, 3]: Sentence(
            "The mail is larger than this mailbox accepts",
            german: "Die Mail ist größer, als dieses Postfach annimmt"),
        [2, 4]: Sentence(
            "The mailing list could not be reached", german: "Die Mailingliste war nicht erreichbar"),
        [3, 0]: Sentence(
            "The recipient's mail server has a problem", german: "Der Mailserver des Empfängers hat ein Problem"),
        [3, 1]: Sentence(
            "The recipient's mail server is full", german: "Der Mailserver des Empfängers ist voll"),
        [3, 4]: Sentence(
            "The mail is larger than the recipient's server accepts",
            german: "Die Mail ist größer, als der Server des Empfängers annimmt"),
        [4, 0]: Sentence(
            "The recipient's mail server could not be reached",
            german: "Der Mailserver des Empfängers war nicht erreichbar"),
        [4, 4]: Sentence(
            "There is no way to this mail domain", german: "Zu dieser Mail-Domain führt kein Weg"),
        [4, 6]: Sentence(
            "The mail went round in circles between servers", german: "Die Mail ging zwischen Servern im Kreis"),
        [4, 7]: Sentence(
            "The recipient's mail server did not take the mail in time",
            german: "Der Mailserver des Empfängers hat die Mail nicht rechtzeitig angenommen"),
        [5, 0]: Sentence(
            "The mail servers did not understand each other",
            german: "Die Mailserver haben einander nicht verstanden"),
        [5, 3]: Sentence("The mail has too many recipients", german: "Die Mail hat zu viele Empfänger"),
        [6, 0]: Sentence(
            "The recipient's server does not accept this content",
            german: "Der Server des Empfängers nimmt diesen Inhalt nicht an"),
        [7, 0]: Sentence(
            "The recipient's server refused the mail by its rules",
            german: "Der Server des Empfängers hat die Mail nach seinen Regeln abgelehnt"),
        [7, 2]: Sentence(
            "You may not write to this mailing list", german: "Auf diese Mailingliste dürfen Sie nicht schreiben"),
    ]
}
