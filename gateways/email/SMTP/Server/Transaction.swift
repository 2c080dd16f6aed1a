// SPDX-License-Identifier: Apache-2.0

/// One message on its way in, from MAIL to the reply to its text. Nothing of it outlives that.
struct Transaction: Sendable {
    let sender: EnvelopeAddress?
    let parameters: MailParameters
    /// Accepted, each once.
    private(set) var recipients: [EnvelopeAddress] = []
    /// For each accepted RCPT command the place of its recipient: LMTP answers each of them.
    private(set) var slots: [Int] = []
    /// nil before the text has begun.
    var message: MessageCollector?

    init(sender: EnvelopeAddress?, parameters: MailParameters) {
        self.sender = sender
        self.parameters = parameters
    }

    /// Accepts a recipient once more; false where it has not been accepted before.
    mutating func acceptAgain(_ recipient: EnvelopeAddress) -> Bool {
        guard let place = recipients.firstIndex(of: recipient) else { return false }
        slots.append(place)
        return true
    }

    mutating func accept(_ recipient: EnvelopeAddress) {
        slots.append(recipients.count)
        recipients.append(recipient)
    }

    /// What the client is told of a delivery: for LMTP one reply to each RCPT, for SMTP one for all.
    ///
    /// Where SMTP's recipients fared differently, trying again beats a refusal and a refusal beats success: a message
    /// may come twice, or be reported to its sender as failed for more people than it did, but is never lost in
    /// silence.
    func replies(_ verdicts: [DeliveryVerdict], _ dialect: SessionSettings.Dialect) -> [Reply] {
        let each = recipients.indices.map { $0 < verdicts.count ? verdicts[$0] : .busy }
        guard dialect == .smtp else { return slots.map { Reply(each[$0]) } }
        let refused = each.first { if case .refused = $0 { true } else { false } }
        let worst = each.first { $0 == .busy } ?? each.first { $0 == .full } ?? refused ?? .stored
        return [Reply(worst)]
    }
}
