// SPDX-License-Identifier: Apache-2.0

extension MailWords {
    /// Chinese, in both scripts.
    static let chinese = MailWords(
        language: "zh",
        openings: ["在", "於", "于"],
        verbs: ["写道", "寫道", "写到", "来信", "說道"],
        sender: ["发件人", "寄件者", "寄件人", "发信人", "發件人", "from"],
        date: ["发送时间", "日期", "寄件日期", "傳送時間", "发送日期", "寄件時間", "寄件时间", "時間", "时间"],
        to: ["收件人", "收件者", "to"],
        others: ["抄送", "副本", "重要性", "cc"],
        subject: ["主题", "主旨", "主題", "标题"],
        originals: ["原始邮件", "原始郵件", "原邮件", "邮件原件", "原始信件"],
        forwards: ["转发邮件", "转发的邮件", "轉寄郵件", "轉寄的郵件", "转发邮件信息", "已转发邮件", "轉寄訊息", "forwarded message"],
        replies: ["回复", "回覆", "答复", "答覆", "回"],
        forwardings: ["转发", "轉寄", "轉發", "转"],
        sent: ["发自", "發自", "从我的", "從我的", "来自", "获取 outlook", "取得 outlook", "下载 outlook"],
        sentEndings: ["发送", "傳送", "發送", "寄出"],
        devices: ["手机", "手機"],
        answersWithin: ["红字", "紅字", "红色", "紅色", "蓝色", "藍色"])
}
