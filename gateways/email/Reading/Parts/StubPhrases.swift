// SPDX-License-Identifier: Apache-2.0

/// What senders' programs write in plain text who have nothing to say there. The second witness only: a short text that
/// has hardly a word of the HTML is one without them, too (`SharedWords`).
enum StubPhrases {
    static func occur(in lines: [String]) -> Bool {
        let text = lines.joined(separator: " ").lowercased()
        return phrases.contains { text.holds($0) }
    }

    /// In lower case: English, German, French, Spanish, Italian, Portuguese, Dutch, Polish.
    private static let phrases = [
        "not support html", "does not support html", "doesn't support html", "html-compatible", "html compatible",
        "html-capable", "view in html", "view it in html", "requires html", "enable html", "an html email",
        "an html message", "html-enabled", "in html format", "html version of this", "cannot display html",
        "can't display html",
        "unterstützt kein html", "html-format", "html-fähig", "kein html darstellen", "html nicht darstellen",
        "html-darstellung", "nachricht leider nicht darstellen",
        "pas afficher le html", "pas le html", "au format html", "pas le format html",
        "no soporta html", "no admite html", "en formato html",
        "non supporta html", "non supporta l'html", "in formato html",
        "não suporta html", "nao suporta html", "em formato html",
        "ondersteunt geen html", "in html-formaat",
        "nie obsługuje html", "w formacie html",
    ]
}
