// SPDX-License-Identifier: Apache-2.0

extension ReportLanguage {
    static let italian = ReportLanguage(
        failure: [
            "mancato recapito", "impossibile recapitare", "non è stato recapitato", "non recapitato",
            "non recapitabile", "mancata consegna", "non consegnato", "non è stato consegnato",
            "impossibile consegnare", "consegna fallita", "errore di consegna", "avviso di mancata",
            "non è stato possibile recapitare", "non è stato possibile consegnare", "messaggio respinto",
            "non può essere consegnato",
        ],
        delay: [
            "ritardo nella consegna", "consegna ritardata", "non è ancora stato", "non ancora consegnato", "in ritardo",
        ],
        success: ["consegnato con successo", "avvenuta consegna"],
        automaticAnswer: ["risposta automatica", "fuori sede", "fuori ufficio", "in ferie", "assenza", "assente"],
        copy: ["copia del messaggio", "intestazioni del messaggio"],
        copyTitle: ["messaggio originale", "messaggio originario"],
        reasons: [
            .full: [
                "casella piena", "casella di posta piena", "casella di posta è piena", "casella postale piena",
                "quota superata", "quota esaurita", "spazio esaurito", "casella è piena", "spazio insufficiente",
                "casella * pien", "cassetta * pien", "mailbox * pien", "limite di spazio", "quota * superat",
                "superato la quota", "spazio * esaurito", "spazio * insufficiente",
            ],
            .tooLarge: [
                "messaggio troppo grande", "troppo grande", "dimensione massima", "dimensioni massime",
                "dimensioni * superano", "dimensione * supera", "messaggio supera", "allegato * grande",
            ],
            .timeRanOut: [
                "tempo scaduto", "è scaduto", "tempo massimo", "dopo vari tentativi", "dopo diversi tentativi",
                "tentativi falliti", "interrotto i tentativi", "dopo numerosi tentativi",
            ],
            .sender: ["mittente rifiutato", "mittente non", "indirizzo del mittente"],
            .policy: [
                "lista nera", "indesiderat", "criteri", "bloccat", "non autorizzat", "non consentit", "non permess",
                "non si dispone dell'autorizzazione", "vietat", "filtro",
            ],
            .noDomain: ["dominio sconosciuto", "dominio inesistente", "dominio non trovato", "dominio non esiste"],
            .unknownPerson: [
                "utente sconosciuto", "destinatario sconosciuto", "indirizzo sconosciuto", "utente inesistente",
                "casella inesistente", "inesistente", "non esiste", "non trovato", "destinatario non valido",
                "indirizzo non valido", "indirizzo errato", "utente non", "non è stato trovato", "non è stata trovata",
                "indirizzo non è valido", "indirizzo * non valido",
            ],
            .closed: [
                "disabilitat", "disattivat", "casella sospesa", "account sospeso", "non più attiv", "non è attiva",
                "non è più attiv",
            ],
            .unreachable: [
                "connessione rifiutata", "non raggiungibile", "irraggiungibile", "impossibile connettersi",
                "timeout di connessione", "non risponde", "nessuna risposta", "impossibile contattare",
            ],
        ],
        hints: [
            .timeRanOut: ["senza esito"],
            .policy: ["rifiutat", "respint"],
            .unknownPerson: ["sconosciut"],
        ])
}
