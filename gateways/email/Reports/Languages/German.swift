// SPDX-License-Identifier: Apache-2.0

extension ReportLanguage {
    static let german = ReportLanguage(
        failure: [
            "unzustellbar", "nicht zugestellt", "nicht zustellbar", "konnte nicht übermittelt",
            "zustellung fehlgeschlagen", "zustellungsfehler", "fehler bei der zustellung", "zustellfehler",
            "fehlgeschlagene zustellung", "konnte nicht gesendet", "nicht ausgeliefert", "rückläufer", "zurückgewiesen",
            "zustellung nicht möglich", "konnte nicht zugestellt",
        ],
        delay: ["verzögert", "noch nicht zugestellt", "zustellung verzögert"],
        promise: ["weitere zustellversuche", "wird erneut versucht", "weiterhin versucht", "versucht weiterhin"],
        success: ["erfolgreich zugestellt"],
        automaticAnswer: [
            "abwesenheit", "automatische antwort", "automatische rückmeldung", "nicht im büro", "nicht im hause",
            "im urlaub", " urlaub", "automatische abwesenheitsnotiz", "außer haus",
        ],
        copy: [
            "kopie der nachricht", "kopie ihrer nachricht", "kopie der ursprünglichen", "ursprüngliche nachricht folgt",
            "kopfzeilen der nachricht", "originalnachricht folgt",
        ],
        copyTitle: ["ursprüngliche nachricht", "originalnachricht", "kopfzeilen"],
        reasons: [
            .full: [
                "postfach voll", "postfach ist voll", "postfach des empfängers ist voll", "speicherplatz erschöpft",
                "quota überschritten", "speicherplatz überschritten", "postfachgröße überschritten", "mailbox voll",
                "mailbox ist voll", "kein speicherplatz", "speicherkontingent", "postfach * voll ", "mailbox * voll ",
                "speichergrenze", "speicherlimit", "keinen freien speicher", "speicherplatz * voll",
                "speicherplatz * erschöpft", "speicherplatz * belegt", "zu viele mails", "zu viele nachrichten auf",
                "quota * überschritten", "quota * erreicht", "speicher * voll ",
            ],
            .tooLarge: [
                "nachricht ist zu groß", "mail ist zu groß", "nachricht zu groß", "maximale größe",
                "maximal zulässige größe", "größenbeschränkung", "systemgrenze", "nachricht * zu groß",
                "mail * zu groß", "größe * überschreitet", "größe * überschritten", "überschreitet * größe",
                "anhang * zu groß",
            ],
            .timeRanOut: [
                "zeitüberschreitung bei der zustellung", "zustellversuche", "zustellung aufgegeben",
                "konnte innerhalb von", "nicht innerhalb", "mehreren versuchen", "mehrfach versucht",
                "versuch eingestellt", "versuche eingestellt", "tagen * zugestellt", "nicht rechtzeitig",
            ],
            .sender: ["absender abgelehnt", "absenderadresse", "absender ist nicht", "absender wurde"],
            .policy: [
                "spamverdacht", "richtlinie", "blockiert", "gesperrt wegen", "nicht berechtigt", "nicht erlaubt",
                "abgelehnt wegen", "als werbung", "sperrliste", "unerwünscht", "keine berechtigung", "berechtigungen",
                "verstößt gegen", "nicht zulässig", "anhang * verboten", "unzulässig", "abgewiesen wegen", "verdacht",
                "gefiltert",
            ],
            .noDomain: [
                "domain existiert nicht", "domäne existiert nicht", "unbekannte domain", "domain nicht gefunden",
                "domäne nicht gefunden", "unbekannter host",
            ],
            .unknownPerson: [
                "existiert nicht", "empfänger unbekannt", "unbekannter empfänger", "benutzer unbekannt",
                "unbekannter benutzer", "kein solcher benutzer", "nicht gefunden", "adresse unbekannt",
                "unbekannte adresse", "postfach nicht vorhanden", "empfänger nicht", "ungültiger empfänger",
                "ungültige adresse", "kein postfach", "unbekannt", "nicht bekannt", "nicht vorhanden",
                "adresse * ungültig", "empfänger * ungültig", "kein benutzer", "keinen benutzer", "kein empfänger",
                "niemand mit",
            ],
            .closed: [
                "deaktiviert", "postfach gesperrt", "konto gesperrt", "nicht mehr aktiv", "nicht mehr gültig",
                "postfach ist gesperrt", "nicht mehr verfügbar", "nicht mehr existiert", "konto * gelöscht",
                "postfach * gelöscht",
            ],
            .unreachable: [
                "nicht erreichbar", "verbindung abgelehnt", "verbindung konnte nicht", "zeitüberschreitung",
                "keine verbindung", "nicht erreicht werden", "antwortet nicht", "nicht geantwortet", "keine antwort",
                "kann nicht erreicht",
            ],
        ],
        hints: [
            .policy: ["abgelehnt", "verweigert"],
            .unknownPerson: ["ungültig"],
        ])
}
