// SPDX-License-Identifier: Apache-2.0

extension ReportLanguage {
    static let hungarian = ReportLanguage(
        failure: [
            "nem kézbesíthető", "kézbesíthetetlen", "nem sikerült kézbesíteni", "kézbesítés sikertelen",
            "sikertelen kézbesítés", "nem lehetett kézbesíteni", "nem kézbesített", "kézbesítési hiba",
            "nem volt kézbesíthető",
        ],
        delay: ["késleltetve", "késik", "késedelmes", "még nem kézbesít"],
        success: ["sikeresen kézbesít"],
        automaticAnswer: ["automatikus válasz", "házon kívül", "szabadságon", "távollét"],
        copy: ["üzenet másolata", "levél másolata"],
        copyTitle: ["eredeti üzenet"],
        reasons: [
            .full: [
                "postafiók megtelt", "postaláda megtelt", "a postafiók tele", "megtelt", "kvóta túllépve", "betelt",
                "postafiók* tele", "postaláda* tele", "kvót* túllép", "túllép* kvót",
            ],
            .tooLarge: ["túl nagy", "maximális méret", "méret* meghaladja"],
            .timeRanOut: ["lejárt", "időkorlát", "túl régóta"],
            .sender: ["feladó elutasítva", "feladó címe"],
            .policy: [
                "feketelist", "letiltva", "szabályzat", "nem engedélyezett", "kéretlen", "nincs engedélye",
                "nincs jogosultsága",
            ],
            .noDomain: ["ismeretlen tartomány", "nem létező domain", "ismeretlen domain"],
            .unknownPerson: [
                "ismeretlen felhasználó", "ismeretlen címzett", "nem létezik", "nem található", "érvénytelen cím",
                "nincs ilyen", "ismeretlen cím",
            ],
            .closed: ["felfüggesztve", "megszűnt", "inaktív"],
            .unreachable: ["kapcsolat elutasítva", "nem elérhető", "nem érhető el", "nem válaszol"],
        ],
        hints: [
            .policy: ["elutasít"],
            .unknownPerson: ["ismeretlen", "érvénytelen"],
        ])
}
