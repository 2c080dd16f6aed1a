// SPDX-License-Identifier: Apache-2.0

extension ReportLanguage {
    static let swedish = ReportLanguage(
        failure: [
            "kunde inte levereras", "inte levererats", "olevererbart", "kan inte levereras", "leveransfel",
            "gick inte att leverera", "misslyckad leverans", "kunde inte skickas", "ej levererat",
        ],
        delay: ["försenad", "har försenats", "ännu inte levererats"],
        success: ["har levererats till"],
        automaticAnswer: ["automatiskt svar", "autosvar", "frånvaro", "på semester", "inte på kontoret"],
        copy: ["kopia av meddelandet"],
        copyTitle: ["ursprungligt meddelande", "originalmeddelande"],
        reasons: [
            .full: [
                "brevlådan är full", "brevlådan full", "postlådan är full", "inkorgen är full", "kvoten",
                "utrymme slut", "postlåda* full ", "brevlåda* full ", "inkorg* full ", "postkass* full ",
                "kvot* överskrid",
            ],
            .tooLarge: ["för stort", "för stor", "maximal storlek"],
            .timeRanOut: ["tidsgränsen", "har gått ut", "för länge i kön", "slutade försöka", "upprepade försök"],
            .sender: ["avsändaren avvisad", "avsändarens adress"],
            .policy: [
                "svartlist", "blockerad", "blockerat", "skräppost", "inte tillåt", "policyn", "saknar behörighet",
                "inte behörig",
            ],
            .noDomain: ["domänen finns inte", "okänd domän", "domänen hittades inte"],
            .unknownPerson: [
                "okänd användare", "okänd mottagare", "finns inte", "hittades inte", "ogiltig adress", "okänd adress",
                "användaren okänd", "mottagaren okänd", "kunde inte hittas",
            ],
            .closed: ["inaktiverad", "avstängd", "avslutad"],
            .unreachable: [
                "anslutningen nekades", "kunde inte nås", "kunde inte ansluta", "svarar inte", "inget svar",
            ],
        ],
        hints: [
            .policy: ["avvisad", "nekad"],
            .unknownPerson: ["okänd", "ogiltig"],
        ])
}
