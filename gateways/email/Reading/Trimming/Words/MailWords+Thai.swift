// SPDX-License-Identifier: Apache-2.0

extension MailWords {
    /// Thai.
    static let thai = MailWords(
        language: "th",
        openings: ["เมื่อ", "ในวันที่"],
        verbs: ["เขียนว่า", "เขียน"],
        sender: ["จาก"],
        date: ["ส่งเมื่อ", "วันที่", "ส่ง"],
        to: ["ถึง"],
        others: ["สำเนา"],
        subject: ["เรื่อง", "หัวเรื่อง"],
        originals: ["ข้อความเดิม", "ข้อความต้นฉบับ"],
        forwards: ["ข้อความที่ส่งต่อ"],
        replies: ["ตอบกลับ"],
        forwardings: ["ส่งต่อ"],
        sent: ["ส่งจาก"],
        sentEndings: [],
        devices: ["โทรศัพท์", "มือถือ"])
}
