// SPDX-License-Identifier: Apache-2.0

extension ReportLanguage {
    static let dutch = ReportLanguage(
        failure: [
            "onbestelbaar", "niet bezorgd", "kon niet worden bezorgd", "kan niet worden bezorgd",
            "niet worden afgeleverd", "niet afgeleverd", "bezorging mislukt", "aflevering mislukt", "niet bestelbaar",
            "fout bij het bezorgen", "bezorgfout", "niet verzonden",
        ],
        delay: ["vertraagd", "nog niet bezorgd", "nog niet afgeleverd", "vertraging"],
        success: ["succesvol bezorgd", "succesvol afgeleverd"],
        automaticAnswer: [
            "automatisch antwoord", "automatische beantwoording", "afwezig", "niet op kantoor", "met vakantie",
            "op vakantie",
        ],
        copy: ["kopie van het bericht", "kopie van uw bericht"],
        copyTitle: ["oorspronkelijk bericht", "origineel bericht"],
        reasons: [
            .full: [
                "postvak vol", "postvak is vol", "mailbox vol", "mailbox is vol", "postbus vol", "postbus is vol",
                "quotum overschreden", "quota overschreden", "postvak * vol ", "mailbox * vol ", "postbus * vol ",
                "quota * overschreden", "quotum * overschreden", "onvoldoende ruimte",
            ],
            .tooLarge: ["bericht is te groot", "te groot", "maximale grootte"],
            .timeRanOut: [
                "verlopen", "na meerdere pogingen", "tijdslimiet", "te lang in de wachtrij", "gestopt met proberen",
                "meerdere pogingen",
            ],
            .sender: ["afzender geweigerd", "afzender niet", "adres van de afzender"],
            .policy: [
                "zwarte lijst", "ongewenst", "beleid", "geblokkeerd", "niet toegestaan", "niet bevoegd",
                "niet gemachtigd", "geen toestemming", "verboden",
            ],
            .noDomain: ["domein bestaat niet", "onbekend domein", "domein niet gevonden"],
            .unknownPerson: [
                "onbekende gebruiker", "gebruiker onbekend", "onbekende ontvanger", "ontvanger onbekend",
                "bestaat niet", "niet gevonden", "ongeldig adres", "ongeldige ontvanger", "adres onbekend",
                "onbekend adres", "niet worden gevonden", "adres is ongeldig",
            ],
            .closed: ["uitgeschakeld", "gedeactiveerd", "opgeheven", "niet meer actief"],
            .unreachable: [
                "verbinding geweigerd", "onbereikbaar", "niet bereikbaar", "geen verbinding", "reageert niet",
                "geen reactie", "antwoordt niet",
            ],
        ],
        hints: [
            .timeRanOut: ["zonder succes"],
            .policy: ["geweigerd", "afgewezen"],
            .unknownPerson: ["onbekend", "ongeldig"],
        ])
}
