// SPDX-License-Identifier: Apache-2.0

extension MailWords {
    /// German.
    static let german = MailWords(
        language: "de",
        openings: ["am"],
        verbs: ["schrieb", "schreibt", "hat geschrieben", "geschrieben"],
        sender: ["von"],
        date: ["gesendet", "datum", "gesendet am"],
        to: ["an"],
        others: ["cc", "kopie", "bcc", "wichtigkeit", "priorität", "antwort an"],
        subject: ["betreff", "betr."],
        originals: [
            "original nachricht", "originalnachricht", "ursprüngliche nachricht", "ursprünglicher termin",
            "original-nachricht", "ursprüngliche mail", "originalmail", "original mail", "original-mail",
            "antwort nachricht",
        ],
        forwards: [
            "weitergeleitete nachricht", "weitergeleitete e-mail", "weitergeleiteten nachricht",
            "weitergeleiteten e-mail", "weitergeleitete mail", "weitergeleitet von",
        ],
        replies: ["aw", "antw", "antwort"],
        forwardings: ["wg", "wtr", "w.", "weitergeleitet"],
        sent: [
            "gesendet von", "gesendet mit", "gesendet über", "gesendet aus", "von meinem",
            "diese nachricht wurde von meinem", "diese nachricht wurde mit", "holen sie sich outlook",
            "laden sie outlook", "outlook für", "versendet mit", "verschickt mit",
        ],
        sentEndings: ["gesendet", "verschickt", "versendet"],
        devices: ["handy", "telefon", "mobiltelefon", "smartphone", "tablet", "mobilgerät"],
        answersWithin: [
            "inline", "in rot", "in blau", "in grün", "in fett", "rot markiert", "im text", "antworten unten",
            "kommentare unten", "in deiner mail", "in ihrer mail", "anmerkungen unten",
        ])
}
