// SPDX-License-Identifier: Apache-2.0

extension MailWords {
    /// Croatian.
    static let croatian = MailWords(
        language: "hr",
        openings: ["dana", "u"],
        verbs: ["je napisao", "je napisala", "napisao", "napisala", "piše", "je napisao/la"],
        sender: ["od", "šalje", "pošiljatelj"],
        date: ["poslano", "datum"],
        to: ["za", "prima", "primatelj"],
        others: ["kopija", "važnost"],
        subject: ["predmet"],
        originals: ["izvorna poruka", "originalna poruka"],
        forwards: ["proslijeđena poruka", "proslijeđena e-pošta", "početak proslijeđene poruke"],
        replies: ["odg"],
        forwardings: ["pros", "proslj"],
        sent: ["poslano s", "poslano iz", "poslano sa", "poslano putem"],
        sentEndings: [],
        devices: ["telefona", "mobitela", "tableta"])
}
