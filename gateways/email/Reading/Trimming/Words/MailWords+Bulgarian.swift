// SPDX-License-Identifier: Apache-2.0

extension MailWords {
    /// Bulgarian.
    static let bulgarian = MailWords(
        language: "bg",
        openings: ["на"],
        verbs: ["написа", "пише", "писа"],
        sender: ["от", "подател"],
        date: ["изпратено", "дата", "изпратена"],
        to: ["до"],
        others: ["копие", "важност"],
        subject: ["тема", "относно"],
        originals: ["оригинално съобщение", "първоначално съобщение"],
        forwards: ["препратено съобщение", "начало на препратено"],
        replies: ["отг", "отн"],
        forwardings: ["пр", "препр"],
        sent: ["изпратено от", "изпратено с"],
        sentEndings: [],
        devices: ["телефон", "мобилен"])
}
