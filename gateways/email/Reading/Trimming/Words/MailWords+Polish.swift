// SPDX-License-Identifier: Apache-2.0

extension MailWords {
    /// Polish.
    static let polish = MailWords(
        language: "pl",
        openings: ["w dniu", "dnia", "w"],
        verbs: ["napisał", "napisała", "napisał(a)", "pisze", "napisano"],
        sender: ["od", "nadawca"],
        date: ["wysłano", "data", "wysłane", "wysłany"],
        to: ["do", "adresat", "odbiorca"],
        others: ["dw", "cc", "udw", "ważność", "priorytet"],
        subject: ["temat"],
        originals: [
            "wiadomość oryginalna", "oryginalna wiadomość", "wiadomość pierwotna", "treść oryginalnej wiadomości",
            "original message",
        ],
        forwards: [
            "przekazana wiadomość", "wiadomość przekazana", "treść przekazanej wiadomości",
            "początek przekazywanej wiadomości", "przesłana wiadomość", "przekazywana wiadomość",
        ],
        replies: ["odp", "odpowiedź"],
        forwardings: ["pd", "prze", "przek"],
        sent: [
            "wysłane z", "wysłano z", "wysłane przez", "wysłane za pomocą", "wysłane za pośrednictwem",
            "pobierz outlook", "uzyskaj outlook", "pobierz program outlook",
        ],
        sentEndings: [],
        devices: ["telefonu", "telefon", "komórki", "tabletu", "smartfonu", "smartfona"],
        answersWithin: ["na czerwono", "na niebiesko", "w tekście", "odpowiedzi poniżej"])
}
