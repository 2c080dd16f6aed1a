// SPDX-License-Identifier: Apache-2.0

extension MailWords {
    /// Hungarian.
    static let hungarian = MailWords(
        language: "hu",
        openings: [],
        verbs: ["írta", "ezt írta", "a következőt írta", "időpontban"],
        sender: ["feladó", "küldő"],
        date: ["küldve", "dátum", "elküldve"],
        to: ["címzett", "címzettek"],
        others: ["másolatot kap", "másolat", "fontosság"],
        subject: ["tárgy"],
        originals: ["eredeti üzenet", "eredeti levél", "eredeti találkozó"],
        forwards: ["továbbított üzenet", "továbbított levél", "az üzenet kezdete"],
        replies: ["vá", "válasz"],
        forwardings: ["továbbítás", "tovább", "tov"],
        sent: ["elküldve a", "küldve a", "elküldve", "a következőről küldve", "outlook letöltése"],
        sentEndings: ["küldve", "elküldve"],
        devices: ["telefonról", "mobilról", "telefonomról", "készülékről"],
        answersWithin: ["pirossal", "kékkel", "a szövegben"])
}
