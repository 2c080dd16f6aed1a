// SPDX-License-Identifier: Apache-2.0

extension MailWords {
    /// Finnish.
    static let finnish = MailWords(
        language: "fi",
        openings: [],
        verbs: ["kirjoitti", "kirjoittaa", "kirjoitti näin"],
        sender: ["lähettäjä"],
        date: ["lähetetty", "päivämäärä", "päiväys", "lähetysaika"],
        to: ["vastaanottaja", "kenelle"],
        others: ["kopio", "tärkeys"],
        subject: ["aihe"],
        originals: ["alkuperäinen viesti", "alkup. viesti", "alkuperäinen sanoma"],
        forwards: ["välitetty viesti", "edelleenlähetetty viesti", "edelleen lähetetty viesti"],
        replies: ["vs", "vast"],
        forwardings: ["vl"],
        sent: ["lähetetty", "lähetetty laitteesta", "hanki outlook"],
        sentEndings: ["lähetetty"],
        devices: ["puhelin", "puhelimesta", "kännykästä", "mobiililaitteesta"],
        answersWithin: ["punaisella", "sinisellä", "tekstin joukossa", "vastaukset alla"])
}
