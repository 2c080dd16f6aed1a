// SPDX-License-Identifier: Apache-2.0

/// Who decides what becomes of mail: the listener asks, and answers the client accordingly.
package protocol MailReception: Sendable {
    /// Whether mail of this sender (nil: the null sender) for this recipient is taken. It is asked on the connection's
    /// event loop: what takes long has to wait elsewhere.
    func verdict(on recipient: EnvelopeAddress, from sender: EnvelopeAddress?) async -> RecipientVerdict
    /// Takes the message; returns when it is safe on disk or will not be. One verdict for each of its recipients, in
    /// their order; one that is missing counts as `busy`.
    func deliver(_ mail: ReceivedMail) async -> [DeliveryVerdict]
}
