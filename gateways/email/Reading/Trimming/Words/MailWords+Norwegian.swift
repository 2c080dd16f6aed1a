// SPDX-License-Identifier: Apache-2.0

extension MailWords {
    /// Norwegian.
    static let norwegian = MailWords(
        language: "no",
        openings: ["den", "på"],
        verbs: ["skrev", "skriver"],
        sender: ["fra", "avsender"],
        date: ["sendt", "dato"],
        to: ["til"],
        others: ["kopi", "cc", "prioritet"],
        subject: ["emne"],
        originals: ["opprinnelig melding", "opprinnelig e-post", "original melding"],
        forwards: ["videresendt melding", "videresendt e-post", "videresendt", "start på videresendt"],
        replies: ["sv"],
        forwardings: ["vs", "vds"],
        sent: ["sendt fra", "sendt med", "sendt via", "hent outlook", "få outlook"],
        sentEndings: [],
        devices: ["telefon", "mobil", "nettbrett"],
        answersWithin: ["i rødt", "med rødt", "i blått", "i teksten", "svar nedenfor", "kommentarer nedenfor"])
}
