// SPDX-License-Identifier: Apache-2.0

/// The header of the answered mail as Outlook copies it above the quoted text: From, Sent, To, Subject. GMX and some others
/// begin with Sent.
enum CopiedHeader {
    private enum Field {
        case from, date, to, subject
    }

    private static let names: [String: Field] = [
        "from": .from, "sent": .date, "date": .date, "to": .to, "subject": .subject,
        "von": .from, "gesendet": .date, "datum": .date, "an": .to, "betreff": .subject,
        "de": .from, "envoyé": .date, "à": .to, "objet": .subject,
        "enviado": .date, "enviado el": .date, "fecha": .date, "para": .to, "asunto": .subject,
        "da": .from, "inviato": .date, "data": .date, "a": .to, "oggetto": .subject,
        "enviada": .date, "enviada em": .date, "assunto": .subject,
        "van": .from, "verzonden": .date, "aan": .to, "onderwerp": .subject,
        "från": .from, "skickat": .date, "till": .to, "ämne": .subject,
        "fra": .from, "sendt": .date, "til": .to, "emne": .subject,
        "od": .from, "wysłano": .date, "do": .to, "temat": .subject,
        "от": .from, "отправлено": .date, "кому": .to, "тема": .subject,
    ]
    /// Among so many lines all of them stand; Cc and an importance may be there, too.
    private static let lines = 8
    /// Octets of a line in which the name stands, with what may be around it.
    private static let nameBytes = 100

    /// Whether the first of these lines is such a header's first.
    static func begins(_ rest: ArraySlice<String>) -> Bool {
        guard let first = rest.first.flatMap(field), first == .from || first == .date else { return false }
        let found = Set(rest.prefix(lines).compactMap(field))
        return found.isSuperset(of: [.from, .subject]) && (found.contains(.date) || found.contains(.to))
    }

    /// Bold names come with their marks: `*From:* Bob`.
    private static func field(_ line: String) -> Field? {
        guard line.utf8.prefix(nameBytes).contains(UInt8(ascii: ":")) else { return nil }
        let plain = line.drop { $0 == "*" || $0.isWhitespace }
        guard let colon = plain.firstIndex(of: ":") else { return nil }
        let name = plain[..<colon].filter { $0 != "*" }.dropTrailingWhiteSpace()
        return name.utf8.count <= nameBytes && name.count <= 12 ? names[name.lowercased()] : nil
    }
}
