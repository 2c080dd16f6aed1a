// SPDX-License-Identifier: Apache-2.0

extension MailWords {
    /// English.
    static let english = MailWords(
        language: "en",
        openings: ["on", "at"],
        verbs: ["wrote", "writes", "said"],
        sender: ["from"],
        date: ["sent", "date"],
        to: ["to"],
        others: ["cc", "bcc", "reply-to", "importance", "organization", "attachments"],
        subject: ["subject"],
        originals: ["original message", "original appointment", "original mail", "original email", "reply message"],
        forwards: ["forwarded message", "forwarded by", "forwarded mail", "forwarded email", "begin forwarded"],
        replies: ["re"],
        forwardings: ["fw", "fwd", "fd"],
        sent: [
            "sent from", "sent using", "sent via", "sent with", "sent by", "get outlook", "get yahoo mail", "send from",
        ],
        sentEndings: [],
        devices: ["phone", "mobile", "tablet", "handheld", "smartphone", "cell", "handset", "device"],
        answersWithin: [
            "inline", "in-line", "in red", "in blue", "in green", "in purple", "in bold", "in caps", "answers below",
            "answered below", "comments below", "replies below", "responses below", "see comments", "interspersed",
        ])
}
