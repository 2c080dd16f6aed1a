// SPDX-License-Identifier: Apache-2.0

extension MailWords {
    /// Swedish.
    static let swedish = MailWords(
        language: "sv",
        openings: ["den", "på"],
        verbs: ["skrev", "skriver"],
        sender: ["från", "avsändare"],
        date: ["skickat", "datum"],
        to: ["till"],
        others: ["kopia", "cc", "prioritet"],
        subject: ["ämne"],
        originals: ["ursprungligt meddelande", "originalmeddelande", "ursprungsmeddelande"],
        forwards: ["vidarebefordrat meddelande", "vidarebefordrat brev", "vidarebefordrat mail"],
        replies: ["sv"],
        forwardings: ["vb", "vidare"],
        sent: ["skickat från", "skickades från", "skickat med", "hämta outlook"],
        sentEndings: [],
        devices: ["telefon", "mobil", "surfplatta"],
        answersWithin: ["i rött", "i blått", "i texten", "svar nedan", "kommentarer nedan"])
}
