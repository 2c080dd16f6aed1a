// SPDX-License-Identifier: Apache-2.0

extension MailWords {
    /// Slovak.
    static let slovak = MailWords(
        language: "sk",
        openings: ["dňa"],
        verbs: ["napísal", "napísala", "napísal(a)", "píše"],
        sender: ["od", "odosielateľ"],
        date: ["odoslané", "dátum"],
        to: ["komu", "pre", "príjemca"],
        others: ["kópia", "dôležitosť"],
        subject: ["predmet", "vec"],
        originals: ["pôvodná správa", "pôvodný e-mail"],
        forwards: ["preposlaná správa", "začiatok preposlanej správy", "odovzdaná správa"],
        replies: ["odp"],
        forwardings: ["fw", "pd"],
        sent: ["odoslané z", "odoslané pomocou", "poslané z", "získajte outlook"],
        sentEndings: [],
        devices: ["telefónu", "mobilu", "tabletu"],
        answersWithin: ["červenou", "modrou", "v texte", "odpovede nižšie"])
}
