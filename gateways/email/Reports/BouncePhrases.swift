// SPDX-License-Identifier: Apache-2.0

/// What bounces say, in lower case, in the languages of the larger mail systems.
enum BouncePhrases {
    static func tellsFailure(_ text: some StringProtocol) -> Bool {
        failure.contains { text.holds($0) }
    }

    static func tellsDelay(_ text: some StringProtocol) -> Bool {
        delay.contains { text.holds($0) }
    }

    private static let failure = [
        "undeliver", "delivery failure", "delivery failed", "delivery has failed", "failure notice", "failed delivery",
        "delivery status notification (fail", "delivery notification: delivery has failed", "delivery error",
        "mail delivery system", "returned mail", "returning message to sender", "returned to sender",
        "could not be delivered", "couldn't be delivered", "couldn’t be delivered", "wasn't delivered",
        "wasn’t delivered", "was not delivered", "not able to deliver", "unable to deliver", "wasn't able to deliver",
        "nondeliverable", "non-deliverable", "message rejected", "mail rejected", "address not found",
        "hi. this is the", "permanent error", "permanent fatal errors", "message blocked", "message not delivered",
        "unzustellbar", "nicht zugestellt", "konnte nicht übermittelt", "zustellung fehlgeschlagen",
        "zustellungsfehler", "non remis", "échec de la remise", "no se pudo entregar", "no se ha podido entregar",
        "mancato recapito", "impossibile recapitare", "onbestelbaar",
    ]

    private static let delay = [
        "delivery status notification (delay", "delayed mail", "delivery delayed", "delivery is delayed",
        "has been delayed", "warning: message", "still undelivered", "not yet been delivered", "has not yet been",
        "delivery incomplete", "will be retried", "will keep trying", "do not need to resend",
        "no need to resend", "delivery attempts will continue", "verzögert", "noch nicht zugestellt", "retardée",
    ]
}
