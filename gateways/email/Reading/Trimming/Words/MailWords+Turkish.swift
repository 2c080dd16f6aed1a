// SPDX-License-Identifier: Apache-2.0

extension MailWords {
    /// Turkish.
    static let turkish = MailWords(
        language: "tr",
        openings: [],
        verbs: ["yazdı", "şunu yazdı", "şunları yazdı", "yazmış"],
        sender: ["kimden", "gönderen"],
        date: ["gönderildi", "tarih", "gönderme tarihi", "gönderilme tarihi"],
        to: ["kime", "alıcı"],
        others: ["bilgi", "cc", "önem"],
        subject: ["konu"],
        originals: ["özgün ileti", "orijinal ileti", "orijinal mesaj", "asıl ileti"],
        forwards: ["iletilen mesaj", "yönlendirilen mesaj", "iletilmiş mesaj", "iletilen ileti"],
        replies: ["ynt", "yan", "cvp"],
        forwardings: ["ilt", "i̇lt"],
        sent: ["şuradan gönderildi"],
        sentEndings: ["gönderildi", "gönderilmiştir", "edinin", "gönderdim"],
        devices: ["telefonumdan", "cihazımdan", "cepten"],
        answersWithin: ["kırmızı", "mavi ile", "metin içinde"])
}
