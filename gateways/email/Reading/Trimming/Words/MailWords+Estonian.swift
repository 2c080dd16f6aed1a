// SPDX-License-Identifier: Apache-2.0

extension MailWords {
    /// Estonian.
    static let estonian = MailWords(
        language: "et",
        openings: [],
        verbs: ["kirjutas", "kirjutab"],
        sender: ["saatja", "kellelt"],
        date: ["saadetud", "kuupäev"],
        to: ["adressaat", "saaja", "kellele"],
        others: ["koopia"],
        subject: ["teema"],
        originals: ["algne sõnum", "originaalkiri", "algne kiri"],
        forwards: ["edastatud kiri", "edastatud sõnum", "edasi saadetud"],
        replies: ["vs", "vast"],
        forwardings: ["ed", "edasi"],
        sent: ["saadetud"],
        sentEndings: ["saadetud"],
        devices: ["telefonist", "mobiilist"])
}
