// SPDX-License-Identifier: Apache-2.0

extension ReportLanguage {
    static let danish = ReportLanguage(
        failure: [
            "kunne ikke leveres", "blev ikke leveret", "kan ikke leveres", "ikke leveret", "leveringsfejl",
            "kunne ikke sendes", "kunne ikke afleveres", "ikke levert", "ble ikke levert", "kan ikke leveres",
            "leveringsfeil",
        ],
        delay: ["forsinket", "endnu ikke leveret", "ennå ikke levert"],
        automaticAnswer: ["automatisk svar", "autosvar", "fraværende", "ikke på kontoret", "på ferie", "fravær"],
        copy: ["kopi af meddelelsen", "kopi av meldingen"],
        copyTitle: ["oprindelig meddelelse", "opprinnelig melding", "original meddelelse"],
        reasons: [
            .full: [
                "postkassen er fuld", "postkasse fuld", "postboksen er full", "innboksen er full",
                "kvoten er overskredet", "indbakken er fuld", "postkasse* fuld ", "postkasse* full ", "indbakke* fuld ",
                "postboks* full ", "kvote* overskred",
            ],
            .tooLarge: ["for stor", "maksimale størrelse"],
            .timeRanOut: ["tidsfristen", "er udløbet", "har utløpt", "for længe i køen"],
            .sender: ["afsenderen afvist", "avsenderen avvist", "afsenderens adresse", "avsenderens adresse"],
            .policy: [
                "sortliste", "svarteliste", "blokeret", "blokkert", "uønsket", "ikke tilladt", "ikke tillatt",
                "har ikke tilladelse", "har ikke tillatelse",
            ],
            .noDomain: ["domænet findes ikke", "domenet finnes ikke", "ukendt domæne", "ukjent domene"],
            .unknownPerson: [
                "ukendt bruger", "ukjent bruker", "ukendt modtager", "ukjent mottaker", "findes ikke", "finnes ikke",
                "ikke fundet", "ikke funnet", "ugyldig adresse", "ukendt adresse", "ukjent adresse", "blev ikke fundet",
                "ble ikke funnet",
            ],
            .closed: ["deaktiveret", "deaktivert", "lukket", "stengt"],
            .unreachable: ["forbindelsen blev afvist", "kunne ikke nås", "svarer ikke", "kan ikke nås", "intet svar"],
        ],
        hints: [
            .policy: ["afvist", "avvist", "nægtet"],
            .unknownPerson: ["ukendt", "ukjent", "ugyldig"],
        ])
}
