// SPDX-License-Identifier: Apache-2.0

extension ReportLanguage {
    static let czech = ReportLanguage(
        failure: [
            "nedoručiteln", "nebylo doručeno", "nelze doručit", "nebyla doručena", "nemohla být doručena",
            "nemohlo být doručeno", "nepodařilo se doručit", "chyba doručení", "nedoručen", "vrácená zpráva",
        ],
        delay: ["zpožděn", "zatím nebyl", "dosud nebyl"],
        success: ["úspěšně doručen"],
        automaticAnswer: ["automatická odpověď", "mimo kancelář", "nepřítomn", "na dovolené"],
        copy: ["kopie zprávy"],
        copyTitle: ["původní zpráva"],
        reasons: [
            .full: [
                "schránka je plná", "schránka plná", "plná schránka", "překročena kvóta", "kvóta překročena",
                "nedostatek místa", "schránk* pln", "kvót* překročen", "překročen* kvót",
            ],
            .tooLarge: ["příliš velk", "maximální velikost", "velikost * překračuje", "překračuje * velikost"],
            .timeRanOut: [
                "vypršel", "časový limit", "příliš dlouho ve frontě", "po opakovaných pokusech", "přestal se pokoušet",
            ],
            .sender: ["adresa odesílatele", "odesílatel odmítnut"],
            .policy: ["blokován", "zásad", "není povolen", "nevyžádan", "nemáte oprávnění", "spam"],
            .noDomain: ["doména neexistuje", "neznámá doména", "doména nenalezena"],
            .unknownPerson: [
                "neznámý uživatel", "uživatel neexistuje", "neexistuje", "neznámý příjemce", "nenalezen",
                "neplatná adresa", "neznámá adresa", "uživatel neznámý", "nebyla nalezena", "nebyl nalezen",
                "nelze najít",
            ],
            .closed: ["deaktivován", "zablokován účet", "účet byl zrušen"],
            .unreachable: ["spojení odmítnuto", "nedostupn", "nelze se připojit", "neodpovídá", "bez odpovědi"],
        ],
        hints: [
            .policy: ["odmítnut", "zamítnut"],
            .unknownPerson: ["neznám", "neplatn"],
        ])
}
