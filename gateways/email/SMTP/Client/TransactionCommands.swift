// SPDX-License-Identifier: Apache-2.0

/// The commands of one message, with the parameters that this server understands.
struct TransactionCommands: Sendable {
    let envelope: SubmissionEnvelope
    let shape: MessageShape
    let capabilities: Capabilities

    /// Whether the server sends reports, and the envelope wants them.
    var asksForReports: Bool { envelope.wantsReports && capabilities.dsn }

    /// Why the server need not be asked at all; nil where it must.
    var refusal: SubmissionRefusal? {
        if envelope.recipients.isEmpty {
            return SubmissionRefusal(
                status: EnhancedStatus(5, 5, 1), cause: .other, words: "The message has no recipients.",
                german: "Die Nachricht hat keine Empfänger.")
        }
        if let limit = capabilities.sizeLimit, shape.size > limit {
            return SubmissionRefusal(
                status: EnhancedStatus(5, 3, 4), cause: .size,
                words: "The mail server takes at most \(limit) bytes, and the message has \(shape.size).",
                german: "Der Mailserver nimmt höchstens \(limit) Bytes an, und die Nachricht hat \(shape.size).")
        }
        if needsUTF8, !capabilities.smtpUTF8 {
            return SubmissionRefusal(
                status: EnhancedStatus(5, 6, 7), cause: .content,
                words: "The mail server takes no addresses or headers beyond ASCII (SMTPUTF8).",
                german: "Der Mailserver nimmt keine Adressen und Kopfzeilen außerhalb von ASCII an (SMTPUTF8).")
        }
        if shape.is8Bit, !capabilities.eightBitMIME {
            return SubmissionRefusal(
                status: EnhancedStatus(5, 6, 3), cause: .content,
                words: "The mail server takes no 8-bit text (8BITMIME).",
                german: "Der Mailserver nimmt keinen 8-Bit-Text an (8BITMIME).")
        }
        return nil
    }

    var mail: Command {
        var parameters = MailParameters()
        if capabilities.size { parameters.size = shape.size }
        if shape.is8Bit { parameters.body = .eightBitMIME }
        parameters.smtpUTF8 = needsUTF8
        if asksForReports {
            parameters.returned = .headers
            parameters.envelopeID = envelope.envelopeID
        }
        return .mail(envelope.from, parameters)
    }

    func recipient(_ index: Int) -> Command {
        let address = envelope.recipients[index]
        var parameters = RecipientParameters()
        if asksForReports {
            parameters.notify = [.success, .failure, .delay]
            parameters.originalRecipient = address.description
        }
        return .rcpt(.mailbox(address), parameters)
    }

    /// The whole message as one chunk (RFC 3030 section 2).
    var chunk: Command { .bdat(shape.size, last: true) }

    private var needsUTF8: Bool {
        shape.hasUTF8Header || !(envelope.from?.isASCII ?? true) || !envelope.recipients.allSatisfy(\.isASCII)
    }
}
