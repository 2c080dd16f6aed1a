// SPDX-License-Identifier: Apache-2.0

extension MailWords {
    /// Italian.
    static let italian = MailWords(
        language: "it",
        openings: ["il", "in data"],
        verbs: ["ha scritto", "scrive", "scriveva"],
        sender: ["da", "mittente"],
        date: ["inviato", "data", "inviato il"],
        to: ["a", "per", "destinatario"],
        others: ["cc", "ccn", "priorità"],
        subject: ["oggetto"],
        originals: ["messaggio originale", "messaggio originario", "appuntamento originale"],
        forwards: ["messaggio inoltrato", "inizio messaggio", "inizia il messaggio inoltrato", "inoltrato da"],
        replies: ["r", "rif", "ris"],
        forwardings: ["i", "inoltro", "inol"],
        sent: [
            "inviato da", "inviato dal", "inviato con", "inviato tramite", "inviata da", "scarica outlook",
            "ottieni outlook",
        ],
        sentEndings: [],
        devices: ["cellulare", "telefono", "tablet", "dispositivo", "smartphone"],
        answersWithin: [
            "in rosso", "in blu", "in verde", "in grassetto", "nel testo", "risposte sotto", "commenti sotto",
        ])
}
