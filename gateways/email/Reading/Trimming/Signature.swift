// SPDX-License-Identifier: Apache-2.0

/// What stands below every text of the same sender.
enum Signature {
    /// A real signature has four lines (RFC 3676 section 4.3); companies' are longer.
    static let lines = 14
    private static let deviceLineBytes = 140

    private static let devices = [
        "sent from my ", "sent from mail for windows", "sent from outlook", "sent from yahoo mail",
        "sent from proton", "sent with proton", "sent from samsung", "sent from the ", "get outlook for ",
        "sent from gmail mobile", "sent via ", "von meinem ", "gesendet von ", "gesendet mit ", "gesendet über ",
        "diese nachricht wurde von meinem ", "holen sie sich outlook für ", "outlook für ", "envoyé de mon ",
        "envoyé depuis ", "obtenir outlook pour ", "télécharger outlook pour ", "enviado desde ", "enviado do meu ",
        "obtener outlook para ", "obter o outlook para ", "inviato da ", "scarica outlook per ", "verstuurd vanaf ",
        "verzonden vanaf ", "skickat från min ", "sendt fra min ", "отправлено с ",
    ]

    /// The lines in front of it.
    static func cut(_ lines: ArraySlice<String>) -> ArraySlice<String> {
        if let start = separator(in: lines) { return lines[..<start] }
        guard let last = lines.lastIndex(where: { !$0.isEmpty }), isDeviceLine(lines[last]) else { return lines }
        return lines[..<last]
    }

    /// The last "-- " (RFC 3676 section 4.3; many forget its space), or a list's footer, with little behind it.
    private static func separator(in lines: ArraySlice<String>) -> Int? {
        let start = lines.lastIndex { line in
            line == "--" || line == "-- " || (line.utf8.count > 20 && line.allSatisfy { $0 == "_" })
        }
        guard let start else { return nil }
        let tail = lines[(start + 1)...]
        let isShort = tail.count { !$0.isEmpty } <= Self.lines
        guard lines[start].hasPrefix("_") else { return isShort ? start : nil }
        return isShort && tail.contains { $0.lowercased().holds("mailing list") } ? start : nil
    }

    private static func isDeviceLine(_ line: String) -> Bool {
        guard line.utf8.count <= deviceLineBytes else { return false }
        let text = line.lowercased().drop { !$0.isLetter }
        guard devices.contains(where: { text.hasPrefix($0) }) else { return false }
        return !text.hasPrefix("von meinem ") || text.holds("gesendet")
    }
}
