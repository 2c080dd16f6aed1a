// SPDX-License-Identifier: Apache-2.0

extension MailWords {
    /// Indonesian.
    static let indonesian = MailWords(
        language: "id",
        openings: ["pada"],
        verbs: ["menulis", "telah menulis"],
        sender: ["dari"],
        date: ["dikirim", "tanggal"],
        to: ["kepada", "untuk", "ke"],
        others: ["cc"],
        subject: ["subjek", "perihal"],
        originals: ["pesan asli"],
        forwards: ["pesan terusan", "pesan yang diteruskan"],
        replies: ["bls", "balas"],
        forwardings: ["trs", "teruskan"],
        sent: ["dikirim dari", "terkirim dari", "dapatkan outlook"],
        sentEndings: [],
        devices: ["ponsel", "telepon", "hp"])
}
