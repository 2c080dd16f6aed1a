// SPDX-License-Identifier: Apache-2.0

extension MailWords {
    /// French.
    static let french = MailWords(
        language: "fr",
        openings: ["le", "au"],
        verbs: ["a écrit", "écrit", "écrivait"],
        sender: ["de", "expéditeur"],
        date: ["envoyé", "date", "envoyé le"],
        to: ["à", "pour", "destinataire"],
        others: ["cc", "copie à", "importance"],
        subject: ["objet", "sujet"],
        originals: [
            "message d'origine", "message original", "rendez-vous d'origine", "mail original", "e-mail d'origine",
        ],
        forwards: [
            "message transféré", "message réexpédié", "courriel transféré", "début du message", "transféré par",
        ],
        replies: ["re", "ré", "rép", "réf", "ref"],
        forwardings: ["tr", "fwd", "trans"],
        sent: [
            "envoyé de", "envoyé depuis", "envoyé à partir de", "envoyé avec", "envoyé par", "obtenir outlook",
            "obtenez outlook", "télécharger outlook", "téléchargez outlook", "envoyé via",
        ],
        sentEndings: [],
        devices: ["téléphone", "mobile", "portable", "tablette", "smartphone"],
        answersWithin: [
            "en rouge", "en bleu", "en vert", "en gras", "dans le texte", "dans le corps", "réponses ci-dessous",
            "commentaires ci-dessous",
        ])
}
