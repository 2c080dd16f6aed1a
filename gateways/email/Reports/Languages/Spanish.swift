// SPDX-License-Identifier: Apache-2.0

extension ReportLanguage {
    static let spanish = ReportLanguage(
        failure: [
            "no se pudo entregar", "no se ha podido entregar", "no pudo ser entregado", "no ha podido ser entregado",
            "no entregado", "no fue entregado", "no entregable", "error de entrega", "error en la entrega",
            "fallo de entrega", "fallo en la entrega", "entrega fallida", "devuelto al remitente", "mensaje devuelto",
            "correo devuelto", "no se ha entregado", "no se entregó", "no puede ser entregado", "no pudo enviarse",
            "no pudo entregarse",
        ],
        delay: ["retrasad", "retraso en la entrega", "aún no se ha entregado", "entrega demorada"],
        promise: ["se seguirá intentando", "seguiremos intentando"],
        success: ["entregado correctamente", "entregado con éxito"],
        automaticAnswer: [
            "respuesta automática", "fuera de la oficina", "fuera de oficina", "de vacaciones", "ausencia",
            "contestación automática", "autorespuesta",
        ],
        copy: ["copia del mensaje", "copia de su mensaje", "cabeceras del mensaje"],
        copyTitle: ["mensaje original"],
        reasons: [
            .full: [
                "buzón lleno", "buzón está lleno", "buzón del destinatario está lleno", "cuota excedida",
                "cuota superada", "excedido la cuota", "excede la cuota", "superado la cuota", "sin espacio",
                "casilla llena", "espacio insuficiente", "buzón * llen", "bandeja de entrada * llen", "cuenta * llen",
                "casilla * llen", "límite de almacenamiento", "superado su cuota", "excedido su cuota",
                "cuota * superada", "cuota * excedid", "espacio * insuficiente", "espacio * agotado", "supera * cuota",
                "cuota * agotad", "sin espacio disponible",
            ],
            .tooLarge: [
                "mensaje demasiado grande", "demasiado grande", "tamaño máximo", "excede el tamaño", "supera el tamaño",
                "tamaño * supera", "tamaño * excede", "adjunto * grande", "mensaje excede", "mensaje supera",
            ],
            .timeRanOut: [
                "tiempo de espera agotado para", "tiempo máximo", "ha caducado", "ha expirado",
                "después de varios intentos", "tras varios intentos", "se agotó el tiempo", "dejó de intentarlo",
                "dejado de intentar",
            ],
            .sender: ["remitente rechazad", "remitente no", "dirección del remitente", "dominio del remitente"],
            .policy: [
                "lista negra", "correo no deseado", "política", "bloquead", "no autorizado", "no permitido",
                "no está permitid", "no tiene permiso", "no está autorizado", "spam", "prohibid", "filtro",
            ],
            .noDomain: [
                "dominio no existe", "dominio desconocido", "dominio no encontrado", "dominio inexistente",
                "servidor desconocido",
            ],
            .unknownPerson: [
                "usuario desconocido", "destinatario desconocido", "usuario no existe", "no existe",
                "dirección desconocida", "usuario inexistente", "buzón inexistente", "no encontrado", "no encontrada",
                "destinatario inválido", "dirección inválida", "cuenta inexistente", "no se encontró",
                "no se encuentra", "usuario no válido", "no se ha encontrado", "dirección no es válida",
                "no es una dirección válida", "no hay ningún usuario", "ningún usuario",
            ],
            .closed: [
                "cuenta desactivada", "cuenta suspendida", "deshabilitad", "inhabilitad", "cuenta inactiva",
                "dado de baja", "cuenta cerrada", "buzón no disponible", "cuenta bloqueada",
            ],
            .unreachable: [
                "conexión rechazada", "tiempo de espera", "no se pudo conectar", "inaccesible",
                "no fue posible conectar", "no se pudo establecer", "no responde", "sin respuesta",
                "no se pudo contactar", "no es posible conectar",
            ],
        ],
        hints: [
            .timeRanOut: ["sin éxito"],
            .policy: ["rechazad", "denegad"],
            .unknownPerson: ["desconocid", "inválid"],
        ])
}
