// SPDX-License-Identifier: Apache-2.0

extension ReportLanguage {
    static let romanian = ReportLanguage(
        failure: ["nu a putut fi livrat", "nu a fost livrat", "nelivrat", "livrarea a eșuat", "nu poate fi livrat"],
        delay: ["întârzi", "nu a fost încă livrat"],
        automaticAnswer: ["răspuns automat", "în concediu", "absent din birou"],
        reasons: [
            .full: ["cutia poștală* plină", "căsuța* plină", "cota* depăși"],
            .tooLarge: ["prea mare", "dimensiunea maximă"],
            .timeRanOut: ["timpul a expirat", "a expirat termenul"],
            .policy: ["blocat", "nu aveți permisiunea", "politic"],
            .noDomain: ["domeniul nu"],
            .unknownPerson: [
                "nu a fost găsit", "nu există", "utilizator necunoscut", "destinatar necunoscut", "inexistent",
            ],
            .closed: ["dezactivat", "suspendat"],
            .unreachable: ["nu răspunde", "conexiune refuzată"],
        ])
}
