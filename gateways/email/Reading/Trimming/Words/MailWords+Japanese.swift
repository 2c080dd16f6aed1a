// SPDX-License-Identifier: Apache-2.0

extension MailWords {
    /// Japanese.
    static let japanese = MailWords(
        language: "ja",
        openings: [],
        verbs: ["書きました", "のメール", "のメッセージ", "wrote"],
        sender: ["差出人", "送信者", "from"],
        date: ["送信日時", "日時", "日付", "送信日"],
        to: ["宛先", "to"],
        others: ["cc", "重要度"],
        subject: ["件名"],
        originals: ["元のメッセージ", "オリジナルメッセージ", "元のメール", "original message"],
        forwards: ["転送されたメッセージ", "転送メッセージ", "転送メール", "転送されたメール", "forwarded message"],
        replies: ["返信"],
        forwardings: ["転送"],
        sent: [],
        sentEndings: ["から送信", "から送信しました", "で送信", "より送信", "を入手"],
        devices: ["スマートフォン", "携帯"],
        answersWithin: ["赤字", "青字", "インライン"])
}
