// SPDX-License-Identifier: Apache-2.0

extension MailWords {
    /// Lithuanian.
    static let lithuanian = MailWords(
        language: "lt",
        openings: [],
        verbs: ["rašė", "parašė", "rašo"],
        sender: ["nuo", "siuntėjas"],
        date: ["išsiųsta", "data"],
        to: ["kam", "skirta", "gavėjas"],
        others: ["kopija", "svarba"],
        subject: ["tema"],
        originals: ["pradinis laiškas", "originalus laiškas", "pradinis pranešimas"],
        forwards: ["persiųstas laiškas", "persiunčiamas laiškas", "persiųstas pranešimas"],
        replies: ["ats"],
        forwardings: ["persiųst", "fw"],
        sent: ["išsiųsta iš", "siųsta iš"],
        sentEndings: [],
        devices: ["telefono", "mobiliojo"])
}
