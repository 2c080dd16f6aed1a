// SPDX-License-Identifier: Apache-2.0

extension MailWords {
    /// Hebrew.
    static let hebrew = MailWords(
        language: "he",
        openings: ["בתאריך", "ב"],
        verbs: ["כתב", "כתבה", "כתב/ה", "מאת"],
        sender: ["מאת", "מ"],
        date: ["נשלח", "תאריך"],
        to: ["אל"],
        others: ["עותק", "חשיבות"],
        subject: ["נושא"],
        originals: ["הודעה מקורית"],
        forwards: ["הודעה שהועברה", "הודעה מועברת"],
        replies: ["תגובה", "השב"],
        forwardings: ["הועבר"],
        sent: ["נשלח מ", "נשלח מה", "נשלח באמצעות", "קבל את outlook"],
        sentEndings: [],
        devices: ["טלפון", "נייד"])
}
