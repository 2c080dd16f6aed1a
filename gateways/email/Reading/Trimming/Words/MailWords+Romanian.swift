// SPDX-License-Identifier: Apache-2.0

extension MailWords {
    /// Romanian.
    static let romanian = MailWords(
        language: "ro",
        openings: ["în", "pe", "la data de"],
        verbs: ["a scris", "a scris următoarele", "scrie"],
        sender: ["de la", "from"],
        date: ["trimis", "data", "dată"],
        to: ["către", "la"],
        others: ["cc", "importanță"],
        subject: ["subiect", "subiectul"],
        originals: ["mesaj original", "mesajul original", "mesajul inițial"],
        forwards: ["mesaj redirecționat", "mesajul redirecționat", "începutul mesajului", "mesaj transmis"],
        replies: ["răsp", "re"],
        forwardings: ["redir", "fw"],
        sent: ["trimis de pe", "trimis din", "trimis cu", "obțineți outlook"],
        sentEndings: [],
        devices: ["telefon", "mobil", "tabletă"])
}
