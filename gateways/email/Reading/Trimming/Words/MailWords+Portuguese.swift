// SPDX-License-Identifier: Apache-2.0

extension MailWords {
    /// Portuguese.
    static let portuguese = MailWords(
        language: "pt",
        openings: ["em", "no dia", "a"],
        verbs: ["escreveu", "escreve"],
        sender: ["de"],
        date: ["enviado", "data", "enviada", "enviada em", "enviado em"],
        to: ["para"],
        others: ["cc", "cco", "com cópia", "importância"],
        subject: ["assunto"],
        originals: ["mensagem original", "compromisso original"],
        forwards: ["mensagem encaminhada", "início da mensagem", "mensagem reencaminhada", "encaminhado por"],
        replies: ["re", "res", "resp"],
        forwardings: ["enc", "encam"],
        sent: [
            "enviado do", "enviado de", "enviado a partir do", "enviado da", "enviado via", "enviado pelo",
            "enviado com", "obter o outlook", "obtenha o outlook", "baixe o outlook", "baixar o outlook",
        ],
        sentEndings: [],
        devices: ["celular", "telemóvel", "telefone", "tablet", "smartphone"],
        answersWithin: [
            "em vermelho", "em azul", "em verde", "em negrito", "no texto", "respostas abaixo", "comentários abaixo",
        ])
}
