// SPDX-License-Identifier: Apache-2.0

extension MailWords {
    /// Slovenian.
    static let slovenian = MailWords(
        language: "sl",
        openings: ["dne", "v"],
        verbs: ["je napisal", "je napisala", "napisal", "napisala", "piše"],
        sender: ["od", "pošiljatelj"],
        date: ["poslano", "datum"],
        to: ["za", "prejemnik"],
        others: ["kp", "kopija", "pomembnost"],
        subject: ["zadeva"],
        originals: ["izvirno sporočilo", "originalno sporočilo"],
        forwards: ["posredovano sporočilo", "začetek posredovanega"],
        replies: ["odg"],
        forwardings: ["fw", "pos"],
        sent: ["poslano iz", "poslano z"],
        sentEndings: [],
        devices: ["telefona", "mobitela", "tablice"])
}
