// SPDX-License-Identifier: Apache-2.0

extension MailWords {
    /// Dutch.
    static let dutch = MailWords(
        language: "nl",
        openings: ["op", "den"],
        verbs: ["schreef", "schrijft", "heeft geschreven", "geschreven"],
        sender: ["van", "afzender"],
        date: ["verzonden", "datum", "verstuurd"],
        to: ["aan"],
        others: ["cc", "bcc", "urgentie", "prioriteit"],
        subject: ["onderwerp", "betreft"],
        originals: ["oorspronkelijk bericht", "origineel bericht", "oorspronkelijke afspraak"],
        forwards: ["doorgestuurd bericht", "begin doorgestuurd bericht", "doorgestuurd door"],
        replies: ["re", "antw", "betr"],
        forwardings: ["doorst", "fw"],
        sent: [
            "verstuurd vanaf", "verzonden vanaf", "verzonden met", "verstuurd met", "verzonden via", "verstuurd via",
            "outlook voor", "download outlook",
        ],
        sentEndings: ["verzonden", "verstuurd"],
        devices: ["telefoon", "mobiel", "tablet", "smartphone"],
        answersWithin: [
            "in rood", "in het rood", "in blauw", "in het groen", "in de tekst", "tussen de regels",
            "antwoorden hieronder",
        ])
}
