// SPDX-License-Identifier: Apache-2.0

extension ReportLanguage {
    static let portuguese = ReportLanguage(
        failure: [
            "não pôde ser entregue", "não foi entregue", "não entregue", "não pode ser entregue", "falha na entrega",
            "falha de entrega", "erro na entrega", "erro de entrega", "não foi possível entregar",
            "devolvida ao remetente", "mensagem devolvida", "e mail devolvido", "não entregável",
            "não foi possível enviar",
        ],
        delay: ["atrasad", "ainda não foi entregue", "entrega atrasada", "atraso na entrega"],
        success: ["entregue com sucesso"],
        automaticAnswer: [
            "resposta automática", "fora do escritório", "ausência", "ausente", "de férias", "em férias",
        ],
        copy: ["cópia da mensagem", "cópia da sua mensagem"],
        copyTitle: ["mensagem original"],
        reasons: [
            .full: [
                "caixa cheia", "caixa postal cheia", "caixa de correio cheia", "caixa de entrada cheia",
                "caixa postal está cheia", "caixa de correio está cheia", "cota excedida", "quota excedida",
                "excedeu a cota", "excedeu a quota", "sem espaço", "espaço insuficiente", "caixa * chei",
                "conta * chei", "quota * excedid", "cota * excedid", "excedeu * cota", "excedeu * quota",
                "espaço * insuficiente",
            ],
            .tooLarge: [
                "mensagem muito grande", "muito grande", "tamanho máximo", "demasiado grande", "excede o tamanho",
                "tamanho * excede", "mensagem excede", "anexo * grande",
            ],
            .timeRanOut: [
                "tempo esgotado", "tempo limite excedido", "expirou", "após várias tentativas",
                "após diversas tentativas", "parou de tentar",
            ],
            .sender: ["remetente rejeitad", "remetente não", "endereço do remetente"],
            .policy: [
                "lista negra", "indesejad", "política", "bloquead", "não autorizad", "não permitid",
                "não tem permissão", "não está autorizad", "proibid", "filtro",
            ],
            .noDomain: ["domínio não existe", "domínio inexistente", "domínio desconhecido", "domínio não encontrado"],
            .unknownPerson: [
                "usuário desconhecido", "utilizador desconhecido", "destinatário desconhecido", "usuário inexistente",
                "não existe", "inexistente", "não encontrado", "não encontrada", "endereço inválido",
                "destinatário inválido", "usuário inválido", "endereço desconhecido", "não foi encontrad",
                "endereço * inválid", "não é válido",
            ],
            .closed: ["desativad", "desabilitad", "conta suspensa", "conta inativa", "suspens"],
            .unreachable: [
                "conexão recusada", "ligação recusada", "inacessível", "tempo limite", "não foi possível conectar",
                "não respond", "sem resposta",
            ],
        ],
        hints: [
            .timeRanOut: ["sem êxito", "sem sucesso"],
            .policy: ["rejeitad", "recusad", "negado"],
            .unknownPerson: ["desconhecid", "inválid"],
        ])
}
