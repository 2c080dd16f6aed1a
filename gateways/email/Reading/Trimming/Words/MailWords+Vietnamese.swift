// SPDX-License-Identifier: Apache-2.0

extension MailWords {
    /// Vietnamese.
    static let vietnamese = MailWords(
        language: "vi",
        openings: ["vào", "lúc"],
        verbs: ["đã viết", "viết"],
        sender: ["từ"],
        date: ["đã gửi", "ngày", "ngày gửi"],
        to: ["đến", "tới"],
        others: ["cc"],
        subject: ["chủ đề", "tiêu đề"],
        originals: ["thư gốc", "tin nhắn gốc"],
        forwards: ["thư chuyển tiếp", "thư đã chuyển tiếp", "tin nhắn được chuyển tiếp"],
        replies: ["trả lời", "tl"],
        forwardings: ["chuyển tiếp", "ct"],
        sent: ["được gửi từ", "đã gửi từ", "gửi từ"],
        sentEndings: [],
        devices: ["điện thoại"])
}
