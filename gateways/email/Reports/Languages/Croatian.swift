// SPDX-License-Identifier: Apache-2.0

extension ReportLanguage {
    static let croatian = ReportLanguage(
        failure: [
            "nije isporučen", "nije moguće isporučiti", "isporuka nije uspjela", "neisporučen", "nije dostavljen",
            "ni bilo mogoče dostaviti",
        ],
        automaticAnswer: ["automatski odgovor", "izvan ureda", "odsotnost"],
        reasons: [
            .full: ["sandučić* pun", "pretinac* pun", "kvota* prekorač", "nabiralnik* poln"],
            .tooLarge: ["prevelika", "prevelik"],
            .policy: ["neželjen", "blokiran", "nemate dopuštenje", "nemate dozvolu"],
            .unknownPerson: [
                "nije pronađen", "ne postoji", "nepoznat korisnik", "nepoznati korisnik", "ne obstaja",
                "ni mogoče najti",
            ],
            .unreachable: ["ne odgovara"],
        ])
}
