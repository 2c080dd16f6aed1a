// SPDX-License-Identifier: Apache-2.0

extension ReportLanguage {
    static let french = ReportLanguage(
        failure: [
            "non remis", "échec de la remise", "échec de remise", "n'a pas pu être remis", "n'a pas été remis",
            "n'a pas pu être délivré", "n'a pas été délivré", "n'a pu être", "impossible de remettre",
            "impossible de délivrer", "non délivré", "non distribué", "échec de livraison", "échec de la livraison",
            "retourné à", "erreur de remise", "n'a pas pu être envoyé", "échec d'envoi", "non distribuable",
        ],
        delay: ["retardée", "retardé", "pas encore été remis", "pas encore été délivré"],
        promise: ["tentatives se poursuiv", "nouvelle tentative sera"],
        success: ["remis avec succès", "délivré avec succès"],
        automaticAnswer: [
            "réponse automatique", "absence", "absent du bureau", "message automatique", "en congé", "en vacances",
        ],
        copy: ["copie du message", "copie de votre message", "message original ci", "en têtes du message"],
        copyTitle: ["message d'origine", "message original", "message initial"],
        reasons: [
            .full: [
                "boîte pleine", "boîte aux lettres pleine", "boîte aux lettres est pleine", "quota dépassé",
                "quota dépassée", "dépasse son quota", "boîte de réception pleine", "espace insuffisant",
                "dépassement de quota", "boîte du destinataire pleine", "destinataire pleine",
                "boîte aux lettres saturée", "messagerie est pleine", "messagerie pleine", "boîte * pleine",
                "boîte * saturée", "messagerie * pleine", "espace de stockage * dépassé", "capacité maximale",
                "quota * dépassé", "quota * atteint", "a dépassé * quota", "plus d'espace", "plus de place",
            ],
            .tooLarge: [
                "message trop volumineux", "trop volumineux", "taille maximale", "message trop gros", "trop grand",
                "taille limite", "taille du message dépasse", "taille * dépasse", "trop gros", "message dépasse",
                "dépasse la taille",
            ],
            .timeRanOut: [
                "délai dépassé", "délai de livraison", "délai de remise", "a expiré", "tentatives infructueuses",
                "après plusieurs tentatives", "cessé d'essayer", "délai de distribution", "abandon après",
            ],
            .sender: [
                "adresse expéditeur", "expéditeur refusé", "expéditeur rejeté", "adresse de l'expéditeur",
                "émetteur invalide", "émetteur refusé",
            ],
            .policy: [
                "liste noire", "indésirable", "règle", "politique", "bloqué", "non autorisé", "pas autorisé",
                "trop de connexions", "message refusé", "spam", "n'êtes pas autorisé", "pas l'autorisation",
                "rejeté par les règles", "interdit", "antispam", "anti spam", "considéré comme", "filtré",
            ],
            .noDomain: [
                "domaine inconnu", "domaine n'existe pas", "domaine introuvable", "hôte inconnu", "hôte introuvable",
                "domaine non trouvé", "domaine inexistant", "domaine n'est pas valide",
            ],
            .unknownPerson: [
                "utilisateur inconnu", "destinataire inconnu", "adresse inconnue", "n'existe pas", "boîte inconnue",
                "introuvable", "destinataire invalide", "adresse invalide", "compte inconnu", "inexistant",
                "inexistante", "pas d'utilisateur", "non répertorié", "destinataire est invalide", "aucun utilisateur",
                "pas valide", "n'est pas reconnu", "ne correspond à aucun", "erronée", "utilisateur non trouvé",
                "destinataire non trouvé", "adresse non trouvée", "boîte non trouvée",
            ],
            .closed: [
                "désactivé", "compte suspendu", "boîte désactivée", "compte fermé", "n'est plus",
                "destinataire archivée", "compte du destinataire est bloqué", "archivée",
            ],
            .unreachable: [
                "connexion refusée", "injoignable", "délai d'attente", "connexion impossible",
                "impossible de se connecter", "impossible de contacter", "ne répond pas", "impossible de joindre",
                "connexion a échoué", "pas de réponse",
            ],
        ],
        hints: [
            .timeRanOut: ["sans succès"],
            .policy: ["refusé", "rejeté"],
            .unknownPerson: ["inconnu", "invalide"],
        ])
}
