// SPDX-License-Identifier: Apache-2.0

import GatewayKit
import MIME
import Notation

/// Why a text is no email address, and what to write instead.
enum EmailAddressProblem {
    static let notAnAddress = AddressProblem(
        Sentence(
            "This is not an email address; write it like name@example.org.",
            german: "Das ist keine E-Mail-Adresse; schreiben Sie sie wie name@example.org."))

    static let localPart = AddressProblem(
        Sentence(
            "The part before the @ has a character that an email address cannot have; check it for blanks and commas.",
            german: "Der Teil vor dem @ enthält ein Zeichen, das in keiner E-Mail-Adresse stehen kann; "
                + "prüfen Sie ihn auf Leerzeichen und Kommas."))

    static let tooLong = AddressProblem(
        Sentence(
            "This is too long for an email address, which has 254 characters at most.",
            german: "Das ist zu lang für eine E-Mail-Adresse; sie hat höchstens 254 Zeichen."))

    static let literal = AddressProblem(
        Sentence(
            "Write the name of the mail domain instead of a number in brackets, like name@example.org.",
            german: "Schreiben Sie statt der Nummer in Klammern den Namen der Mail-Domain, wie name@example.org."))

    static func domain(_ text: some StringProtocol, _ problem: DomainProblem) -> AddressProblem {
        let shown = shown(text)
        let sentence =
            switch problem {
            case .characters:
                Sentence(
                    "“\(shown)” is not a mail domain; check the part behind the @.",
                    german: "„\(shown)“ ist keine Mail-Domain; prüfen Sie den Teil hinter dem @.")
            case .signs:
                Sentence(
                    "“\(shown)” has a character that no domain can have; check the part behind the @, or write the form "
                        + "of it that begins with xn--.",
                    german: "„\(shown)“ enthält ein Zeichen, das in keiner Domain stehen kann; prüfen Sie den Teil "
                        + "hinter dem @, oder schreiben Sie ihn in der Form, die mit xn-- beginnt.")
            case .arrangement:
                Sentence(
                    "In “\(shown)” a character stands where a domain cannot have it, such as a hyphen at an end or a "
                        + "digit before Hebrew letters; check the part behind the @.",
                    german: "In „\(shown)“ steht ein Zeichen, wo es in einer Domain nicht stehen kann, etwa ein "
                        + "Bindestrich am Ende oder eine Ziffer vor hebräischen Buchstaben; prüfen Sie den Teil hinter "
                        + "dem @.")
            case .encoding:
                Sentence(
                    "“\(shown)” is not a mail domain, for what follows xn-- is no name; write the domain in its own "
                        + "letters.",
                    german: "„\(shown)“ ist keine Mail-Domain, denn was auf xn-- folgt, ist kein Name; schreiben Sie "
                        + "die Domain in ihren eigenen Buchstaben.")
            case .length:
                Sentence(
                    "“\(shown)” is too long for a mail domain; check the part behind the @.",
                    german: "„\(shown)“ ist zu lang für eine Mail-Domain; prüfen Sie den Teil hinter dem @.")
            }
        return AddressProblem(sentence)
    }

    static func incompleteDomain(_ text: some StringProtocol) -> AddressProblem {
        let shown = shown(text)
        return AddressProblem(
            Sentence(
                "The domain “\(shown)” is not complete; write the whole of it, like example.org.",
                german: "Die Domain „\(shown)“ ist nicht vollständig; schreiben Sie sie ganz, wie example.org."))
    }

    /// One line, not long, whatever it was.
    private static func shown(_ text: some StringProtocol) -> String {
        String(HeaderText(text).text.prefix(60))
    }
}
