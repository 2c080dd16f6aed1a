// SPDX-License-Identifier: Apache-2.0

extension ReportLanguage {
    static let slovak = ReportLanguage(
        failure: ["nedoručiteľn", "nebola doručená", "nebolo doručené", "nepodarilo sa doručiť", "nemožno doručiť"],
        automaticAnswer: ["automatická odpoveď", "mimo kancelárie"],
        reasons: [
            .full: ["schránka* plná", "kvóta* prekročená", "prekročená kvóta"],
            .tooLarge: ["príliš veľk"],
            .timeRanOut: ["vypršal"],
            .policy: ["zablokovan", "nemáte oprávnenie", "nevyžiadan"],
            .unknownPerson: ["neexistuje", "nenájden", "nebola nájdená", "neznámy používateľ", "neznámy príjemca"],
            .unreachable: ["neodpovedá"],
        ])
}
