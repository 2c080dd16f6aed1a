// SPDX-License-Identifier: Apache-2.0

extension MailWords {
    /// Danish.
    static let danish = MailWords(
        language: "da",
        openings: ["den", "på"],
        verbs: ["skrev", "skriver"],
        sender: ["fra", "afsender"],
        date: ["sendt", "dato"],
        to: ["til"],
        others: ["cc", "kopi", "prioritet", "vigtighed"],
        subject: ["emne"],
        originals: [
            "oprindelig meddelelse", "oprindelig besked", "original besked", "original meddelelse", "oprindelig mail",
        ],
        forwards: ["videresendt meddelelse", "videresendt besked", "videresendt", "start på videresendt"],
        replies: ["sv"],
        forwardings: ["vs", "vds"],
        sent: ["sendt fra", "sendt med", "sendt via", "hent outlook"],
        sentEndings: [],
        devices: ["telefon", "mobil", "tablet"],
        answersWithin: ["med rødt", "med blåt", "i teksten", "svar nedenfor", "kommentarer nedenfor"])
}
