// SPDX-License-Identifier: Apache-2.0

extension MailWords {
    /// Catalan.
    static let catalan = MailWords(
        language: "ca",
        openings: ["el", "a"],
        verbs: ["va escriure", "ha escrit", "escrigué"],
        sender: ["de"],
        date: ["enviat", "data", "enviat el"],
        to: ["per a", "a", "per"],
        others: ["cc"],
        subject: ["assumpte", "tema"],
        originals: ["missatge original"],
        forwards: ["missatge reenviat", "inici del missatge"],
        replies: ["re"],
        forwardings: ["rv"],
        sent: ["enviat des de", "enviat des del", "enviat amb"],
        sentEndings: [],
        devices: ["mòbil", "telèfon"])
}
