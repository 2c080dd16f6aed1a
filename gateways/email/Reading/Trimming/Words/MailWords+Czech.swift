// SPDX-License-Identifier: Apache-2.0

extension MailWords {
    /// Czech.
    static let czech = MailWords(
        language: "cs",
        openings: ["dne"],
        verbs: ["napsal", "napsala", "napsal(a)", "píše", "odesílatel"],
        sender: ["od", "odesílatel"],
        date: ["odesláno", "datum", "odeslané"],
        to: ["komu", "příjemce"],
        others: ["kopie", "důležitost"],
        subject: ["předmět", "věc"],
        originals: ["původní zpráva", "původní e-mail", "původní správa"],
        forwards: ["přeposlaná zpráva", "předaná zpráva", "začátek přeposílané zprávy", "přeposílaná zpráva"],
        replies: ["odp", "re"],
        forwardings: ["fw", "předáno"],
        sent: ["odesláno z", "odesláno pomocí", "posláno z", "získejte outlook"],
        sentEndings: [],
        devices: ["telefonu", "mobilu", "tabletu"],
        answersWithin: ["červeně", "modře", "v textu", "odpovědi níže"])
}
