// SPDX-License-Identifier: Apache-2.0

package import GatewayKit

extension SMSGateway {
    /// Segments of the longest text, where the descriptor sets no limit of its own: as long as most providers take.
    static let defaultSegments = 10
    /// Characters of the longest text, likewise.
    static let defaultCharacters = 1600

    package func judge(_ copies: [OutgoingMessage]) throws(Refusal) -> Judgement {
        for copy in copies { try check(copy) }
        return Judgement()
    }

    private func check(_ message: OutgoingMessage) throws(Refusal) {
        guard NumberPlan.canBeAnswered(message.to) else { throw .cannotBeAnswered }
        guard message.text.contains(where: { !$0.isWhitespace }) || !message.media.isEmpty else { throw .empty }
        guard canSend(from: message.from) else { throw .foreignNumber }
        try checkLength(message)
        let most = descriptor.limits.media ?? 0
        guard message.media.count <= most else { throw most == 0 ? .noMedia : .tooManyMedia(most: most) }
        let inputs = inputs(message)
        guard descriptor.sends.contains(where: { $0.condition.holds(for: inputs) }) else { throw .noMedia }
    }

    private func checkLength(_ message: OutgoingMessage) throws(Refusal) {
        let limits = descriptor.limits
        let characters = limits.textCharacters ?? (limits.segments == nil ? Self.defaultCharacters : Int.max)
        let segments = limits.segments ?? (limits.textCharacters == nil ? Self.defaultSegments : Int.max)
        let (fitting, isUnlimited) = segments.multipliedReportingOverflow(by: Segments.Encoding.gsm7.singleLimit)
        let longest = min(characters, isUnlimited ? Int.max : fitting)
        // Composing shortens a text, but never to less than this part of it: a longer one needs no closer look.
        guard message.text.unicodeScalars.count / OutgoingMessage.mostComposed <= longest else {
            throw .tooLong(characters: longest)
        }
        let text = message.composedText
        guard text.unicodeScalars.count <= characters else { throw .tooLong(characters: characters) }
        let encoded = Segments(text)
        guard encoded.count <= segments else {
            throw .tooLong(characters: encoded.encoding.partLimit * segments)
        }
    }
}

extension Refusal {
    fileprivate static let cannotBeAnswered = Refusal(
        .recipient,
        Sentence(
            "This sender uses a name instead of a number and cannot be answered.",
            german: "Dieser Absender benutzt einen Namen statt einer Nummer; ihm kann man nicht antworten."))

    fileprivate static let foreignNumber = Refusal(
        .sender,
        Sentence(
            "Your number is not among this gateway's, so the message would come from somebody else's. Ask the gateway's "
                + "operator for another one.",
            german: "Deine Nummer gehört nicht zu diesem Gateway; die Nachricht käme von einer fremden. Bitte den "
                + "Betreiber des Gateways um eine andere."))

    fileprivate static let empty = Refusal(
        .content, Sentence("The message is empty.", german: "Die Nachricht ist leer."))

    fileprivate static let noMedia = Refusal(
        .content,
        Sentence(
            "This gateway sends text only; send a link instead of the file.",
            german: "Dieses Gateway verschickt nur Text; schicke statt der Datei einen Link."))

    fileprivate static func tooLong(characters: Int) -> Refusal {
        Refusal(
            .content,
            Sentence(
                "The message is too long; at most \(characters) characters fit. Send it in several messages.",
                german:
                    "Die Nachricht ist zu lang; höchstens \(characters) Zeichen passen. Teile sie auf mehrere auf."))
    }

    fileprivate static func tooManyMedia(most: Int) -> Refusal {
        Refusal(
            .content,
            Sentence(
                "At most \(most) attachments fit into one message.",
                german: "Höchstens \(most) Anhänge passen in eine Nachricht."))
    }
}
