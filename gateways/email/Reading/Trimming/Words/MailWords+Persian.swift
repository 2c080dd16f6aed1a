// SPDX-License-Identifier: Apache-2.0

extension MailWords {
    /// Persian.
    static let persian = MailWords(
        language: "fa",
        openings: ["در"],
        verbs: ["نوشت", "نوشته است"],
        sender: ["از", "فرستنده"],
        date: ["تاریخ", "ارسال شده"],
        to: ["به", "گیرنده"],
        others: ["رونوشت"],
        subject: ["موضوع"],
        originals: ["پیام اصلی", "پیغام اصلی"],
        forwards: ["پیام بازارسال شده", "پیام هدایت شده", "پیغام هدایت شده"],
        replies: ["پاسخ"],
        forwardings: ["ارجاع"],
        sent: ["ارسال شده از", "فرستاده شده از"],
        sentEndings: [],
        devices: ["تلفن", "موبایل"])
}
