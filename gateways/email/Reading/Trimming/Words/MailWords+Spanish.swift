// SPDX-License-Identifier: Apache-2.0

extension MailWords {
    /// Spanish.
    static let spanish = MailWords(
        language: "es",
        openings: ["el", "en"],
        verbs: ["escribió", "escribio", "ha escrito", "escribe"],
        sender: ["de", "remitente"],
        date: ["enviado", "fecha", "enviado el", "enviado a las"],
        to: ["para", "a"],
        others: ["cc", "cco", "importancia"],
        subject: ["asunto"],
        originals: ["mensaje original", "cita original", "correo original"],
        forwards: ["mensaje reenviado", "inicio del mensaje", "reenviado por", "correo reenviado"],
        replies: ["re", "rsp", "resp"],
        forwardings: ["rv", "rm", "rev"],
        sent: [
            "enviado desde", "enviado con", "enviado por", "enviado a través de", "obtener outlook", "obtén outlook",
            "descargar outlook",
        ],
        sentEndings: [],
        devices: ["móvil", "teléfono", "celular", "dispositivo", "tableta"],
        answersWithin: [
            "en rojo", "en azul", "en verde", "en negrita", "en el texto", "respuestas abajo", "comentarios abajo",
        ])
}
