// SPDX-License-Identifier: Apache-2.0

extension ReportLanguage {
    static let finnish = ReportLanguage(
        failure: [
            "ei voitu toimittaa", "ei toimitettu", "toimitus epäonnistui", "ei voida toimittaa",
            "toimittaminen epäonnistui",
        ],
        delay: ["viivästy", "ei ole vielä toimitettu"],
        promise: ["yritetään uudelleen"],
        automaticAnswer: ["automaattinen vastaus", "poissaolo", "lomalla", "poissa toimistosta"],
        reasons: [
            .full: ["postilaatikko* täynnä", "kiintiö* ylit", "tila on loppu"],
            .tooLarge: ["liian suuri", "viestin koko"],
            .timeRanOut: ["aika umpeutui", "aikakatkaisu toimitu", "lopetti yrittämisen"],
            .policy: ["roskaposti", "estetty", "ei ole oikeutta", "käytäntö"],
            .noDomain: ["verkkotunnusta ei", "toimialuetta ei"],
            .unknownPerson: [
                "ei löydy", "ei löytynyt", "ei ole olemassa", "tuntematon käyttäjä", "tuntematon vastaanottaja",
                "virheellinen osoite",
            ],
            .closed: ["poistettu käytöstä", "suljettu"],
            .unreachable: ["ei vastaa", "yhteyttä ei"],
        ])
}
