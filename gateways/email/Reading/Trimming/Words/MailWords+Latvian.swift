// SPDX-License-Identifier: Apache-2.0

extension MailWords {
    /// Latvian.
    static let latvian = MailWords(
        language: "lv",
        openings: [],
        verbs: ["rakstīja", "raksta"],
        sender: ["no", "sūtītājs"],
        date: ["nosūtīts", "datums"],
        to: ["kam", "adresāts"],
        others: ["kopija"],
        subject: ["temats", "tēma"],
        originals: ["sākotnējais ziņojums", "oriģinālais ziņojums", "sākotnējā ziņa"],
        forwards: ["pārsūtīts ziņojums", "pārsūtīta ziņa", "pārsūtītais ziņojums"],
        replies: ["atb"],
        forwardings: ["pārs"],
        sent: ["sūtīts no", "nosūtīts no"],
        sentEndings: [],
        devices: ["tālruņa", "telefona"])
}
